"""What the printable packet says, as data for `packet.typ`: made from the written records, never from the store."""

from collections.abc import Mapping, Sequence

from server.exporting.material import CaseHeld, ReportHeld, Request
from server.exporting.record import Written
from shared.about import SECTIONS
from shared.bundled_files import NOT_RECEIVED
from shared.canonical import Value, sha256_hex
from shared.words import say, table

SCENE = (
    "incident_number",
    "incident_date",
    "started_at",
    "lapd_arrived_at",
    "agents_departed_at",
    "lapd_cleared_at",
    "location_block",
    "location_cross",
    "location_landmark",
    "area_code",
    "agents_present_on_arrival",
    "verification_result",
)
"""Fields of `incident` that the first lines of a report repeat, as far as the copy shows them."""

_WORDS = "export.packet."
Map = Mapping[str, Value]


def packet(case: CaseHeld, request: Request, written: Sequence[Written], city: str) -> dict[str, Value]:
    """The data of the packet. Attached files keep their paths in the bundle."""
    tell = _Teller(request.language)
    reports = [_report(held, each, tell, place) for place, (held, each) in enumerate(_pairs(case, written), 1)]
    copy = tell("copy." + request.copy)
    cover = [
        (tell("case"), case.number),
        *([(tell("case_title"), case.title)] if request.insider and case.title else []),
        (tell("copy"), copy),
        (tell("made_for"), say(f"requester.{request.requester}", request.language)),
        (tell("recipient"), request.recipient),
        (tell("purpose"), request.purpose),
        *([(tell("order"), request.order)] if request.order else []),
        (tell("reports"), str(len(written))),
        (tell("opened"), moment(case.opened_at)),
        (tell("made_at"), moment(request.made_at)),
    ]
    return {
        "language": request.language,
        "title": tell("title", number=case.number),
        "running": tell("running", number=case.number),
        "copy_label": copy,
        "publisher": tell("publisher", city=city),
        "keywords": [case.number, request.copy],
        "made_at": request.made_at,
        "made_label": tell("made", at=moment(request.made_at)),
        "watermark": "" if all(each.state == "approved" for each in case.reports) else tell("not_approved"),
        "words": {
            code.removeprefix(_WORDS): text for code, text in table(request.language).items() if code.startswith(_WORDS)
        },
        "cover": [{"label": label, "value": value} for label, value in cover],
        "counts": _counts(written, reports, request, tell),
        "check": [tell(f"check_{step}") for step in range(1, 5)],
        "reports": reports,
        "attached": [
            {"path": f"reports/{held.id}/record.json", "description": tell("attached", report=held.id)}
            for held in case.reports
        ],
    }


def moment(at: str) -> str:
    """A stored time as people read it; a record for several readers keeps to UTC and says so."""
    return f"{at[:10]} {at[11:19]} UTC"


class _Teller:
    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, code: str, **params: object) -> str:
        return say(_WORDS + code, self.language, **params)


def _pairs(case: CaseHeld, written: Sequence[Written]) -> list[tuple[ReportHeld, Written]]:
    return list(zip(case.reports, written, strict=True))


def _counts(written: Sequence[Written], reports: Sequence[Map], request: Request, tell: _Teller) -> dict[str, Value]:
    columns = ["shown", "annotations"]
    heads = [tell("report"), tell("shown"), tell("added_shown")]
    if request.copy != "full":
        columns = ["shown", "pending_review", "confidential", "annotations", "annotations_withheld"]
        heads = [
            tell("report"),
            tell("shown"),
            tell("pending"),
            tell("confidential"),
            tell("added_shown"),
            tell("added_withheld"),
        ]
    rows = [
        [str(report["title"]), *(str(each.counts[column]) for column in columns)]
        for report, each in zip(reports, written, strict=True)
    ]
    withheld = say("export.state.withheld", request.language)
    notes = [tell("counts_note"), tell(f"{request.copy}_note", withheld=withheld)]
    by_decision = sum(int(str(each.counts["shown_by_decision"])) for each in written)
    notes += [tell("by_decision_note", count=by_decision)] if by_decision else []
    enclosed = sum(int(str(each.counts["files"])) for each in written)
    notes += [tell("files_note", count=enclosed)] if enclosed else []
    missing = [
        str(it["sha256"]) for each in written for it in _maps(each.record["files"]) if it["state"] == NOT_RECEIVED
    ]
    notes += [tell("files_missing_note", names=", ".join(missing))] if missing else []
    notes += [tell("excluded_note"), tell("words_note")]
    return {"head": heads, "rows": rows, "notes": notes}


def _report(held: ReportHeld, written: Written, tell: _Teller, place: int) -> dict[str, Value]:
    record = written.record
    head = next(each for each in _maps(record["versions"]) if each["version"] == held.head)
    people = {str(each["id"]): _name(each, tell) for each in _maps(record["people"])}
    by_field = {str(each["at"]): each for each in _answers(head)}
    number = by_field.get("incident/-/incident_number", {})
    title = str(number["shown"]) if number.get("state") == "answered" else held.id[:8]
    scene = [by_field[f"incident/-/{name}"] for name in SCENE if f"incident/-/{name}" in by_field]
    withheld = head["withheld"]
    counts = withheld if isinstance(withheld, Mapping) else {}
    hidden = any(counts.get(name) for name in ("pending_review", "confidential"))
    return {
        "id": held.id,
        "head": held.head,
        "title": tell("report_number", number=title),
        "place": place,
        "superseded": "" if held.versions[-1].opened.digest == held.head else tell("superseded"),
        "scene": [_line(each) for each in scene if each["state"] == "answered"],
        "duties": record["duties"],
        "sections": _sections(head, tell),
        "withheld": tell("withheld_note", pending=counts.get("pending_review"), confidential=counts.get("confidential"))
        if hidden
        else "",
        "annotations": [
            {**_line(each), "about": each["about"], "by": _signed(each, "when", people, tell)}
            for each in _maps(record["annotations"])
        ],
        "decisions": [_decision(each, people, by_field, tell) for each in _maps(written.decisions)],
        "chain": [_link(each, held.head, people, tell) for each in _maps(record["versions"])],
        "record_digest": sha256_hex(written.files[f"reports/{held.id}/record.json"]),
    }


def _sections(head: Map, tell: _Teller) -> list[Value]:
    """The head's parts under the sections of the rail; a part that spans sections stands in each with its share."""
    sections: list[Value] = []
    for section in SECTIONS:
        parts: list[Value] = []
        for part in _maps(head["parts"]):
            found = [_row(row, section, tell) for row in _maps(part["rows"])]
            rows = [row for row in found if row is not None]
            home = section == _home(part)
            if rows or (home and not _maps(part["rows"])):
                parts.append({"label": part["label"], "rows": rows})
        if parts:
            sections.append({"label": say(f"section.{section}", tell.language), "parts": parts})
    return sections


def _home(part: Map) -> str:
    """The section a part without rows is named in."""
    return str(part.get("section", ""))


def _row(row: Map, section: str, tell: _Teller) -> dict[str, Value] | None:
    answers = [each for each in _maps(row["answers"]) if each["section"] == section]
    if not answers:
        return None
    lines = [_line(each) for each in answers if each["state"] not in ("blank", "not_asked", "not_in_version")]
    silent: list[Value] = []
    for state, code in (("blank", "left_blank"), ("not_in_version", "not_then")):
        labels = [str(each["label"]) for each in answers if each["state"] == state]
        if labels:
            silent.append({"label": tell(code), "fields": "; ".join(labels)})
    return {"title": row["title"], "lines": lines, "silent": silent} if lines or silent else None


def _line(answer: Map) -> dict[str, Value]:
    return {"label": answer["label"], "state": answer["state"], "shown": answer["shown"]}


def _decision(each: Map, people: Mapping[str, str], by_field: Mapping[str, Map], tell: _Teller) -> dict[str, Value]:
    said: list[str] = []
    if each.get("note"):
        said.append(str(each["note"]))
    for comment in _maps(each.get("comments", [])):
        label = by_field.get(str(comment["at"]), {}).get("label", comment["at"] or tell("whole_report"))
        said.append(f"{label}: {comment['text']}")
    if each.get("comments_withheld"):
        said.append(tell("comments_withheld", number=each["comments_withheld"]))
    return {
        "decision": tell(f"decision.{each['decision']}"),
        "said": "\n".join(said) or tell("no_note"),
        "by": _signed(each, "at", people, tell),
    }


def _link(version: Map, head: str, people: Mapping[str, str], tell: _Teller) -> dict[str, Value]:
    marks = [tell(f"kind.{version['kind']}")]
    marks += [tell("branched")] if version["branched"] else []
    marks += [tell("approved_mark")] if version["version"] == head else []
    sealed_at = version["sealed_at"]
    at = str(sealed_at["at"]) if isinstance(sealed_at, Mapping) else ""
    return {
        "version": f"{version['sequence']} ({', '.join(marks)})",
        "sealed_at": f"{at[:10]} {at[11:19]} {at[19:]}",
        "by": people.get(str(version["author"]), str(version["author"])[:8]),
        "digest": version["version"],
    }


def _signed(each: Map, when: str, people: Mapping[str, str], tell: _Teller) -> str:
    name = people.get(str(each["by"]), str(each["by"])[:8])
    return f"{name}\n{moment(str(each[when]))}\n{tell('entry', index=each['entry'])}"


def _name(person: Map, tell: _Teller) -> str:
    if "name" not in person:
        return tell("name_withheld", rank=person["rank"])
    return f"{person['rank']} {person['name']} ({person['serial']})"


def _answers(version: Map) -> list[Map]:
    return [
        answer for part in _maps(version["parts"]) for row in _maps(part["rows"]) for answer in _maps(row["answers"])
    ]


def _maps(value: Value) -> list[Map]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []
