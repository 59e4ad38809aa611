"""What a new row begins with: the facts the tablet knows already, so that nobody types them.

Pure: the form, the answers so far, the writer's serial and this moment go in, first answers come out. Nothing here is
a guess: a time is the moment of the tap, a serial the writer's own, a reference the next one of the report.
"""

from collections.abc import Iterator, Mapping

from shared.answers import Nested, rows_of
from shared.canonical import Value
from shared.catalog import Form
from shared.rules import Owed


def first_answers(
    form: Form, answers: Nested, part: str, *, serial: str, now: Value, owed: tuple[Owed, ...] = (), parent: str = ""
) -> dict[str, Value]:
    """First answers of a new row of `part`. `now` is an Instant; `owed` is what the rules miss, with their prefill.

    A row that the rules already ask for begins with what they say of it (a camera row with its wearer, a notice with
    its addressee).
    """
    first: dict[str, Value] = dict(_known(form, answers, part, serial, now))
    for each in owed:
        if each.what == "row" and each.address.part == part and _fits(form, part, each.prefill, parent):
            first |= each.prefill
            break
    spec = form.by_name[part]
    return {name: value for name, value in first.items() if name in spec.by_name and name != spec.parent_field}


def _fits(form: Form, part: str, prefill: Mapping[str, Value], parent: str) -> bool:
    owner = form.by_name[part].parent_field
    return not owner or prefill.get(owner) == parent


def _known(form: Form, answers: Nested, part: str, serial: str, now: Value) -> Iterator[tuple[str, Value]]:
    rows = rows_of(answers, part)
    if part == "misconduct_report":
        yield "taken_at", now
        yield "taken_by_serial", serial
        incident = answers.get("incident")
        reference = incident.get("local_ref") if isinstance(incident, dict) else None
        if isinstance(reference, str):
            taken = {str(row.get("report_ref", "")) for row in rows}
            city = form.configuration.city
            number = next(n for n in range(1, len(rows) + 2) if city.receipt(reference, n) not in taken)
            yield "report_ref", city.receipt(reference, number)
    elif part == "injury":
        yield "injury_known_at", now
    elif part == "bwv_reference" and not rows:
        yield "wearer_serial", serial
    elif part == "personnel" and not rows:
        yield "person_serial", serial
        author = answers.get("author")
        if isinstance(author, dict):
            yield from ((f"person_{name}", author[name]) for name in ("rank", "name") if name in author)
    elif part == "id_attempt":
        yield "attempted_at", now
        yield "asked_by_serial", serial
    elif part == "entry":
        yield "at", now
    elif part == "media":
        yield "captured_at", now
