"""Connects to many addresses, or from many, at once; prints those whose byte is echoed within half a second.

to PORT FROM ADDRESS...               to all addresses, from the port FROM on
from HOST4 HOST6 PORT FROM ADDRESS... from all addresses to a host, from the port FROM on

Each has a port of its own, so that no connection that is still tracked is taken for another.
"""
import asyncio
import sys


async def echoes(remote, local):
    try:
        reader, writer = await asyncio.open_connection(*remote, local_addr=local)
        writer.write(b"x")
        answer = await reader.read(1)
        writer.close()
        return answer == b"x"
    except OSError:
        return False


def ends(mode, args):
    hosts, (port, first, *addresses) = (args[:2], args[2:]) if mode == "from" else ([], args)
    for i, address in enumerate(addresses):
        ipv6 = ":" in address
        peer = (address, int(port))
        if mode == "to":
            yield address, peer, ("::" if ipv6 else "0.0.0.0", int(first) + i)
        else:
            yield address, (hosts[ipv6], int(port)), (address, int(first) + i)


async def main(mode, *args):
    tries = {
        asyncio.ensure_future(echoes(remote, local)): address
        for address, remote, local in ends(mode, list(args))
    }
    done, pending = await asyncio.wait(tries, timeout=0.5)
    print("echoed", *sorted(tries[each] for each in done if each.result()), flush=True)
    for each in pending:
        each.cancel()


asyncio.run(main(*sys.argv[1:]))
