"""Peers for the packet tests.

serve PORT...                         answers every connection on the ports, IPv4 and IPv6
connect ADDRESS PORT [SOURCE]         exits 0 if a connection is accepted within a second
hammer ADDRESS PORT STOPFILE          connects without pause until STOPFILE exists (60 seconds at the
                                      most), and keeps one
                                      connection open all the time; prints attempts and failures
"""

import asyncio
import os
import socket
import sys
import time


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)


async def serve(ports):
    loop = asyncio.get_running_loop()
    for port in ports:
        # A full accept queue would look like a packet that the firewall dropped.
        listener = socket.create_server(
            ("", int(port)), family=socket.AF_INET6, dualstack_ipv6=True, backlog=4096
        )
        await loop.create_server(Echo, sock=listener, backlog=4096)
    await asyncio.Event().wait()


def connect(address, port, source=None):
    return socket.create_connection(
        (address, int(port)), timeout=1, source_address=(source, 0) if source else None
    )


def main(mode, *args):
    if mode == "serve":
        asyncio.run(serve(args))
    elif mode == "connect":
        try:
            connect(*args).close()
        except OSError as error:
            print(error)
            sys.exit(1)
    elif mode == "hammer":
        address, port, stop = args
        attempts = failures = 0
        with connect(address, port) as lasting:
            end = time.monotonic() + 60
            while not os.path.exists(stop) and time.monotonic() < end:
                attempts += 1
                try:
                    connect(address, port).close()
                except OSError as error:
                    failures += 1
                    print(f"attempt {attempts}: {error}")
                lasting.sendall(b"still there")
                if lasting.recv(64) != b"still there":
                    failures += 1
        print(f"attempts={attempts > 50} failures={failures}")


main(*sys.argv[1:])
