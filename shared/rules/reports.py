"""V-17 to V-19 and D-11 to D-13: what the public reports."""

from collections.abc import Iterable

from shared.answers import Row
from shared.problems import Level
from shared.rules import city
from shared.rules.case import Case, all_rows, at, code, given, text, valued, when
from shared.rules.rule import Binds, Found, rule

PART = "misconduct_report"
CONTACT = (
    "contact_consent",
    "contact_name",
    "contact_phone",
    "contact_email",
    "preferred_contact",
    "guardian_contact",
    "signature",
)
"""What an anonymous report never holds."""

STORED = ("contact_name", "contact_phone", "contact_email", "preferred_contact", "guardian_contact")
"""What is not stored without consent."""


def too_much(row: Row) -> list[str]:
    """V-17: the fields of an anonymous report that would say who the reporter is."""
    held = [name for name in CONTACT if given(row, name)]
    if code(row, "signature_status") in ("signed", "mark"):
        held.append("signature_status")
    if code(row, "interpreter") == "family_or_friend" and given(row, "interpreter_serial_or_id"):
        held.append("interpreter_serial_or_id")
    return held


@rule("V-17", Level.ERROR, Binds.INTERIM)
def v17(case: Case) -> Iterable[Found]:
    """Anonymous: no contact data, no signature, no name of an interpreting relative."""
    for row in case.rows(PART):
        if code(row, "anonymous") == "yes":
            for name in too_much(row):
                yield Found(at(PART, row, name), (at(PART, row, "anonymous"),))


@rule("V-18", Level.ERROR, Binds.FINAL, "translation")
def v18(case: Case) -> Iterable[Found]:
    """A statement in another language: who interpreted, and where its translation stands."""
    for row in case.rows(PART):
        spoken = code(row, "language")
        if spoken in ("", city.language(case)):
            continue
        about = (at(PART, row, "language"),)
        if code(row, "interpreter") in ("", "none"):
            yield Found(at(PART, row, "interpreter"), about)
        if code(row, "translation_status") in ("", "not_needed"):
            yield Found(at(PART, row, "translation_status"), about, variant="translation")


@rule("V-19", Level.ERROR, Binds.FINAL)
def v19(case: Case) -> Iterable[Found]:
    """A crime is alleged, or may be: a DR number, or why no crime report was taken."""
    for row in case.rows(PART):
        alleged = code(row, "crime_alleged") in ("yes", "unsure")
        if alleged and not given(row, "dr_number") and not text(row, "declined_reason").strip():
            also = (at(PART, row, "crime_alleged"), at(PART, row, "declined_reason"))
            yield Found(at(PART, row, "dr_number"), also)


@rule("D-11", Level.ERROR, Binds.INTERIM)
def d11(case: Case) -> Iterable[Found]:
    """Without consent no contact data of a reporter or a witness is stored."""
    for row in case.rows(PART):
        if code(row, "contact_consent") == "no":
            for name in STORED:
                if given(row, name):
                    yield Found(at(PART, row, name), (at(PART, row, "contact_consent"),))
    for row in case.rows("witness_contact"):
        if code(row, "consent") != "yes":
            for name in ("name", "phone"):
                if given(row, name):
                    yield Found(at("witness_contact", row, name), (at("witness_contact", row, "consent"),))


@rule("D-12", Level.ERROR, Binds.FINAL, "later")
def d12(case: Case) -> Iterable[Found]:
    """Every report holds at least one allegation, and tells of something that happened before it was taken."""
    for row in case.rows(PART):
        if not case.below("allegation", row):
            yield Found(all_rows("allegation"), (at(PART, row, "report_ref"),), {"report": text(row, "report_ref")})
        event, taken = when(row, "event_at"), when(row, "taken_at")
        if event is not None and taken is not None and event > taken:
            yield Found(at(PART, row, "event_at"), (at(PART, row, "taken_at"),), variant="later")


@rule("D-13", Level.WARN, Binds.FINAL)
def d13(case: Case) -> Iterable[Found]:
    """A reporter claims an injury: there is an injury row, so that the ambulance question was asked."""
    if case.rows("injury"):
        return
    for row in case.rows(PART):
        if code(row, "injury_claimed") == "yes":
            yield Found(at(PART, row, "injury_claimed"), (all_rows("injury"),))


def complete(case: Case, row: Row) -> bool:
    """Whether a report holds what was said: a statement and an allegation."""
    said = valued(row, "statement_original") or valued(row, "statement_audio_ref")
    return said and bool(case.below("allegation", row))


RULES = (v17, v18, v19, d11, d12, d13)
