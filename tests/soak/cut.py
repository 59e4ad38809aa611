"""What a power cut can leave of a disk: the calls of a life are taken in one by one, and states are drawn from them.

The model is as pessimistic as POSIX lets a file system be. What was written since a file's last sync may be there or
not, each write for itself, and torn: sectors of 512 bytes of it. A new, renamed or removed name may be there or not
until its folder was synced; a rename alone is never half done. What was synced is there. Pure, but for the first look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random

from tests.soak.calls import Call

SECTOR = 512
MEMORY = "-shm"
"""The ending of files that are only shared memory: a cut leaves none."""


@dataclass
class Write:
    """Bytes at a place of a file; `data` None: the file is cut to `place`."""

    number: int
    place: int
    data: bytes | None

    def onto(self, content: bytearray) -> None:
        """Do it."""
        if self.data is None:
            del content[self.place :]
            content.extend(bytes(self.place - len(content)))
            return
        content.extend(bytes(max(0, self.place - len(content))))
        content[self.place : self.place + len(self.data)] = self.data

    def torn(self, random: Random) -> "Write":
        """Some sectors of it: one run of them, as a drive that loses power in the middle leaves it."""
        if self.data is None or len(self.data) <= SECTOR:
            return self
        sectors = -(-len(self.data) // SECTOR)
        first = random.randrange(sectors)
        last = random.randint(first + 1, sectors) * SECTOR
        return Write(self.number, self.place + first * SECTOR, self.data[first * SECTOR : last])


@dataclass(eq=False)
class Held:
    """A file: what is surely on the disk, and what was written since."""

    number: int
    sure: bytes = b""
    since: list[Write] = field(default_factory=list)
    syncs: int = 0

    def sync(self) -> None:
        """All that was written is on the disk."""
        if self.since:
            self.sure = self.left(self.since)
            self.since, self.syncs = [], self.syncs + 1

    def left(self, writes: Sequence[Write]) -> bytes:
        """The content with only these writes."""
        if not writes:
            return self.sure
        content = bytearray(self.sure)
        for write in writes:
            write.onto(content)
        return bytes(content)


@dataclass(eq=False)
class Naming:
    """A change of names: `old` is gone, `new` is the file (a folder: None). `unsure` are the folders not synced yet."""

    old: str
    new: str
    file: Held | None
    unsure: set[str]

    def onto(self, names: dict[str, Held | None]) -> None:
        """Do it."""
        if self.old:
            names.pop(self.old, None)
        if self.new:
            names[self.new] = self.file


Piece = tuple[str, Held, tuple[Write, ...]]


@dataclass(frozen=True)
class State:
    """One thing a cut can leave, a piece for each file: its path, the file, what of its unsynced writes is there.

    To be looked at before its model takes in the next call.
    """

    pieces: tuple[Piece, ...]

    @property
    def key(self) -> object:
        """What equals that of another state of the same model only if their content is equal."""
        return tuple(
            (path, held.number, held.syncs, *((each.number, each.place, len(each.data or b"")) for each in writes))
            for path, held, writes in self.pieces
        )

    def below(self, folder: Path) -> "State":
        """Only what is below the folder."""
        return State(tuple(piece for piece in self.pieces if piece[0].startswith(f"{folder}/")))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The content by path."""
        return {path: held.left(writes) for path, held, writes in self.pieces}


class Model:
    """The disk below a folder as the calls of one life change it."""

    def __init__(self, root: Path) -> None:
        self.names: dict[str, Held | None] = {}
        self.root, self.above = root, dict[str, list[str]]()
        self.numbers = 0
        for path in sorted(root.rglob("*")):
            if path.is_dir():
                self.names[str(path)] = None
            elif not path.name.endswith(MEMORY):
                self.names[str(path)] = Held(self._next(), path.read_bytes())
        self.sure = dict(self.names)
        self.changes: list[Naming] = []

    def take(self, call: Call) -> None:
        """One call that is about to happen."""
        if call.path.endswith(MEMORY):
            return
        there = self.names.get(call.path)
        if call.kind == "make" and call.path not in self.names:
            self._name("", call.path, Held(self._next()))
        elif call.kind == "make" and call.truncates and there is not None:
            there.since.append(Write(self._next(), 0, None))
        elif call.kind == "folder" and call.path not in self.names:
            self._name("", call.path, None)
        elif call.kind == "rename" and call.path in self.names:
            self._name(call.path, call.target, there)
        elif call.kind == "link" and there is not None and call.target not in self.names:
            self._name("", call.target, there)
        elif call.kind == "remove" and call.path in self.names:
            self._name(call.path, "", None)
        elif call.kind == "write" and there is not None:
            there.since.append(Write(self._next(), call.offset, call.data))
        elif call.kind == "cut" and there is not None:
            there.since.append(Write(self._next(), call.size, None))
        elif call.kind == "sync":
            self._sync(call.path)

    def states(self, random: Random, draws: int) -> Iterator[State]:
        """Nothing unsynced, everything, and `draws` between: as far as a moment, or any of it, whole or torn."""
        writes = [(file, write) for file in self._files() for write in file.since]
        yield self._state(list(self.changes), writes)
        if not writes and not self.changes:
            return
        yield self._state([], [])
        for _ in range(draws):
            kind = random.choice(("moment", "any", "torn", "torn"))
            if kind == "moment":
                until = random.choice([write.number for _, write in writes] or [0])
                kept = [(file, write) for file, write in writes if write.number <= until]
                named = self.changes[: random.randint(0, len(self.changes))]
            else:
                often = random.random()
                kept = [each for each in writes if random.random() < often]
                named = [each for each in self.changes if random.random() < often]
            if kind == "torn":
                kept = [(file, write.torn(random) if random.random() < 0.3 else write) for file, write in kept]
            yield self._state(named, kept)

    def _state(self, changes: list[Naming], writes: list[tuple[Held, Write]]) -> State:
        names = dict(self.sure)
        for change in self.changes:
            if not change.unsure or change in changes:
                change.onto(names)
        kept: dict[Held, list[Write]] = {}
        for file, write in writes:
            kept.setdefault(file, []).append(write)
        return State(
            tuple(
                (path, held, tuple(kept.get(held, ())))
                for path, held in sorted(names.items())
                if held is not None and all(folder in names for folder in self._above(path))
            )
        )

    def _above(self, path: str) -> list[str]:
        """The folders above a file that this model knows of."""
        if path not in self.above:
            self.above[path] = [str(each) for each in Path(path).parents if str(each).startswith(f"{self.root}/")]
        return self.above[path]

    def _files(self) -> list[Held]:
        every = {file for file in (*self.names.values(), *self.sure.values()) if file is not None}
        return sorted(every, key=lambda file: file.number)

    def _name(self, old: str, new: str, file: Held | None) -> None:
        change = Naming(old, new, file, {str(Path(path).parent) for path in (old, new) if path})
        change.onto(self.names)
        self.changes.append(change)

    def _sync(self, path: str) -> None:
        held = self.names.get(path)
        if held is not None:
            held.sync()
            return
        for change in self.changes:
            change.unsure.discard(path)
        # A later change that is sure waits for an earlier one: in their order they are laid over the names.
        while self.changes and not self.changes[0].unsure:
            self.changes.pop(0).onto(self.sure)

    def _next(self) -> int:
        self.numbers += 1
        return self.numbers
