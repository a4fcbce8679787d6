"""many.py PORT FROM ADDRESS...: connects to all addresses at once, from the port FROM on, so that no
connection that is still tracked is taken for another; prints those that echo within half a second."""
import asyncio
import sys


async def echoes(address, port, own):
    try:
        any_address = "::" if ":" in address else "0.0.0.0"
        reader, writer = await asyncio.open_connection(
            address, port, local_addr=(any_address, own)
        )
        writer.write(b"x")
        answer = await reader.read(1)
        writer.close()
        return answer == b"x"
    except OSError:
        return False


async def main(port, first, addresses):
    tries = {
        asyncio.ensure_future(echoes(each, port, first + i)): each
        for i, each in enumerate(addresses)
    }
    done, pending = await asyncio.wait(tries, timeout=0.5)
    print("echoed", *sorted(tries[each] for each in done if each.result()), flush=True)
    for each in pending:
        each.cancel()


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
