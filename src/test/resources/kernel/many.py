"""many.py PORT ADDRESS...: connects to all addresses at once; prints those that echo within half a second."""
import asyncio
import sys


async def echoes(address, port):
    try:
        reader, writer = await asyncio.open_connection(address, port)
        writer.write(b"x")
        answer = await reader.read(1)
        writer.close()
        return answer == b"x"
    except OSError:
        return False


async def main(port, addresses):
    tries = {asyncio.ensure_future(echoes(each, port)): each for each in addresses}
    done, pending = await asyncio.wait(tries, timeout=0.5)
    print("echoed", *sorted(tries[each] for each in done if each.result()), flush=True)
    for each in pending:
        each.cancel()


asyncio.run(main(int(sys.argv[1]), sys.argv[2:]))
