"""Servers on a real socket that do to connections what the test says."""

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Connection:
    """A connection as the server sees it.

    Attributes:
        number: Which connection of the server it is, from 0.
    """

    number: int
    socket: socket.socket
    waiting: bytearray = field(default_factory=bytearray)

    def request(self) -> bytes | None:
        """Return the next whole request, or ``None`` when the client has closed."""
        while b"\r\n\r\n" not in self.waiting:
            if not self._more():
                return None
        head = bytes(self.waiting.partition(b"\r\n\r\n")[0])
        length = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length")
        )
        del self.waiting[: len(head) + 4]
        while len(self.waiting) < length:
            if not self._more():
                return None
        body = bytes(self.waiting[:length])
        del self.waiting[:length]
        return head + b"\r\n\r\n" + body

    def some(self) -> None:
        """Read a little of a request."""
        self._more()

    def _more(self) -> bool:
        try:
            came = self.socket.recv(100_000)
        except ConnectionError:
            return False
        self.waiting += came
        return bool(came)

    def answer(self, data: Any) -> None:
        """Answer with data, and say nothing of the connection."""
        body = json.dumps({"data": data}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n"
        self.socket.sendall(head.encode() + body)

    def reset(self) -> None:
        """End it at once."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


@dataclass
class Server:
    """What a server has seen."""

    url: str = ""
    requests: list[tuple[int, bytes]] = field(default_factory=list)


@contextmanager
def serving(serve: Callable[[Connection, Server], None]) -> Iterator[Server]:
    """Serve each connection in a thread of its own until the block ends.

    Each connection that was opened in the block is served to its end: the last one to come is
    our own, behind all that wait to be accepted.
    """
    server, threads = Server(), list[threading.Thread]()
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket() as last:
        address = listener.getsockname()
        last.bind(("127.0.0.1", 0))

        def one(connection: Connection) -> None:
            with connection.socket:
                serve(connection, server)

        def accept() -> None:
            number = 0
            while True:
                accepted, peer = listener.accept()
                if peer == last.getsockname():
                    accepted.close()
                    return
                thread = threading.Thread(target=one, args=(Connection(number, accepted),))
                thread.start()
                threads.append(thread)
                number += 1

        accepting = threading.Thread(target=accept)
        accepting.start()
        server.url = f"http://127.0.0.1:{address[1]}"
        try:
            yield server
        finally:
            last.connect(address)
            accepting.join()
    for thread in threads:
        thread.join()
