"""A clerk's decision to show one answer that its class withholds: to whom, why, and on what the clerk looked at.

A decision is about one answer of one report, for a profile (the public, or the person it is about), with a reason. It
holds for exactly the versions that were there: when another one comes, it lapses and the clerk decides again. It is
never deleted; it can be taken back. Making and taking back are log entries; the reason is bound by its digest.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from server import log
from server.cases import CaseRefused
from server.exporting.gathering import report_held
from server.exporting.material import ReportHeld
from server.exporting.redaction import Shown, policy
from server.services import Services
from server.store import Connection, reports, showings
from server.store.showings import ShowingRow
from shared import display, privacy
from shared.about import Privacy
from shared.answers import Address, flatten, row_id, rows_of
from shared.bundled_report import chain_of
from shared.canonical import Value
from shared.entry import Act, binding

REASON_MAX = 500
TO_MAX = 200
PROFILES: dict[str, tuple[Privacy, ...]] = {
    "public": (Privacy.RESTRICTED,),
    "subject": (Privacy.RESTRICTED, Privacy.CONFIDENTIAL),
}
"""For whom a clerk may decide, and about answers of which class. The others see everything that may leave."""
SALT_BYTES = 16


class Candidate(NamedTuple):
    """A withheld answer: where, its question and row in words, what every version says there, class and code."""

    address: Address
    label: str
    row: str
    values: tuple[str, ...]
    privacy: Privacy
    code: str


class Standing(NamedTuple):
    """A report's decisions and what could be decided. `lapsed` are of other versions than those that are here."""

    chain: str
    holding: tuple[ShowingRow, ...]
    lapsed: tuple[ShowingRow, ...]
    candidates: tuple[Candidate, ...]


def standing(services: Services, report_id: str, profile: str, recipient: str, language: str) -> Standing:
    """What is decided for a profile and recipient ("" for everybody) and what is still withheld from them. Raises
    CaseRefused."""
    with services.store.reading() as db:
        held = _held(db, services, report_id)
        rows = showings.of_report(db, report_id)
    chain = chain_of(each.opened.digest for each in held.versions)
    kept = [each for each in rows if not each.ended_at and each.profile == profile]
    holding = tuple(each for each in kept if each.chain == chain)
    found = candidates(held, profile, _shown(holding, recipient), language)
    return Standing(chain, holding, tuple(each for each in kept if each.chain != chain), tuple(found))


def candidates(report: ReportHeld, profile: str, shown: Collection[Address], language: str) -> list[Candidate]:
    """The answers that a decision would show: of a class that may be decided on, and not only there because of another
    one that is withheld. In the order of the form, rows together."""
    rules, newest = policy(report, profile, shown), report.newest
    codes: dict[Address, str] = {}
    grades: dict[Address, Privacy] = {}
    sights = [(each.form, each.answers) for each in report.versions] + [(newest.form, report.annotated)]
    for form, nested in sights:
        codes |= dict(privacy.redact(form, nested, profile, shown=shown).withheld)
        for address, grade in privacy.classes(form, nested).items():
            grades[address] = max(grades.get(address, grade), grade, key=privacy.STRICTNESS.index)
    found = []
    for part in newest.form.parts:
        for row in rows_of(newest.answers, part.name):
            title = display.row_title(part, row, newest.form, language, newest.answers) if part.repeated else ""
            for spec in part.fields:
                address = Address(part.name, row_id(row), spec.name)
                open_to = grades.get(address) in PROFILES[profile] and address in codes
                if not open_to or not spec.about.stage.officers or rules.of(newest.form, address) is Shown.VALUE:
                    continue
                said = [flatten(each.answers).get(address) for each in report.versions]
                values = [display.value(spec, it, language, newest.answers) for it in said if it is not None]
                if spec.name in row:
                    label = display.label(spec, language)
                    told = tuple(dict.fromkeys(values))
                    found.append(Candidate(address, label, title, told, grades[address], codes[address]))
    return found


def show(
    services: Services,
    person_id: str,
    report_id: str,
    *,
    chain: str,
    addresses: Sequence[str],
    profile: str,
    recipient: str,
    reason: str,
) -> None:
    """Decide to show answers. All of them or none. Raises CaseRefused: showing.profile, showing.recipient,
    showing.reason, showing.nothing, showing.moved_on, showing.not_open, case.report_gone, case.not_approved."""
    if profile not in PROFILES:
        raise CaseRefused("showing.profile")
    whom, why = _line(recipient, TO_MAX, "showing.recipient"), _line(reason, REASON_MAX, "showing.reason")
    if not why:
        raise CaseRefused("showing.reason")
    if (profile == "subject") is not bool(whom):
        raise CaseRefused("showing.recipient")
    if not addresses:
        raise CaseRefused("showing.nothing")

    def work(db: Connection) -> None:
        held = _held(db, services, report_id)
        if chain_of(each.opened.digest for each in held.versions) != chain:
            raise CaseRefused("showing.moved_on")
        kept = [each for each in showings.of_report(db, report_id) if not each.ended_at and each.chain == chain]
        shown = _shown([each for each in kept if each.profile == profile], whom)
        open_to = {each.address.text(): each.address for each in candidates(held, profile, shown, "en")}
        for text in dict.fromkeys(addresses):
            if text not in open_to:
                raise CaseRefused("showing.not_open")
            at, identity = services.stamp(), services.chance.uuid()
            salt = services.chance.token(SALT_BYTES).hex()
            said: dict[str, Value] = {"recipient": whom, "reason": why}
            details: dict[str, Value] = {"showing": identity, "at": text, "profile": profile, "chain": chain}
            details["bound"] = binding(salt, identity, said)
            index = log.append(db, services, Act.ANSWER_SHOWN, person_id, report_id, details)
            showings.add(
                db,
                ShowingRow(
                    identity, report_id, *open_to[text], profile, whom, why, chain, salt, person_id, at, index, ""
                ),
            )

    services.store.write(work)


def hide(services: Services, person_id: str, report_id: str, showing_id: str) -> None:
    """Take a decision back: it holds for no export from now on. Raises CaseRefused("showing.gone")."""

    def work(db: Connection) -> None:
        if not showings.end(db, report_id, showing_id, services.stamp()):
            raise CaseRefused("showing.gone")
        log.append(db, services, Act.ANSWER_HIDDEN, person_id, report_id, {"showing": showing_id})

    services.store.write(work)


def _held(db: Connection, services: Services, report_id: str) -> ReportHeld:
    row = reports.row(db, report_id)
    if row is None:
        raise CaseRefused("case.report_gone")
    if row.state != "approved":
        raise CaseRefused("case.not_approved")
    return report_held(db, services, row, {})


def _shown(rows: Collection[ShowingRow], recipient: str) -> set[Address]:
    return {Address(each.part, each.row, each.field) for each in rows if each.recipient in ("", recipient)}


def _line(text: str, most: int, code: str) -> str:
    said = " ".join(text.split())
    if len(said) > most or (said and not said.isprintable()):
        raise CaseRefused(code)
    return said
