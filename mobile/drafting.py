"""What an officer does to a report: start, answer, add and remove rows, check, seal, discard, recover.

Every verb is on the disk when it returns, or raises and has changed nothing. What a screen shows of it is
`mobile.form`; both together are `mobile.editing`. Reports are sealed here and leave through `mobile.syncing`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from mobile import sealing
from mobile.bound import FACTS, REFERS, bound, loses
from mobile.capture import Captured, check_room
from mobile.content import Content, complete, loaded, owned_rows
from mobile.forms import Forms
from mobile.naming import FIELDS, names, note_names
from mobile.sealing import NotReady as NotReady
from mobile.store import Database, Store, drafts, exchanges, files, moves, settings, versions
from mobile.store.drafts import Draft, Held
from mobile.store.versions import Version
from mobile.vault import Vault
from shared.answers import ONLY_ROW, Address, flatten
from shared.canonical import Value
from shared.catalog import FieldSpec, Form
from shared.fields import Ref, Refs
from shared.ports import Chance, Clock

OPENED = "opened"
"""The setting that lists reports open on the screen: what is in it at unlock was open at a crash."""
FIRST_WORDS = 60
NOTE = "note"
"""The state of a quick note, and the kind of its line."""


Known = Mapping[tuple[str, str], Value]
"""First answers by (part, field)."""


class DraftError(Exception):
    """No. `code`: draft.unknown, .closed, .sealed, field.unknown, field.not_yours, row.unknown, row.sealed,
    part.wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Unfinished:
    """A report that was open when the app stopped: when it was last saved, and its latest words."""

    report: str
    reference: str
    saved_at: str
    words: str


class Drafting:
    """The verbs, over one open vault."""

    def __init__(self, vault: Vault, forms: Forms, clock: Clock, chance: Chance) -> None:
        self._vault, self._forms, self._clock, self._chance = vault, forms, clock, chance
        self._store: Store = vault.store

    def start(self, *, practice: bool = False) -> str:
        """Begin a report and return its id. Reference, author and arrival-independent facts are filled in."""
        new = self._new("practice" if practice else "draft")
        with self._store.writing() as database:
            self._add(database, *new)
        return new[0].report

    def note(self) -> str:
        """Begin a quick note and return its id: a report of which only a line of the timeline is there, at this moment.

        `take_up` makes an ordinary draft of it.
        """
        draft, form, known = self._new(NOTE)
        row = self._chance.uuid()
        with self._store.writing() as database:
            self._add(database, draft, form, known)
            drafts.add_row(database, draft.report, "entry", row, 0)
            for field, given in (("kind", NOTE), ("at", self._instant())):
                self._put(database, form, draft.report, Address("entry", row, field), given, draft.saved_at)
        return draft.report

    def take_up(self, report: str) -> None:
        """Make a draft of a note: its line stays, with its time and its photo. Raises DraftError, StoreError."""

        def keep(database: Database) -> None:
            draft, _ = self._open(database, report)
            if draft.state == NOTE:
                drafts.move(database, report, "draft")

        self._store.write(keep)

    def answer(self, report: str, address: Address, given: Value | None) -> Held | None:
        """Keep one answer: on the disk when this returns. None, or text of blanks only, makes it blank again.

        What is not valid is kept too, as typed, with its problem, so that nothing typed is lost; it is no answer
        until it is put right. Returns what is stored, None for blank. What a person has a receipt of is not answered
        away. Raises DraftError, StoreError.
        """

        def keep(database: Database) -> Held | None:
            draft, form = self._open(database, report)
            spec = self._spec(form, database, report, address)
            at = str(self._instant()["at"])
            held = None
            if given is None or (isinstance(given, str) and not given.strip()):
                self._refuse_loss(database, report, address, None)
                drafts.blank_answer(database, report, address)
            else:
                value, raw, problem = loaded(spec, given)
                self._refuse_loss(database, report, address, value)
                held = Held(address, value, raw, problem, at)
                drafts.put_answer(database, report, address, value, raw, problem, at)
            drafts.touch(database, report, at)
            if (address.part == "incident" and address.field in FIELDS) or draft.state == NOTE:
                self._name(database, draft)
            return held

        return self._store.write(keep)

    def add_row(self, report: str, part: str, values: Mapping[str, Value] | None = None, *, parent: str = "") -> str:
        """Add a row to a repeated part, at its end, and return its id. `parent` is the row that owns it, if one does.

        `values` are first answers, by field. Raises DraftError, StoreError.
        """
        row = self._chance.uuid()

        def keep(database: Database) -> None:
            _, form = self._open(database, report)
            spec = form.by_name.get(part)
            if spec is None or not spec.repeated or bool(spec.parent) != bool(parent):
                raise DraftError("part.wrong")
            at = str(self._instant()["at"])
            held = drafts.rows(database, report)
            if parent and parent not in held.get(spec.parent, []):
                raise DraftError("row.unknown")
            drafts.add_row(database, report, part, row, len(held.get(part, [])))
            first = dict(values or {}) | ({spec.parent_field: parent} if parent else {})
            for field, given in first.items():
                self._put(database, form, report, Address(part, row, field), given, at)
            drafts.touch(database, report, at)

        self._store.write(keep)
        return row

    def attach(
        self, report: str, file: Captured, *, kind: str, taken_at: Value | None = None, address: Address | None = None
    ) -> str:
        """Keep a file with a `media` row of its own, referred to from `address`: all of it or nothing. The row's id.

        `taken_at` is an instant, now if None. Raises DraftError, StoreError; a full disk is told before the reserve
        for answers is touched.
        """
        row = self._chance.uuid()
        first: dict[str, Value] = {
            "kind": kind,
            "sha256": file.digest,
            "size_bytes": file.size,
            "media_type": file.media_type,
            "captured_at": taken_at or self._instant(),
        }
        if file.position is not None:
            first["exif_gps_kept"] = file.position
        check_room(self._store, file.size)
        with self._store.writing() as database:
            _, form = self._open(database, report)
            at = str(self._instant()["at"])
            held = drafts.rows(database, report).get("media", [])
            files.add(database, file.digest, file.size, file.media_type, file.pieces, at)
            drafts.add_row(database, report, "media", row, len(held))
            for field, given in first.items():
                self._put(database, form, report, Address("media", row, field), given, at)
            if address is not None:
                self._refer(database, form, report, address, row, at)
            drafts.touch(database, report, at)
        return row

    def remove_row(self, report: str, part: str, row: str) -> str:
        """Take a row out, with the rows it owns. Returns a name by which `undo` brings all of it back.

        A row that is out already has that name: a try whose last write failed may have taken effect. A person's sealed
        statement, and the row that refers to it, stay: they have its receipt. Raises DraftError, StoreError.
        """
        removal = self._chance.uuid()

        def keep(database: Database) -> str:
            _, form = self._open(database, report)
            content = self.content_in(database, report)
            if row not in content.rows.get(part, []):
                if before := drafts.removal(database, report, part, row):
                    return before
                raise DraftError("row.unknown")
            if row in bound(content.nested):
                raise DraftError("row.sealed")
            drafts.remove_rows(database, report, owned_rows(form, content.nested, part, row), removal)
            drafts.touch(database, report, str(self._instant()["at"]))
            return removal

        return self._store.write(keep)

    def undo(self, report: str, removal: str) -> bool:
        """Bring back what `remove_row` took out, in its old place. False if it is not there any more."""

        def keep(database: Database) -> bool:
            self._open(database, report)
            drafts.touch(database, report, str(self._instant()["at"]))
            return drafts.restore_rows(database, report, removal) > 0

        return self._store.write(keep)

    def move_row(self, report: str, part: str, row: str, place: int) -> None:
        """Put a row at `place` (0 first) of its part. Raises DraftError, StoreError."""

        def keep(database: Database) -> None:
            self._open(database, report)
            order = drafts.rows(database, report).get(part, [])
            if row not in order:
                raise DraftError("row.unknown")
            order.remove(row)
            order.insert(max(0, place), row)
            drafts.order_rows(database, report, part, order)
            drafts.touch(database, report, str(self._instant()["at"]))

        self._store.write(keep)

    def content(self, report: str) -> Content:
        """The report as stored. Raises DraftError, StoreError."""
        with self._store.reading() as database:
            return self.content_in(database, report)

    def seal(self, report: str, kind: str) -> Version | None:
        """Seal the report as it is and put it into the outbox: one transaction. `kind` is interim or final.

        An interim version may be incomplete; a final one has no error and closes the report until it comes back.
        Sealing again what has not changed gives the version that is there, also after the final one: a try whose last
        write failed may have taken effect. None in practice, where nothing leaves. Raises NotReady with every problem,
        DraftError, StoreError.
        """

        def keep(database: Database) -> Version | None:
            return self._finished(database, report, kind) or self.seal_in(database, report, kind)

        return self._store.write(keep)

    def _finished(self, database: Database, report: str, kind: str) -> Version | None:
        draft = drafts.get(database, report)
        if draft is None or draft.open or kind != "final":
            return None
        content = self.content_in(database, report)
        return sealing.unchanged(database, report, kind, complete(content.form, content.nested))

    def seal_in(self, database: Database, report: str, kind: str) -> Version | None:
        """`seal` inside the caller's transaction."""
        draft, _ = self._open(database, report)
        content = self.content_in(database, report)
        answers = complete(content.form, content.nested)
        sealing.refuse_problems(content, answers, kind, self._clock.now())
        if draft.practice:
            if kind == "final":
                drafts.move(database, report, "practice", open=False)
            return None
        again = kind == "final" and draft.state in ("returned", "needs_you", "set_aside")
        if not again and (same := sealing.unchanged(database, report, kind, answers)) is not None:
            return same
        version = sealing.sealed(database, self._vault, content, answers, kind, self._instant(), self._chance)
        versions.add(database, version)
        if kind == "final":
            drafts.move(database, report, "waiting", open=False)
            exchanges.answer_comments(database, report, version.digest)
            self._set_opened(database, report, False)
        elif draft.state != "returned":
            drafts.move(database, report, "draft")
        return version

    def discard(self, report: str) -> None:
        """Delete a draft of which nothing was ever sealed. Raises DraftError("draft.sealed") for any other.

        Of its files no more goes at once than nobody waits for: the rest with `Session.discard`, or after an unlock.
        """

        def keep(database: Database) -> None:
            if drafts.get(database, report) is None:
                raise DraftError("draft.unknown")
            if not self._may_go(database, report):
                raise DraftError("draft.sealed")
            drafts.delete(database, report)
            files.drop_some(database, undoable=True)
            self._set_opened(database, report, False)

        self._store.write(keep)

    def may_discard(self, report: str) -> bool:
        """Whether `discard` would do it: nothing of the report was ever sealed."""
        with self._store.reading() as database:
            return drafts.get(database, report) is not None and self._may_go(database, report)

    def opened(self, report: str) -> None:
        """Note that the report is on the screen."""
        self._store.write(lambda database: self._set_opened(database, report, True))

    def left(self, report: str) -> None:
        """Note that the report was left in good order."""
        self._store.write(lambda database: self.left_in(database, report))

    def left_in(self, database: Database, report: str) -> None:
        """`left` inside the caller's transaction."""
        self._set_opened(database, report, False)

    def unfinished(self) -> list[Unfinished]:
        """Reports that were on the screen when the app was stopped from outside. Ask before `opened` is called."""
        with self._store.reading() as database:
            named = settings.get(database, OPENED)
            found = []
            for report in named if isinstance(named, list) else []:
                draft = drafts.get(database, str(report))
                if draft and draft.open:
                    words = _latest_words(drafts.answers(database, draft.report))
                    found.append(Unfinished(draft.report, draft.reference, draft.saved_at, words))
        return found

    def now(self) -> datetime:
        """The wall clock."""
        return self._clock.now()

    def instant(self) -> Value:
        """Now, as the value of an Instant."""
        return self._instant()

    @property
    def serial(self) -> str:
        """The officer's own serial number."""
        return self._vault.person.serial

    def _instant(self) -> dict[str, Value]:
        return {"at": self._clock.now().isoformat(timespec="seconds"), "clock": "device"}

    def _new(self, state: str) -> tuple[Draft, Form, Known]:
        """A new report, and what is known of it already. Nothing is stored yet."""
        form = self._forms.newest()
        report, now = self._chance.uuid(), self._instant()
        reference = form.configuration.city.reference(self._chance.token(8))
        person = self._vault.person
        known: Known = {
            ("incident", "local_ref"): reference,
            ("author", "serial"): person.serial,
            ("author", "name"): person.name,
            ("author", "rank"): person.rank,
        }
        draft = Draft(
            report=report,
            open=True,
            practice=state == "practice",
            state=state,
            reference=reference,
            title="",
            search=reference.casefold(),
            form_version=form.version,
            vocabulary=form.configuration.digests["vocabulary"],
            city=form.configuration.digests["city"],
            started_at=str(now["at"]),
            saved_at=str(now["at"]),
        )
        return draft, form, known

    def _add(self, database: Database, draft: Draft, form: Form, known: Known) -> None:
        drafts.add(database, draft)
        for (part, field), value in known.items():
            spec = form.spec(part, field)
            # A city may not ask for it, or the department may spell it otherwise than the city's lists do.
            if spec is not None and (held := loaded(spec, value))[0] is not None:
                address = Address(part, ONLY_ROW, field)
                drafts.put_answer(database, draft.report, address, held[0], None, None, draft.saved_at)

    def _open(self, database: Database, report: str) -> tuple[Draft, Form]:
        draft = drafts.get(database, report)
        if draft is None:
            raise DraftError("draft.unknown")
        if not draft.open:
            raise DraftError("draft.closed")
        return draft, self._forms.of(draft.form_version, draft.vocabulary, draft.city)

    def content_in(self, database: Database, report: str) -> Content:
        """`content` inside the caller's transaction."""
        draft = drafts.get(database, report)
        if draft is None:
            raise DraftError("draft.unknown")
        form = self._forms.of(draft.form_version, draft.vocabulary, draft.city)
        held = {each.address: each for each in drafts.answers(database, report)}
        return Content(draft, form, held, drafts.rows(database, report))

    def _spec(self, form: Form, database: Database, report: str, address: Address) -> FieldSpec:
        spec = form.spec(address.part, address.field)
        if spec is None:
            raise DraftError("field.unknown")
        if not spec.about.stage.officers:
            raise DraftError("field.not_yours")
        repeated = form.by_name[address.part].repeated
        if repeated and not drafts.has_row(database, report, address.part, address.row):
            raise DraftError("row.unknown")
        if not repeated and address.row != ONLY_ROW:
            raise DraftError("row.unknown")
        return spec

    def _refuse_loss(self, database: Database, report: str, address: Address, value: Value | None) -> None:
        if address.field in (REFERS, *FACTS) and loses(self.content_in(database, report).nested, address, value):
            raise DraftError("row.sealed")

    def _put(self, database: Database, form: Form, report: str, address: Address, given: Value, at: str) -> None:
        value, raw, problem = loaded(self._spec(form, database, report, address), given)
        drafts.put_answer(database, report, address, value, raw, problem, at)

    def _refer(self, database: Database, form: Form, report: str, address: Address, row: str, at: str) -> None:
        """Refer to a file's row from `address`, beside those it refers to already if it can take several."""
        kind = self._spec(form, database, report, address).kind
        if not isinstance(kind, Ref) or kind.part != "media":
            raise DraftError("part.wrong")
        given: Value = row
        if isinstance(kind, Refs):
            there = flatten(self.content_in(database, report).nested).get(address)
            given = [*(there if isinstance(there, list) else ()), row]
        self._put(database, form, report, address, given, at)

    def _name(self, database: Database, draft: Draft) -> None:
        if draft.state == NOTE:
            title, search = note_names(self.content_in(database, draft.report).nested)
        else:  # at each pause of typing: read no more than the name needs
            title, search = names({"incident": drafts.values(database, draft.report, "incident")})
        if (title, search) != (draft.title, draft.search):
            drafts.name(database, draft.report, title, search)

    def _may_go(self, database: Database, report: str) -> bool:
        """Whether nothing of the report was ever sealed, a person's statement included; practice may always go."""
        content = self.content_in(database, report)
        sealed = versions.of_report(database, report) or moves.was_taken(database, report)
        return not sealed and (content.draft.practice or not bound(content.nested))

    def _set_opened(self, database: Database, report: str, on_screen: bool) -> None:
        named = settings.get(database, OPENED)
        others = [str(each) for each in named if each != report] if isinstance(named, list) else []
        settings.put(database, OPENED, [*others, report] if on_screen else others)


def _latest_words(held: Iterable[Held]) -> str:
    texts = [
        (each.saved_at, text)
        for each in held
        if isinstance(text := each.raw if each.value is None else each.value, str) and " " in text
    ]
    return max(texts, default=("", ""))[1][:FIRST_WORDS]
