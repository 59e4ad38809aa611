"""A link between tablets and server that breaks: bytes go through until their number is up, then the line is gone."""

import random
import socket
import struct
import threading
from collections.abc import Sequence

PIECE = 16_384
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: close with a reset, as a link does that is gone, and not politely."""


class CuttingLink:
    """Listens on `address` and passes on to `port`. Of each 100 lines `share` are cut, after up to `most` bytes in
    either direction; and whichever line is in use, where the bytes sent to the server reach the next number of `at`.
    `sent` counts these bytes, `cuts` the lines that were cut."""

    def __init__(self, port: int, seed: int, share: int = 0, most: int = 20_000, at: Sequence[int] = ()) -> None:
        self.port, self.share, self.most = port, share, most
        self.cuts = self.sent = 0
        self.at = sorted(at)
        self._chosen, self._lock = random.Random(seed), threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more lines."""
        self._listening.close()

    def budget(self) -> int:
        """How many bytes the next line carries."""
        with self._lock:
            return self._chosen.randrange(1, self.most) if self._chosen.randrange(100) < self.share else 1 << 60

    def room(self) -> int:
        """How many bytes may still go to the server before the next of `at`."""
        return self.at[0] - self.sent if self.at else 1 << 60

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            except OSError:
                _break(near)
                continue
            line = _Line(self, near, far, self.budget())
            for way in ((near, far, True), (far, near, False)):
                threading.Thread(target=line.carry, args=way, daemon=True).start()


class _Line:
    """One connection: both ways use up one budget."""

    def __init__(self, link: CuttingLink, near: socket.socket, far: socket.socket, budget: int) -> None:
        self.link, self.ends, self.left, self.lock = link, (near, far), budget, threading.Lock()

    def carry(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        """Pass on until the end, or until the number is up."""
        try:
            while data := source.recv(PIECE):
                with self.lock:
                    part = data[: min(self.left, self.link.room() if up else len(data))]
                    self.left -= len(part)
                    self.link.sent += len(part) if up else 0
                    over = self.left <= 0 or (up and self.link.room() <= 0)
                    if up and self.link.room() <= 0:
                        self.link.at.pop(0)
                target.sendall(part)
                if over:
                    self.link.cuts += 1
                    for end in self.ends:
                        _break(end)
                    return
            target.shutdown(socket.SHUT_WR)
        except OSError:
            for end in self.ends:
                _break(end)


def _break(end: socket.socket) -> None:
    try:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    end.close()
