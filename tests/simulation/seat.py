"""One tablet of a world: its database, the product's code over it, and what this tablet has promised its officer.

A promise is a version that was sealed. It is read back from the store after every step: what a crash left there was
promised, whatever the step said.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mobile.drafting import Drafting
from mobile.moving import Moving
from mobile.store import drafts, settings, versions
from mobile.store.drafts import Draft
from mobile.store.versions import WAITING, Version
from mobile.syncing import Exchanged, exchange_once
from mobile.transport import Reply
from mobile.vault import Vault
from shared.answers import ONLY_ROW, Address, Nested
from shared.canonical import Value, canonical
from shared.keys import key_from_seed
from shared.seal import Header, seal
from tests.simulation.brittle import Brittle, MemoryStore
from tests.simulation.ground import Clock, Dice, Ground
from tests.simulation.weather import Line

NOWHERE = Path("/nowhere")
BAD = ("unknown_form", "unknown_answer", "incomplete_final", "strange_key")
"""Ways in which a version is refused by the server however often it comes."""


@dataclass(frozen=True)
class Promise:
    """A sealed version: its report, its bytes, and "" or why the server must refuse it."""

    digest: str
    report: str
    packed: bytes
    bad: str


@dataclass
class Seat:
    """A tablet and its officer. `twins` counts how often this vault was cloned or restored."""

    name: str
    ground: Ground
    connection: Brittle
    clock: Clock
    dice: Dice
    promises: dict[str, Promise] = field(default_factory=dict)
    bad: dict[str, str] = field(default_factory=dict)
    acked: dict[str, int] = field(default_factory=dict)
    older: list[Reply] = field(default_factory=list)
    alarming: bool = False
    seen: dict[str, tuple[Brittle, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Start the app over what is on the disk."""
        self.connection.revive()
        self.vault = Vault(NOWHERE, MemoryStore(self.connection))
        self.drafting = Drafting(self.vault, self.ground.forms, self.clock, self.dice)
        self.moving = Moving(self.vault, self.drafting, self.ground.forms, self.dice)

    def twin(self, name: str) -> "Seat":
        """Another tablet with a copy of this one's disk."""
        clock = Clock()
        clock.at = self.clock.at
        return Seat(
            name,
            self.ground,
            self.connection.copy(),
            clock,
            self.dice,
            dict(self.promises),
            dict(self.bad),
            dict(self.acked),
            list(self.older),
            self.alarming,
        )

    def exchange(self, line: Line) -> Exchanged:
        """One exchange of the product."""
        return exchange_once(self.vault, line, self.clock, self.dice)

    def write(self, words: str) -> str:
        """A first interim report, as the card makes one; gives its id."""
        report = self.drafting.start()
        self.answer(report, words)
        self.drafting.seal(report, "interim")
        return report

    def answer(self, report: str, words: str) -> None:
        self.drafting.answer(report, Address("incident", ONLY_ROW, "location_landmark"), words)

    def add_line(self, report: str, words: str) -> None:
        """A line of the timeline."""
        line: dict[str, Value] = {"kind": "note", "at": self.drafting.instant(), "text": words}
        self.drafting.add_row(report, "entry", line)

    def put(self, report: str, answers: Nested, kind: str, bad: str) -> None:
        """Seal answers past the app's own checks, made bad in one way."""
        with self.vault.store.writing() as database:
            draft = drafts.get(database, report)
            assert draft is not None
            version = self._sealed(database, draft, answers, kind, bad)
            self.bad[version.digest] = bad
            versions.add(database, version)
            drafts.move(database, report, "waiting" if kind == "final" else "draft", open=kind != "final")

    def reports(self, *, open: bool) -> list[str]:
        """The reports on this tablet, in the order in which they were begun."""
        rows = self.connection.execute("SELECT report FROM draft WHERE open = ? ORDER BY rowid", (int(open),))
        return [row[0] for row in rows]

    def in_states(self, *states: str) -> list[str]:
        """The reports that are in one of these states, in the order in which they were begun."""
        places = ", ".join("?" * len(states))
        rows = self.connection.execute(f"SELECT report FROM draft WHERE state IN ({places}) ORDER BY rowid", states)
        return [row[0] for row in rows]

    def written(self, report: str) -> list[tuple[str, ...]]:
        """Every answer of a report as it is on the disk, and the order of its rows."""
        answers = self.connection.execute(
            'SELECT part, "row", field, value FROM answer WHERE report = ? ORDER BY part, "row", field', (report,)
        )
        rows = self.connection.execute(
            'SELECT part, "row" FROM "row" WHERE report = ? ORDER BY part, position', (report,)
        )
        return [*answers.fetchall(), *rows.fetchall()]

    def waiting(self) -> dict[str, str]:
        """Report by digest of what is in the outbox."""
        rows = self.connection.execute("SELECT o.digest, v.report FROM outbox o JOIN version v USING (digest)")
        return dict(rows.fetchall())

    def unchanged_for(self, who: str) -> bool:
        """Whether nothing was written on the disk since `who` asked last; SQLite counts every row that is."""
        now = (self.connection, self.connection.total_changes)
        before, self.seen[who] = self.seen.get(who), now
        return now == before

    def recall(self) -> None:
        """Take up as promises what the store holds."""
        if self.unchanged_for("recall"):
            return
        there = self.connection.execute("SELECT digest FROM version ORDER BY number").fetchall()
        for (digest,) in there:
            if digest not in self.promises:
                asked = "SELECT report, packed FROM version WHERE digest = ?"
                report, packed = self.connection.execute(asked, (digest,)).fetchone()
                self.promises[digest] = Promise(digest, report, bytes(packed), self.bad.get(digest, ""))

    def _sealed(self, database: object, draft: Draft, answers: Nested, kind: str, bad: str) -> Version:
        form = self.ground.forms.of(draft.form_version, draft.vocabulary, draft.city)
        tip = versions.tip(database, draft.report)  # type: ignore[arg-type]
        now = {"at": self.clock.now().isoformat(timespec="seconds"), "clock": "device"}
        header = Header(
            kind=kind,
            report=draft.report,
            sequence=tip.sequence + 1 if tip else 1,
            parent=tip.digest if tip else "",
            author=self.vault.person.id,
            device=self.vault.id,
            incarnation=str(settings.get(database, "incarnation")),  # type: ignore[arg-type]
            device_sequence=settings.take_number(database, "device_sequence"),  # type: ignore[arg-type]
            sealed_at=now,
            form_version=form.version,
            form="0" * 64 if bad == "unknown_form" else form.digest,
            vocabulary=draft.vocabulary,
            city=draft.city,
        )
        key = key_from_seed(self.dice.token(32)) if bad == "strange_key" else self.vault.version_key
        packed = seal(header, answers, self.dice.token(32), key)
        return Version(
            packed.sealed().digest,
            draft.report,
            header.sequence,
            kind,
            header.parent,
            header.incarnation,
            header.device_sequence,
            str(now["at"]),
            canonical(packed.data()),
            WAITING,
            (),
            "",
        )


def held(seat: Seat) -> Sequence[tuple[str, str, str, int, int | None, str]]:
    """Digest, state, problems, whether queued, the receipt's entry and head if there is one: of every version."""
    return seat.connection.execute(  # type: ignore[no-any-return]
        "SELECT v.digest, v.state, v.problems, o.digest IS NOT NULL, r.entry, r.head FROM version v"
        " LEFT JOIN outbox o ON o.digest = v.digest LEFT JOIN receipt r ON r.digest = v.digest ORDER BY v.number"
    ).fetchall()


def outcome_of(seat: Seat, digest: str) -> list[str]:
    """The codes the server gave for a version."""
    found = seat.connection.execute("SELECT problems FROM version WHERE digest = ?", (digest,)).fetchone()
    return [str(each["code"]) for each in json.loads(found[0])]
