"""A report on the screen: every verb stores first, then brings the model up to date and says what to draw again.

One `Editing` per open report, used by one thread at a time. Screens need nothing else to fill in a report.
"""

from collections.abc import Mapping

from mobile import linting
from mobile.capture import Captured
from mobile.content import complete, judged
from mobile.drafting import Drafting
from mobile.first_answers import first_answers
from mobile.form import Changed, FormModel
from mobile.store import Database, drafts
from mobile.store.versions import Version
from mobile.vault import Vault
from shared.answers import ONLY_ROW, Address, rows_of
from shared.canonical import Value
from shared.duties import duties
from shared.problems import Level, Problem
from shared.rules import check, check_field, owed
from shared.rules.texts import KEPT
from shared.statement import LANGUAGES, MEDIA_TYPE, Statement

ASKED_FOR = ("supervisor",)
REPORT = "misconduct_report"


class Editing:
    """One open report: `model` is what to show, `saved_at` when it was last on the disk (RFC 3339, local)."""

    def __init__(self, vault: Vault, drafting: Drafting, report: str, language: str = "en") -> None:
        self._store, self._drafting, self.report = vault.store, drafting, report
        content = drafting.content(report)
        self.draft = content.draft
        self.saved_at = content.draft.saved_at
        self.model = FormModel(content, language)
        drafting.opened(report)

    def answer(self, address: Address, given: Value | None) -> Changed:
        """Keep one answer (None for blank): stored when this returns. Raises DraftError, StoreError."""
        held = self._drafting.answer(self.report, address, given)
        self.saved_at = held.saved_at if held else str(self._drafting.now().isoformat(timespec="seconds"))
        return self.model.put(address, held)

    def now(self, address: Address) -> Changed:
        """Answer a time with this moment: one tap."""
        return self.answer(address, self._drafting.instant())

    def arrived(self) -> Changed:
        """One tap: our unit is here now."""
        return self.now(Address("incident", ONLY_ROW, "lapd_arrived_at"))

    def ask_supervisor(self, supervisor: str) -> tuple[str, Changed]:
        """One tap: somebody asks now who leads. Adds an `id_attempt` below a federal supervisor's row; its id."""
        first: dict[str, Value] = {
            "attempted_at": self._drafting.instant(),
            "asked_by_serial": self._drafting.serial,
            "asked_for": list(ASKED_FOR),
            "ask_method": "spoken",
        }
        return self.add_row("id_attempt", first, parent=supervisor)

    def add_row(self, part: str, values: Mapping[str, Value] | None = None, *, parent: str = "") -> tuple[str, Changed]:
        """Add a row to a repeated part; its id and what changed."""
        row = self._drafting.add_row(self.report, part, values, parent=parent)
        return row, self._again()

    def attach(
        self, file: Captured, kind: str, *, taken_at: Value | None = None, address: Address | None = None
    ) -> tuple[str, Changed]:
        """Take a file into the report, referred to from `address`; its row's id and what changed."""
        row = self._drafting.attach(self.report, file, kind=kind, taken_at=taken_at, address=address)
        return row, self.attached(address)

    def attached(self, address: Address | None) -> Changed:
        """Follow a file that another thread has attached (`Drafting.attach`), referred to from `address`."""
        changed = self._again()
        return changed | Changed(frozenset({address})) if address is not None else changed

    def seal_statement(self, row: str, language: str) -> tuple[Statement, Changed]:
        """Seal what a person said in a row of `misconduct_report` as an object that this row refers to, at once.

        `language` is the one they read the screen in (`en`, `es`): what counts is the row's own, where it says one.
        Raises DraftError, StoreError; NotCanonical for half a letter.
        """
        held, instant = self.model.row(REPORT, row), self._drafting.instant()
        at = instant["at"] if isinstance(instant, Mapping) else ""
        sealed = Statement(
            report=self.report,
            row=row,
            reference=str(held.get("report_ref") or self.draft.reference),
            language=str(held.get("language_other") or held.get("language") or LANGUAGES[language]),
            text=str(self.model.line(Address(REPORT, row, "statement_original")).given or ""),
            at=str(at),
        )
        content = sealed.content
        file = Captured(sealed.digest, len(content), MEDIA_TYPE, (content,))
        address = Address(REPORT, row, "evidence_received_refs")
        return sealed, self.attach(file, file.kind, taken_at=instant, address=address)[1]

    def duplicate_row(self, part: str, row: str) -> tuple[str, Changed]:
        """Add a row with the same answers; rows it owns are not copied, nor what somebody handed in or stated.

        Another person's report has a receipt number of its own.
        """
        left = ("id", "statement_original", "evidence_received_refs") if part == REPORT else ("id",)
        values = {name: value for name, value in self.model.row(part, row).items() if name not in left}
        spec = self.model.form.by_name[part]
        if part == REPORT:
            now, serial = self._drafting.instant(), self._drafting.serial
            values |= first_answers(self.model.form, self.model.nested, part, serial=serial, now=now)
        parent = str(values.pop(spec.parent_field, "")) if spec.parent else ""
        return self.add_row(part, values, parent=parent)

    def remove_row(self, part: str, row: str) -> tuple[str, Changed]:
        """Take a row out with what it owns; a name for `undo` and what changed."""
        removal = self._drafting.remove_row(self.report, part, row)
        return removal, self._again()

    def undo(self, removal: str) -> Changed:
        """Bring back what `remove_row` took out."""
        self._drafting.undo(self.report, removal)
        return self._again()

    def move_row(self, part: str, row: str, place: int) -> Changed:
        """Put a row at `place` (0 first) of its part."""
        self._drafting.move_row(self.report, part, row, place)
        return self._again()

    def check(self, *, final: bool = False) -> Changed:
        """Judge the whole report now: problems, what is owed, the five duties. Costs milliseconds, not for each key."""
        now, answers = self._drafting.now(), self.model.answers
        problems = [*check(self.model.form, answers, final=final, now=now), *self._words_typed()]
        due = owed(self.model.form, answers, now)
        return self.model.judge(problems, due, duties(self.model.form, answers, now))

    def take_out(self, address: Address, suspect: linting.Suspect) -> Changed:
        """Take words that were found out of their text, and note that something was: not what. Raises as `answer`."""
        changed = self.answer(address, linting.without(linting.text_at(self.model, address), suspect))
        noted = any(
            (row.get("at"), row.get("kind"), row.get("decision")) == (address.text(), suspect.kind, linting.DELETED)
            for row in rows_of(self.model.nested, linting.PART)
        )
        if suspect.kind and not noted:
            decision = linting.decision_of(suspect, address, linting.DELETED)
            changed |= self.add_row(linting.PART, decision)[1]
        return changed | self.settle()

    def keep_quote(self, address: Address, suspect: linting.Suspect, reason: str) -> Changed:
        """Keep words that were found as a federal agent's exact words, and why; or give another reason for it."""
        if suspect.row:
            changed = self.answer(Address(linting.PART, suspect.row, "reason"), reason)
        else:
            changed = self.add_row(linting.PART, linting.decision_of(suspect, address, KEPT, reason))[1]
        return changed | Changed(frozenset({address}))

    def settle(self) -> Changed:
        """Drop decisions whose words are gone: a decision follows its text."""
        changed = Changed()
        for row, address in linting.lapsed(self.model) if self.draft.open else ():
            self._drafting.remove_row(self.report, linting.PART, row)
            there = address.row in self.model.row_ids(address.part)
            changed |= self._again() | Changed(frozenset({address} if there else ()))
        return changed

    def _words_typed(self) -> list[Problem]:
        """What the linter says of texts that are no answers yet: the rules over the answers do not see them."""
        addresses = self.model.unfinished_texts()
        answers = complete(self.model.form, self.model.with_texts(addresses)) if addresses else {}
        found = [each for address in addresses for each in check_field(self.model.form, answers, address)]
        return [each for each in found if each.code in linting.CODES and each.address in addresses]

    def seal(self, kind: str) -> Version | None:
        """Seal what is here: `interim` leaves while the report stays open, `final` closes it. Raises NotReady."""
        self.settle()
        return self._drafting.seal(self.report, kind)

    def leave(self) -> None:
        """Left in good order: keep the figures its list shows."""
        content = self._drafting.content(self.report)
        answers, now = self.model.answers, self._drafting.now()
        found = judged(content, answers, now)
        errors = sum(each.level is Level.ERROR for each in found)
        due = len(owed(content.form, answers, now))

        def keep(database: Database) -> None:
            drafts.count(database, self.report, content.draft.edits, errors, len(found) - errors, due)

        self._store.write(keep)
        self._drafting.left(self.report)

    def _again(self) -> Changed:
        content = self._drafting.content(self.report)
        self.saved_at = content.draft.saved_at
        return self.model.reload(content)
