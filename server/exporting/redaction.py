"""What one copy may show of a report's versions. Decides nothing about classes (`shared.privacy`), only applies them.

A full copy shows everything. A prosecutor's copy lacks only what is nobody's but the department's own (personnel
matters). A redacted copy shows what its recipient may see, says of an answer that waits for a
clerk's decision that it is there, and of all others only how many there are. It never lists a confidential question,
answered or not, nor one that is asked only because of what is withheld: it would give the answer away. What is
withheld from one version is withheld from all, because a later version may tell what an earlier one did not know.
What a clerk decided to show is shown, unless an escalation of any version makes it confidential.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from server.exporting.material import ReportHeld
from shared import privacy
from shared.about import Privacy
from shared.answers import ALL_ROWS, ONLY_ROW, ROW_ID, Address, Nested, flatten
from shared.bundle import COPY_FOR, FULL
from shared.catalog import FieldSpec, Form


class Shown(IntEnum):
    """How much of an answer a copy shows."""

    VALUE = 0
    PRESENCE = 1
    NOTHING = 2


@dataclass(frozen=True)
class Policy:
    """What one copy shows of a report, over all its versions."""

    profile: str
    decided: Mapping[Address, Shown]
    rows_apart: frozenset[tuple[str, str]]
    """Part and row in which an escalation hides something: only what is shown is listed there, no blanks."""

    @property
    def everything(self) -> bool:
        """Whether nothing at all is withheld."""
        return COPY_FOR[self.profile] == FULL

    def of(self, form: Form, address: Address) -> Shown:
        """How much of the answer at `address` is shown, whether or not there is one."""
        if self.everything:
            return Shown.VALUE
        return self.decided.get(address, _by_floor(form, address, self.profile))

    def lists_blank(self, form: Form, nested: Nested, spec: FieldSpec, row: str) -> bool:
        """Whether a question without an answer may be listed in a row: only if nothing withheld decides over it."""
        if self.everything:
            return True
        if self.of(form, Address(spec.part, row, spec.name)) is Shown.NOTHING or (spec.part, row) in self.rows_apart:
            return False
        return all(self.of(form, each) is Shown.VALUE for each in privacy.controllers(form, nested, spec, row))

    def lists_part(self, form: Form, part: str) -> bool:
        """Whether a part may be listed at all: not one whose every question is withheld without a trace."""
        return any(
            self.everything or _by_floor(form, Address(part, ONLY_ROW, spec.name), self.profile) is not Shown.NOTHING
            for spec in form.by_name[part].fields
            if spec.about.stage.officers
        )


@dataclass(frozen=True)
class View:
    """What is shown of one version: `keep` as it is, `pending` as "recorded", the rest only in the two counts."""

    keep: frozenset[Address]
    pending: frozenset[Address]
    confidential: int
    row_orders: int
    answers: Nested
    """The kept answers, nested: what titles and references are told from."""


def policy(report: ReportHeld, profile: str, shown: Collection[Address] = ()) -> Policy:
    """The policy of a profile for this report; `shown` are the answers that a clerk has decided to show."""
    if COPY_FOR[profile] == FULL:
        return Policy(profile, {}, frozenset())
    sights: list[tuple[Form, Nested]] = [(each.form, each.answers) for each in report.versions]
    sights.append((report.newest.form, report.annotated))
    decided: dict[Address, Shown] = {}
    apart: set[tuple[str, str]] = set()
    for form, nested in sights:
        classes = privacy.classes(form, nested)
        granted = privacy.redact(form, nested, profile, shown=shown).keep
        for address, grade in classes.items():
            sight = Shown.VALUE if address in granted else _without_value(grade, profile)
            decided[address] = max(decided.get(address, Shown.VALUE), sight)
            lifted = grade is Privacy.CONFIDENTIAL and _floor(form, address) is not Privacy.CONFIDENTIAL
            if lifted and not privacy.may_see(profile, grade):
                apart.add((address.part, address.row))
    _lean(sights, decided, profile)
    return Policy(profile, decided, frozenset(apart))


def view(rules: Policy, form: Form, nested: Nested) -> View:
    """What the policy shows of one version's answers."""
    keep: set[Address] = set()
    pending: set[Address] = set()
    orders = confidential = 0
    for address in flatten(nested):
        shown = rules.of(form, address)
        if address.row == ALL_ROWS:
            listed = rules.everything or (address.part in form.by_name and rules.lists_part(form, address.part))
            keep |= {address} if listed else set()
            orders += not listed
        elif shown is Shown.VALUE:
            keep.add(address)
        elif shown is Shown.PRESENCE:
            pending.add(address)
        else:
            confidential += 1
    return View(frozenset(keep), frozenset(pending), confidential, orders, _kept(nested, keep))


def _lean(sights: Sequence[tuple[Form, Nested]], decided: dict[Address, Shown], profile: str) -> None:
    """Hide what is asked only because of something that is not shown, until nothing more follows."""
    leaning = {
        (address, each)
        for form, nested in sights
        for address in flatten(nested)
        if (spec := form.spec(address.part, address.field)) is not None
        for each in privacy.controllers(form, nested, spec, address.row)
    }
    forms = [form for form, _ in sights]
    changed = True
    while changed:
        changed = False
        for address, on in leaning:
            shown = decided.get(on)
            if shown is None:
                shown = max(_by_floor(form, on, profile) for form in forms)
            if shown is not Shown.VALUE and decided[address] is not Shown.NOTHING:
                decided[address] = Shown.NOTHING
                changed = True


def _kept(nested: Nested, keep: set[Address]) -> Nested:
    kept: Nested = {}
    for part, held in nested.items():
        if not isinstance(held, list):
            kept[part] = {name: it for name, it in held.items() if Address(part, ONLY_ROW, name) in keep}
        elif Address(part, ALL_ROWS, "rows") in keep:
            kept[part] = [
                {
                    name: it
                    for name, it in row.items()
                    if name == ROW_ID or Address(part, str(row[ROW_ID]), name) in keep
                }
                for row in held
            ]
    return kept


def _without_value(grade: Privacy, profile: str) -> Shown:
    """What is left of an answer that is not shown. What a profile that sees every class lacks, it lacks silently."""
    if grade is Privacy.CONFIDENTIAL or privacy.may_see(profile, grade):
        return Shown.NOTHING
    return Shown.PRESENCE


def _floor(form: Form, address: Address) -> Privacy:
    spec = form.spec(address.part, address.field)
    return spec.about.privacy if spec else Privacy.CONFIDENTIAL


def _by_floor(form: Form, address: Address, profile: str) -> Shown:
    grade, spec = _floor(form, address), form.spec(address.part, address.field)
    if spec is not None and privacy.never_sees(profile, spec):
        return Shown.NOTHING
    return Shown.VALUE if privacy.may_see(profile, grade) else _without_value(grade, profile)
