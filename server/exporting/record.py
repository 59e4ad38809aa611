"""A report written down for people and machines: what was asked, what was answered, in words and as sealed.

A question is always in one state: answered, one of the marks (unknown, not observed, refused), blank (asked, no
answer), not asked (its condition does not hold), not in that version of the form, or withheld from this copy.
Annotations and decisions stand beside the officer's words, under the names of those who made them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.exporting import attaching
from server.exporting.duty_lines import duty_lines
from server.exporting.material import Added, Decided, Named, ReportHeld, Request, VersionHeld
from server.exporting.redaction import Policy, Shown, View, policy, view
from shared import display
from shared.answers import ALL_ROWS, ONLY_ROW, ROW_ID, Address, Row, mark_of, row_id, rows_of
from shared.bundled_files import ENCLOSED, NOT_RECEIVED
from shared.canonical import Value, canonical
from shared.catalog import FieldSpec, Form, PartSpec
from shared.seal import Sealed, withhold
from shared.words import say


@dataclass(frozen=True)
class Written:
    """One report as it goes into the bundle.

    files     name to content, below the bundle's root
    record    the content of record.json, for the packet
    decisions the content of reviews.json
    counts    what the manifest says of it
    open      log entries whose openings this copy may show
    cited     all log entries it rests on
    secrets   every answer, note or name that this copy withholds, for the leak check
    hidden    by file of a version, the addresses it may not disclose
    granted   texts that this copy shows on purpose: kept answers, as sealed and in words
    """

    files: Mapping[str, bytes]
    record: Mapping[str, Value]
    decisions: list[Value]
    counts: Mapping[str, Value]
    cited: frozenset[int]
    open: frozenset[int]
    secrets: tuple[tuple[FieldSpec | None, Value], ...]
    hidden: Mapping[str, frozenset[Address]]
    granted: tuple[str, ...]


def write(
    report: ReportHeld,
    request: Request,
    people: Mapping[str, Named],
    bound: Mapping[str, int],
    attached: Mapping[str, bytes],
) -> Written:
    """The files of one report. `bound` maps a version key's id to the log entry that binds it, `attached` the digest of
    a file beside the record to its bytes."""
    decided, language = request.decided(report), request.language
    newest, rules = report.newest, policy(report, request.profile, {each.address for each in decided})
    files: dict[str, bytes] = {}
    secrets: list[tuple[FieldSpec | None, Value]] = []
    versions: list[Value] = []
    hidden: dict[str, frozenset[Address]] = {}
    granted: list[str] = []
    views: list[tuple[VersionHeld, View]] = []
    head_view = view(rules, newest.form, newest.answers)
    counts: dict[str, Value] = {
        "shown": sum(address.row != ALL_ROWS for address in head_view.keep),
        "pending_review": len(head_view.pending),
        "confidential": head_view.confidential,
    }
    for place, version in enumerate(report.versions, 1):
        seen = view(rules, version.form, version.answers)
        name = f"version-{place}.sdjwt"
        files[name] = _sealed(version, seen).text().encode("ascii")
        versions.append(_version(version, rules, seen, name, newest.form, language))
        secrets += _withheld(version, seen)
        views.append((version, seen))
        hidden[f"reports/{report.id}/{name}"] = frozenset(version.opened.answers) - seen.keep
        granted += _granted(version, seen, language)
    added, told, hushed = _annotations(report, rules, head_view, language)
    decisions = _decisions(report, request, rules)
    secrets += hushed
    if not request.insider:
        secrets += [(None, each.note) for each in report.decisions]
        secrets += [(None, _text_of(it)) for each in report.decisions for it in each.comments]
        secrets += [(None, text) for each in people.values() for text in (each.name, each.serial)]
    confidential = len(report.added) - len(added)
    by_decision = _by_decision(decided, newest.form, rules)
    listed, beside = attaching.list_files(views, attached, insider=request.insider)
    record: dict[str, Value] = {
        "report": report.id,
        "head": report.head,
        "people": [_person(people[each], request) for each in _who(report, decided, people)],
        "versions": versions,
        "annotations": added,
        "annotations_confidential": confidential,
        "duties": duty_lines(report, rules, language, request.made_at),
        "shown_by_decision": by_decision,
        "files": listed,
    }
    counts |= {
        "versions": len(versions),
        "reviews": len(decisions),
        "annotations": sum(each["state"] != "withheld" for each in added),
        "annotations_withheld": sum(each["state"] == "withheld" for each in added),
        "annotations_confidential": confidential,
        "shown_by_decision": len(by_decision),
        "files": sum(each["state"] == ENCLOSED for each in listed),
        "files_not_received": sum(each["state"] == NOT_RECEIVED for each in listed),
    }
    files["record.json"] = canonical(record)
    files["reviews.json"] = canonical(decisions)
    cited = {each.accepted for each in report.versions} | {bound[each.opened.key] for each in report.versions}
    cited |= {each.entry for each in report.decisions}
    cited |= {int(str(each["entry"])) for each in by_decision}
    opened = cited | told
    cited |= {int(str(each["entry"])) for each in added}
    return Written(
        files={**{f"reports/{report.id}/{name}": content for name, content in files.items()}, **beside},
        record=record,
        decisions=decisions,
        counts=counts,
        cited=frozenset(cited),
        open=frozenset(opened),
        secrets=tuple(secrets),
        hidden=hidden,
        granted=tuple(granted),
    )


def _sealed(version: VersionHeld, seen: View) -> Sealed:
    return withhold(version.sealed, lambda address: address in seen.keep)


def _version(
    version: VersionHeld, rules: Policy, seen: View, file: str, newest: Form, language: str
) -> dict[str, Value]:
    header = version.opened.header
    return {
        "version": version.opened.digest,
        "file": file,
        "kind": header.kind,
        "sequence": header.sequence,
        "parent": header.parent,
        "author": header.author,
        "sealed_at": dict(header.sealed_at),
        "form_version": header.form_version,
        "accepted": version.accepted,
        "branched": version.branched,
        "withheld": {
            "pending_review": len(seen.pending),
            "confidential": seen.confidential,
            "row_orders": seen.row_orders,
        },
        "parts": [
            _part(part, version, rules, seen, newest, language)
            for part in version.form.parts
            if rules.lists_part(version.form, part.name)
        ],
    }


def _part(
    part: PartSpec, version: VersionHeld, rules: Policy, seen: View, newest: Form, language: str
) -> dict[str, Value]:
    rows = rows_of(version.answers, part.name) or ([] if part.repeated else [{}])
    later = newest.by_name.get(part.name, part).fields
    added_later = [spec for spec in later if spec.about.stage.officers and spec.name not in part.by_name]
    written: list[Value] = []
    for place, row in enumerate(rows):
        visible = rows_of(seen.answers, part.name)
        row_seen = visible[place] if place < len(visible) else {}
        answers = [_answer(spec, row, version, rules, seen, language) for spec in part.fields]
        lines: list[Value] = [each for each in answers if each is not None]
        lines += [_silent(spec, _at(spec, row), "not_in_version", language) for spec in added_later]
        title = display.row_title(part, row_seen, version.form, language, seen.answers) if part.repeated else ""
        written.append({"row": str(row.get(ROW_ID, ONLY_ROW)), "title": title, "answers": lines})
    return {
        "part": part.name,
        "label": say(f"part.{part.name}", language),
        "section": next(spec.about.section for spec in part.fields if spec.about.stage.officers),
        "repeated": part.repeated,
        "rows": written,
    }


def _answer(
    spec: FieldSpec, row: Row, version: VersionHeld, rules: Policy, seen: View, language: str
) -> dict[str, Value] | None:
    """One question of a row, or None when it may not even be listed."""
    if not spec.about.stage.officers:
        return None
    address = _at(spec, row)
    if address in seen.keep:
        value = row[spec.name]
        return {
            **_silent(spec, address, mark_of(value) or "answered", language),
            "value": value,
            "shown": display.value(spec, value, language, seen.answers),
        }
    if address in seen.pending:
        return _silent(spec, address, "withheld", language)
    if spec.name in row or not rules.lists_blank(version.form, version.answers, spec, address.row):
        return None
    state = "blank" if spec.asked_of(row, version.answers) else "not_asked"
    return _silent(spec, address, state, language)


def _silent(spec: FieldSpec, address: Address, state: str, language: str) -> dict[str, Value]:
    return {
        "at": address.text(),
        "field": spec.name,
        "section": spec.about.section,
        "label": display.label(spec, language),
        "state": state,
        "shown": say(f"export.state.{state}", language),
    }


def _annotations(
    report: ReportHeld, rules: Policy, seen: View, language: str
) -> tuple[list[dict[str, Value]], set[int], list[tuple[FieldSpec | None, Value]]]:
    """(what is listed, entries whose opening may be shown, values that are withheld)."""
    listed: list[dict[str, Value]] = []
    hushed: list[tuple[FieldSpec | None, Value]] = []
    hidden_entries: set[int] = set()
    form = report.newest.form
    places = {(spec.part, spec.name): place for place, spec in enumerate(form.fields)}
    for each in sorted(report.added, key=lambda it: (it.entry, it.address.row, places.get(it.address[::2], -1))):
        spec = form.spec(each.address.part, each.address.field)
        shown = rules.of(form, each.address)
        if spec is None or shown is Shown.NOTHING:
            hidden_entries.add(each.entry)
            hushed.append((spec, each.value))
        elif shown is Shown.VALUE:
            listed.append(_added(each, spec, mark_of(each.value) or "answered", report, seen, language))
        else:
            listed.append(_added(each, spec, "withheld", report, seen, language))
            hushed.append((spec, each.value))
    told = {int(str(each["entry"])) for each in listed} - hidden_entries
    return listed, told, hushed


def _added(each: Added, spec: FieldSpec, state: str, report: ReportHeld, seen: View, language: str) -> dict[str, Value]:
    form = report.newest.form
    rows = {row_id(row): row for row in rows_of(seen.answers, spec.part)}
    row, part = rows.get(each.address.row), form.by_name[spec.part]
    about = display.row_title(part, row, form, language, seen.answers) if row and part.repeated else ""
    line = {
        **_silent(spec, each.address, state, language),
        "about": about,
        "by": each.by,
        "when": each.at,
        "entry": each.entry,
    }
    if state != "withheld":
        line |= {"value": each.value, "shown": display.value(spec, each.value, language), "salt": each.salt}
    return line


def _by_decision(decided: Iterable[Decided], form: Form, rules: Policy) -> list[dict[str, Value]]:
    """The answers that this copy shows because a clerk decided so: the newest decision of each."""
    newest = {each.address: each for each in decided if rules.of(form, each.address) is Shown.VALUE}
    return [
        {"at": address.text(), "by": each.by, "when": each.at, "entry": each.entry}
        for address, each in sorted(newest.items())
    ]


def _decisions(report: ReportHeld, request: Request, rules: Policy) -> list[Value]:
    """The reviewers' decisions; a comment at an answer that this copy does not show is only counted."""
    listed: list[Value] = []
    for each in report.decisions:
        line: dict[str, Value] = {
            "decision": each.decision,
            "version": each.version,
            "by": each.by,
            "at": each.at,
            "entry": each.entry,
        }
        if not request.insider:
            line["comments_withheld"] = len(each.comments) + bool(each.note)
        else:
            said = [it for it in each.comments if _may_stand(it, report, rules)]
            line |= {"note": each.note, "comments": said}
            if len(said) < len(each.comments):
                line["comments_withheld"] = len(each.comments) - len(said)
        listed.append(line)
    return listed


def _may_stand(comment: Value, report: ReportHeld, rules: Policy) -> bool:
    at = str(comment.get("at", "")) if isinstance(comment, Mapping) else ""
    return not at or rules.of(report.newest.form, Address.parse(at)) is Shown.VALUE


def _withheld(version: VersionHeld, seen: View) -> list[tuple[FieldSpec | None, Value]]:
    return [
        (version.form.spec(address.part, address.field), value)
        for address, value in version.opened.answers.items()
        if address not in seen.keep and address.row != ALL_ROWS
    ]


def _granted(version: VersionHeld, seen: View, language: str) -> Iterable[str]:
    for address in seen.keep:
        spec, value = version.form.spec(address.part, address.field), version.opened.answers[address]
        yield from _texts(value)
        if spec is not None:
            yield display.value(spec, value, language, seen.answers)


def _who(report: ReportHeld, decided: Iterable[Decided], people: Mapping[str, Named]) -> list[str]:
    named = [each.opened.header.author for each in report.versions]
    named += [each.by for each in report.decisions] + [each.by for each in report.added]
    named += [each.by for each in decided]
    return [each for each in dict.fromkeys(named) if each in people]


def _person(person: Named, request: Request) -> dict[str, Value]:
    if not request.insider:
        return {"id": person.id, "rank": person.rank}
    return {"id": person.id, "rank": person.rank, "name": person.name, "serial": person.serial}


def _texts(value: Value) -> Iterable[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _text_of(comment: Value) -> Value:
    return comment["text"] if isinstance(comment, Mapping) else comment


def _at(spec: FieldSpec, row: Row) -> Address:
    return Address(spec.part, str(row.get(ROW_ID, ONLY_ROW)), spec.name)
