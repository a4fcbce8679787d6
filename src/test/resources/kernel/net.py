"""Peers for the packet tests.

serve PORT...                         answers on the ports, TCP and UDP, IPv4 and IPv6
connect ADDRESS PORT [SOURCE]         exits 0 if a connection is accepted within a second
udp ADDRESS PORT                      exits 0 if a datagram comes back within a second
hold ADDRESS PORT HELD STOPFILE       connects, makes the file HELD, waits for STOPFILE, and exits 0 if
                                      the connection still carries data
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


class UdpEcho(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        self.transport.sendto(data, address)


async def serve(ports):
    loop = asyncio.get_running_loop()
    for port in ports:
        # A full accept queue would look like a packet that the firewall dropped.
        listener = socket.create_server(
            ("", int(port)), family=socket.AF_INET6, dualstack_ipv6=True, backlog=4096
        )
        await loop.create_server(Echo, sock=listener, backlog=4096)
        for family in (socket.AF_INET, socket.AF_INET6):
            await loop.create_datagram_endpoint(UdpEcho, sock=udp_socket(family, int(port)))
    await asyncio.Event().wait()


def udp_socket(family, port):
    made = socket.socket(family, socket.SOCK_DGRAM)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    made.bind(("", port))
    made.setblocking(False)
    return made


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
    elif mode == "udp":
        address, port = args
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.settimeout(1)
            try:
                # The answer may come from another address of the many, so it is not connected.
                asking.sendto(b"hello", (address, int(port)))
                asking.recv(64)
            except OSError as error:
                print(error)
                sys.exit(1)
    elif mode == "hold":
        address, port, held, stop = args
        with connect(address, port) as lasting:
            open(held, "w").close()
            end = time.monotonic() + 60
            while not os.path.exists(stop) and time.monotonic() < end:
                time.sleep(0.05)
            lasting.settimeout(3)
            lasting.sendall(b"still there")
            sys.exit(0 if lasting.recv(64) == b"still there" else 1)
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
