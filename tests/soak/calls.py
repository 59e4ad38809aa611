"""A child process whose every I/O call below one folder waits until the parent has said what becomes of it.

The kernel does it (`seccomp` user notification, Linux 5.5 and newer; no privilege, compiler or debugger is needed), so
what is stopped are the real calls of SQLCipher, of the Python library and of everything else in the process alike.

    x86-64 and arm64 only; `Unwatchable` says so elsewhere, in one line.
"""

import ctypes
import errno
import fcntl
import json
import os
import platform
import select
import signal
import socket
import struct
import traceback
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

NUMBERS = {
    "x86_64": {
        "read": {"read": 0, "pread": 17},
        "write": {"write": 1, "pwrite": 18, "writev": 20},
        "sync": {"fsync": 74, "fdatasync": 75},
        "cut": {"ftruncate": 77},
        "room": {"fallocate": 285},
        "rename": {"rename": 82, "renameat": 264, "renameat2": 316},
        "link": {"link": 86, "linkat": 265},
        "folder": {"mkdir": 83, "mkdirat": 258},
        "remove": {"unlink": 87, "unlinkat": 263, "rmdir": 84},
        "open": {"open": 2, "openat": 257},
        "may": {"access": 21, "faccessat": 269, "faccessat2": 439},
        "seccomp": {"seccomp": 317},
    },
    "aarch64": {
        "read": {"read": 63, "pread": 67},
        "write": {"write": 64, "pwrite": 68, "writev": 66},
        "sync": {"fsync": 82, "fdatasync": 83},
        "cut": {"ftruncate": 46},
        "room": {"fallocate": 47},
        "rename": {"renameat": 38, "renameat2": 276},
        "link": {"linkat": 37},
        "folder": {"mkdirat": 34},
        "remove": {"unlinkat": 35},
        "open": {"openat": 56},
        "may": {"faccessat": 48, "faccessat2": 439},
        "seccomp": {"seccomp": 277},
    },
}
"""What the kernel calls them, by what they do."""
CHANGING = ("write", "sync", "cut", "room", "rename", "link", "folder", "remove", "make")
"""Kinds of calls that change what is on the disk, or when. `make` is an open that may make or empty the file."""
EVERY = (*CHANGING, "read", "open", "may")
WORDS = 1 << 20
_MAKING = os.O_CREAT | os.O_TRUNC
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_TELL, _LET = 0x7FC00000, 0x7FFF0000
_RECEIVE, _ANSWER = 0xC0502100, 0xC0182101
_NOTICE, _SAID = struct.Struct("QIIiIQ6Q"), struct.Struct("QqiI")
_NO_NEW_PRIVILEGES, _FILTER, _LISTENER = 38, 1, 8


class Unwatchable(Exception):
    """This machine does not let one process watch another's calls; the message says what it needs."""


@dataclass(frozen=True)
class Call:
    """One stopped call. `kind` is what it does (`NUMBERS`), `path` the file or folder it does it to."""

    kind: str
    name: str
    process: int
    arguments: tuple[int, ...]
    path: str

    @property
    def changing(self) -> bool:
        """Whether it changes what is on the disk."""
        return self.kind in CHANGING

    @cached_property
    def data(self) -> bytes:
        """What it writes."""
        if self.name != "writev":
            return _memory(self.process, self.arguments[1], self.arguments[2])
        parts = _memory(self.process, self.arguments[1], 16 * self.arguments[2])
        return b"".join(_memory(self.process, *part) for part in struct.iter_unpack("QQ", parts))

    @cached_property
    def offset(self) -> int:
        """Where in the file it writes."""
        if self.name == "pwrite":
            return self.arguments[3]
        with open(f"/proc/{self.process}/fdinfo/{self.arguments[0]}", encoding="ascii") as facts:
            return int(facts.readline().split()[1])

    @property
    def size(self) -> int:
        """The length that it cuts the file to."""
        return self.arguments[1]

    @cached_property
    def target(self) -> str:
        """The new name of what it renames or links."""
        if self.name in ("rename", "link"):
            return _named(self.process, self.arguments, 1)
        return _named(self.process, self.arguments, 2, beside=True)

    @property
    def truncates(self) -> bool:
        """Whether it opens the file and empties it."""
        return self.kind == "make" and bool(self.arguments[2 if self.name == "openat" else 1] & os.O_TRUNC)

    def do_half(self) -> None:
        """What a process killed in the middle of a write leaves: the first half of it."""
        if self.kind == "write" and len(self.data) > 1:
            handle = os.open(f"/proc/{self.process}/fd/{self.arguments[0]}", os.O_WRONLY)
            try:
                os.pwrite(handle, self.data[: len(self.data) // 2], self.offset)
            finally:
                os.close(handle)


GO, DONE, KILL = "go", "done", "kill"
"""Verdicts: let it happen; say that it happened; kill the process instead. An int is the errno it fails with."""
Verdict = str | int
Say = Callable[..., None]


@dataclass(frozen=True)
class Life:
    """How a child's life went. `ended` is "done", "killed" or "raised"; `said` what it told, in order."""

    ended: str
    said: list[list[object]]
    calls: int

    @property
    def trace(self) -> str:
        """The traceback of a life that raised."""
        return str(self.said[-1][1]) if self.ended == "raised" else ""


Decide = Callable[[Call, list[list[object]]], Verdict]


def live(act: Callable[[Say], None], root: Path, decide: Decide, kinds: Collection[str] = CHANGING) -> Life:
    """Fork, let the child do `act`, and ask `decide` about each of its calls of these kinds below `root`.

    `act` is given a function to tell the parent what is done; `decide` gets all that was told before the call. What is
    not asked about costs nothing. Raises Unwatchable.
    """
    numbers = _numbers()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = os.fork()
    if process == 0:
        ours.close()
        _child(act, theirs, _watched(numbers, kinds))
    theirs.close()
    named = {number: (kind, name) for kind, held in numbers.items() for name, number in held.items()}
    said: list[list[object]] = []
    count, killed = 0, False
    try:
        listener = _listener(ours)
        try:
            for notice in _notices(listener, ours, said):
                token, who, number, arguments = notice[0], notice[1], notice[3], notice[6:]
                call = _call(named[number], who, arguments, root)
                if call is None or call.kind not in kinds:
                    verdict: Verdict = GO
                else:
                    count += 1
                    verdict = decide(call, said)
                if verdict == KILL:
                    os.kill(process, signal.SIGKILL)
                    killed = True
                    break
                _answer(listener, token, verdict)
        finally:
            os.close(listener)
    finally:
        _, status = os.waitpid(process, 0)
        _hear(ours, said)
        ours.close()
    raised = bool(said) and said[-1][0] == "raised"
    if not killed and not raised and status != 0:
        raise RuntimeError(f"a child ended by itself with status {status}")
    return Life("killed" if killed else "raised" if raised else "done", said, count)


def _numbers() -> dict[str, dict[str, int]]:
    found = NUMBERS.get(platform.machine())
    if platform.system() != "Linux" or found is None:
        raise Unwatchable("watching I/O calls needs Linux on x86-64 or arm64")
    return found


def _watched(numbers: dict[str, dict[str, int]], kinds: Collection[str]) -> list[int]:
    asked = {"open" if kind == "make" else kind for kind in kinds}
    return [number for kind in sorted(asked) for number in numbers[kind].values()]


def _child(act: Callable[[Say], None], line: socket.socket, watched: list[int]) -> None:
    def say(*words: object) -> None:
        line.send(json.dumps(words).encode())

    status = 1
    try:
        handle = _stop_at(watched)
        socket.send_fds(line, [b"watched" if handle >= 0 else str(ctypes.get_errno()).encode()], [max(handle, 0)])
        if handle >= 0:
            os.close(handle)
            act(say)
        status = 0
    except BaseException:
        say("raised", traceback.format_exc()[-4000:])
    finally:
        os._exit(status)


def _stop_at(watched: list[int]) -> int:
    """Make these calls of this process wait; the handle by which somebody else hears of them, negative for no."""
    library = ctypes.CDLL(None, use_errno=True)
    rules = struct.pack("HBBI", _LOAD, 0, 0, 0)
    for place, number in enumerate(watched):
        rules += struct.pack("HBBI", _EQUAL, len(watched) - place, 0, number)
    rules += struct.pack("HBBI", _RETURN, 0, 0, _LET) + struct.pack("HBBI", _RETURN, 0, 0, _TELL)
    kept = ctypes.create_string_buffer(rules, len(rules))
    program = ctypes.create_string_buffer(struct.pack("H6xQ", len(rules) // 8, ctypes.addressof(kept)), 16)
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return int(library.syscall(_numbers()["seccomp"]["seccomp"], _FILTER, _LISTENER, program))


def _listener(line: socket.socket) -> int:
    word, handles, *_ = socket.recv_fds(line, 100, 1)
    if word == b"watched":
        return handles[0]
    for handle in handles:
        os.close(handle)
    why = os.strerror(int(word)) if word.isdigit() else "the child ended"
    raise Unwatchable(f"the kernel refuses to watch calls ({why}): it needs Linux 5.5 and seccomp allowed")


def _notices(listener: int, line: socket.socket, said: list[list[object]]) -> Iterator[tuple[int, ...]]:
    """The stopped calls in order, until the child is gone. What the child said before each is in `said` by then."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    poll.register(line, select.POLLIN)
    while True:
        ready = dict(poll.poll())
        if line.fileno() in ready and not _hear(line, said):
            return
        if ready.get(listener, 0) & select.POLLIN:
            buffer = bytearray(_NOTICE.size)
            try:
                fcntl.ioctl(listener, _RECEIVE, buffer)
            except OSError as error:
                if error.errno in (errno.ENOENT, errno.EINTR):
                    continue
                raise
            _hear(line, said)
            yield _NOTICE.unpack(buffer)
        elif listener in ready:
            poll.unregister(listener)  # nobody is left to be heard of; what was said last is still to come


def _hear(line: socket.socket, said: list[list[object]]) -> bool:
    """Take in what was told so far; False when nobody is there to tell more."""
    while True:
        try:
            word = line.recv(WORDS, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        except ConnectionResetError:
            return False
        if not word:
            return False
        said.append(json.loads(word))


def _answer(listener: int, token: int, verdict: Verdict) -> None:
    number = verdict if isinstance(verdict, int) else 0
    answer = _SAID.pack(token, -1 if number else 0, -number, 1 if verdict == GO else 0)
    try:
        fcntl.ioctl(listener, _ANSWER, answer)
    except OSError as error:
        if error.errno != errno.ENOENT:  # the child is gone meanwhile
            raise


def _call(what: tuple[str, str], process: int, arguments: tuple[int, ...], root: Path) -> Call | None:
    """The call, if it is about something below `root`."""
    kind, name = what
    if kind in ("read", "write", "sync", "cut", "room"):
        try:
            path = os.readlink(f"/proc/{process}/fd/{arguments[0]}")
        except OSError:
            return None
    else:
        path = _named(process, arguments, 0, beside=name.endswith(("at", "at2")))
    if not path.startswith(f"{root}/"):
        return None
    if kind == "open" and arguments[2 if name == "openat" else 1] & _MAKING:
        kind = "make"
    return Call(kind, name, process, arguments, path.removesuffix(" (deleted)"))


def _named(process: int, arguments: tuple[int, ...], at: int, *, beside: bool = False) -> str:
    """The path that argument `at` points to; `beside` a folder whose handle is that argument, and the next one it."""
    place = arguments[at + 1] if beside else arguments[at]
    text = b""
    while b"\0" not in text:
        step = 256 - place % 256
        text, place = text + _memory(process, place, step), place + step
    path = os.fsdecode(text.partition(b"\0")[0])
    if path.startswith("/") or not beside:
        return path
    handle = ctypes.c_int(arguments[at]).value
    folder = os.readlink(f"/proc/{process}/" + (f"fd/{handle}" if handle >= 0 else "cwd"))
    return f"{folder}/{path}"


def _memory(process: int, place: int, size: int) -> bytes:
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        memory.seek(place)
        gathered = b""
        while len(gathered) < size and (more := memory.read(size - len(gathered))):
            gathered += more
        return gathered
