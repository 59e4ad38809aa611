"""One report inside a bundle: do its versions, its decisions and its readable record say the same? Pure over bytes.

The steps of 8 in `shared.bundle`:

 a. every version is signed by a key that the log bound to its author before it was accepted
 b. the chain is whole: first version without a parent, each next one number higher, the head its newest; a version
    on a stale or unknown parent is there too, and the log calls it branched
 c. for every version the log holds its acceptance, by digest, kind and number
 d. the definitions it was made with are in the bundle, under the digests the officer signed
 e. the head was approved, by somebody else than its author, and no later decision is named
 f. the readable record shows every answer that is disclosed, as disclosed, and none that is not
 g. what others added (decisions, annotations) names its entries, and they say so; of an annotation that is shown, the
    entry binds the value
 h. every answer that is shown because a clerk decided so names its decision, for this profile and these versions
 i. every file that a version names is enclosed, byte for byte, or named as not received or withheld

It reports (code, file or entry, detail) and gives the counts that step 9 compares.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shared.answers import ALL_ROWS, MARKS, Address, mark_of
from shared.bundled_files import check_files
from shared.canonical import Value, canonical, parse_canonical, sha256_hex
from shared.commit import DECOY_STEP
from shared.entry import Act, Entry, binding
from shared.keys import BadKey, key_id, parse_public
from shared.seal import SealBroken, Sealed, Unsealed, unseal

RECORD, REVIEWS = "record.json", "reviews.json"
DEFINITIONS = ("form", "vocabulary", "city")
ANSWERED = "answered"
SILENT = ("blank", "not_asked", "not_in_version", "withheld")
"""States of a question that shows no value: not answered, not asked of this row, unknown to that form, withheld."""

_SAID = ("version", "kind", "sequence", "parent", "author", "sealed_at", "form_version")
_DECISIONS = {"approved": Act.REPORT_APPROVED, "returned": Act.REPORT_RETURNED}

Problems = list[tuple[str, str, str]]


class Shape(ValueError):
    """A file does not have the agreed members. `file` names it where the raiser knows."""

    def __init__(self, message: str, file: str = "") -> None:
        super().__init__(message)
        self.file = file


@dataclass(frozen=True)
class Cited:
    """A log entry whose place was proved; `entry` is None when its opening is withheld."""

    index: int
    entry: Entry | None


@dataclass(frozen=True)
class Report:
    """A report of the bundle: id, digest of the version that was approved, all files, and whose eyes they are for."""

    id: str
    head: str
    files: Mapping[str, bytes]
    profile: str

    @property
    def folder(self) -> str:
        """Where its files stand in the bundle."""
        return f"reports/{self.id}/"

    @cached_property
    def record(self) -> Mapping[str, Value]:
        """The readable record. Raises Shape, NotCanonical, LookupError."""
        parsed = parse_canonical(self.files[self.folder + RECORD])
        if not isinstance(parsed, Mapping) or parsed.get("report") != self.id or parsed.get("head") != self.head:
            raise Shape("not the record of this report", self.folder + RECORD)
        return parsed


@dataclass(frozen=True)
class _Version:
    file: str
    shown: Mapping[str, Value]
    opened: Unsealed
    accepted: Cited
    commitments: int


def check_report(report: Report, cited: Mapping[int, Cited], problems: Problems) -> dict[str, Value]:
    """Check one report, add what is wrong to `problems`, give its counts. Raises what a hostile shape makes it raise.

    The counts are {"versions", "shown", "pending_review", "confidential", "reviews", "annotations",
    "annotations_withheld", "annotations_confidential", "shown_by_decision", "files",
    "files_not_received"}; answers are counted in the head version.
    """
    versions = _versions(report, cited, problems)
    _check_chain(report, versions, problems)
    for version in versions.values():
        _check_definitions(report, version, problems)
        _check_answers(version, problems)
    reviews = _check_reviews(report, versions, cited, problems)
    annotations = _check_annotations(report, cited, problems)
    annotations |= {"shown_by_decision": _check_shown(report, versions, cited, problems)}
    disclosed = [version.opened.answers for version in versions.values()]
    annotations |= check_files(report.record, report.folder + RECORD, disclosed, report.files, problems)
    expected = {report.folder + RECORD, report.folder + REVIEWS, *(version.file for version in versions.values())}
    stray = {name for name in report.files if name.startswith(report.folder)} - expected
    problems += [("report.stray", name, "") for name in sorted(stray)]
    return {"versions": len(versions), "reviews": reviews, **annotations, **_counted(report, versions, problems)}


def entry_at(cited: Mapping[int, Cited], index: Value) -> Entry | None:
    """The opened entry at `index`, or None if it is not cited or not open."""
    found = cited.get(index) if type(index) is int else None
    return found.entry if found else None


def _versions(report: Report, cited: Mapping[int, Cited], problems: Problems) -> dict[str, _Version]:
    """Steps a and c: the versions by digest."""
    keys = {
        entry.entry.subject: entry
        for entry in cited.values()
        if entry.entry and entry.entry.act is Act.KEY_BOUND and entry.entry.details.get("purpose") == "version"
    }
    versions: dict[str, _Version] = {}
    for shown in _objects(report.record, "versions"):
        file = report.folder + str(shown["file"])
        try:
            sealed = Sealed.parse(report.files[file].decode("ascii"))
            bound = keys.get(sealed.key)
            if bound is None or bound.entry is None:
                problems.append(("version.key_unbound", file, sealed.key))
                continue
            public = parse_public(str(bound.entry.details.get("public")))
            if key_id(public) != bound.entry.subject:
                problems.append(("version.key_unbound", file, sealed.key))
                continue
            opened = unseal(sealed, public)
        except KeyError:
            problems.append(("file.missing", file, ""))
            continue
        except (SealBroken, BadKey, UnicodeDecodeError) as error:
            problems.append(("version.broken", file, getattr(error, "code", "")))
            continue
        header = opened.header
        if bound.entry.details.get("person") != header.author:
            problems.append(("version.key_of_another", file, header.author))
        accepted = cited.get(shown["accepted"]) if type(shown["accepted"]) is int else None
        if accepted is None or not _accepts(accepted.entry, opened) or accepted.index <= bound.index:
            problems.append(("version.not_accepted", file, opened.digest))
            continue
        if opened.digest in versions:
            problems.append(("version.twice", file, opened.digest))
        facts = {**header.claims(), "version": opened.digest}
        if any(not _same(shown[name], facts[name]) for name in _SAID):
            problems.append(("record.differs", file, "header"))
        commitments = opened.withheld + len(sealed.disclosures)
        versions[opened.digest] = _Version(file, shown, opened, accepted, commitments)
    return versions


def _accepts(entry: Entry | None, opened: Unsealed) -> bool:
    """Whether an entry is the acceptance of this version."""
    if entry is None or entry.act not in (Act.VERSION_ACCEPTED, Act.VERSION_BRANCHED):
        return False
    header = opened.header
    wanted = {"version": opened.digest, "kind": header.kind, "sequence": header.sequence}
    return entry.subject == header.report and all(entry.details.get(name) == it for name, it in wanted.items())


def _check_chain(report: Report, versions: Mapping[str, _Version], problems: Problems) -> None:
    """Step b."""
    for version in versions.values():
        header = version.opened.header
        parent = versions.get(header.parent)
        if header.report != report.id:
            problems.append(("version.of_another_report", version.file, header.report))
        branched = version.accepted.entry is not None and version.accepted.entry.act is Act.VERSION_BRANCHED
        if parent is None and not branched and (header.parent or header.sequence != 1):
            problems.append(("chain.gap", version.file, header.parent))
        if parent is not None and (
            header.sequence != parent.opened.header.sequence + 1 or version.accepted.index <= parent.accepted.index
        ):
            problems.append(("chain.order", version.file, ""))
    line: set[str] = set()
    digest = report.head
    while digest in versions and digest not in line:
        line.add(digest)
        digest = versions[digest].opened.header.parent
    if report.head not in versions or versions[report.head].opened.header.kind != "final":
        problems.append(("chain.head", report.folder, report.head))
    for digest, version in versions.items():
        branched = version.accepted.entry is not None and version.accepted.entry.act is Act.VERSION_BRANCHED
        expected = digest not in line or version.opened.header.parent not in ("", *versions)
        if branched is not expected or version.shown["branched"] is not branched:
            problems.append(("chain.head", version.file, digest))


def _check_definitions(report: Report, version: _Version, problems: Problems) -> None:
    """Step d."""
    for kind in DEFINITIONS:
        digest = str(getattr(version.opened.header, kind))
        held = report.files.get(f"definitions/{kind}-{digest}.json")
        if held is None or sha256_hex(held) != digest:
            problems.append(("definition.missing", version.file, kind))


def _check_reviews(
    report: Report, versions: Mapping[str, _Version], cited: Mapping[int, Cited], problems: Problems
) -> int:
    """Steps e and g: how many decisions are named."""
    file = report.folder + REVIEWS
    parsed = parse_canonical(report.files[file])
    if not isinstance(parsed, list):
        raise Shape("decisions are a list", file)
    last = (-1, "", "", "")
    for item in parsed:
        decision, digest, person = str(item["decision"]), str(item["version"]), str(item["by"])
        entry = entry_at(cited, item["entry"])
        named = entry is not None and (
            entry.act is _DECISIONS.get(decision)
            and (entry.subject, entry.actor) == (report.id, person)
            and entry.details.get("version") == digest
            and entry.at == item["at"]
        )
        if not named or digest not in versions:
            problems.append(("review.unproven", file, str(item["entry"])))
        else:
            last = max(last, (int(item["entry"]), decision, digest, person))
    index, decision, digest, person = last
    head = versions.get(report.head)
    if decision != "approved" or digest != report.head:
        problems.append(("report.not_approved", report.folder, report.head))
    elif head and (person == head.opened.header.author or index <= head.accepted.index):
        problems.append(("report.not_approved", report.folder, person))
    return len(parsed)


def _check_annotations(report: Report, cited: Mapping[int, Cited], problems: Problems) -> dict[str, Value]:
    """Step g."""
    file = report.folder + RECORD
    annotations = _objects(report.record, "annotations")
    withheld = 0
    for item in annotations:
        entry = entry_at(cited, item["entry"])
        withheld += item["state"] == "withheld"
        if (item["state"] == "withheld") == ("value" in item):
            problems.append(("record.differs", file, str(item["at"])))
        if entry is None and item["state"] == "withheld" and item["entry"] in cited:
            continue
        said = (Act.REPORT_ANNOTATED, report.id, item["by"], item["when"])
        if entry is None or (entry.act, entry.subject, entry.actor, entry.at) != said or not _binds(entry, item):
            problems.append(("annotation.unproven", file, str(item["at"])))
    return {
        "annotations": len(annotations) - withheld,
        "annotations_withheld": withheld,
        "annotations_confidential": report.record["annotations_confidential"],
    }


def _binds(entry: Entry, item: Mapping[str, Value]) -> bool:
    """Whether an annotation's entry binds the value that is shown, or at least its question where it is withheld."""
    fields, values, at = entry.details.get("fields"), entry.details.get("values"), str(item["at"])
    if not isinstance(fields, list) or not isinstance(values, list) or at not in fields or len(fields) != len(values):
        return False
    if item["state"] == "withheld":
        return True
    return bool(values[fields.index(at)] == binding(str(item["salt"]), at, item["value"]))


def _check_shown(
    report: Report, versions: Mapping[str, _Version], cited: Mapping[int, Cited], problems: Problems
) -> int:
    """Step h: how many answers are shown because a clerk decided so."""
    shown = _objects(report.record, "shown_by_decision")
    chain = chain_of(versions)
    for item in shown:
        entry = entry_at(cited, item["entry"])
        said = (Act.ANSWER_SHOWN, report.id, item["by"], item["when"])
        wanted = {"at": item["at"], "profile": report.profile, "chain": chain}
        if (
            entry is None
            or (entry.act, entry.subject, entry.actor, entry.at) != said
            or any(entry.details.get(name) != value for name, value in wanted.items())
        ):
            problems.append(("decision.unproven", report.folder + RECORD, str(item["at"])))
    return len(shown)


def chain_of(versions: Iterable[str]) -> str:
    """The digest of a set of versions, by their digests: what a clerk's decision to show an answer was made on."""
    return sha256_hex(canonical(sorted(versions)))


def _check_answers(version: _Version, problems: Problems) -> None:
    """Step f for one version."""
    opened = version.opened
    seen: set[str] = set()
    for part in _objects(version.shown, "parts"):
        rows = _objects(part, "rows")
        order = opened.answers.get(Address(str(part["part"]), ALL_ROWS, "rows"))
        if order is not None and [row["row"] for row in rows] != list(_texts(order)):
            problems.append(("record.rows", version.file, str(part["part"])))
        for row in rows:
            for answer in _objects(row, "answers"):
                address = Address(str(part["part"]), str(row["row"]), str(answer["field"]))
                if answer["at"] != address.text() or address.text() in seen:
                    problems.append(("record.differs", version.file, address.text()))
                seen.add(address.text())
                if not _agrees(answer, opened, address):
                    problems.append(("record.differs", version.file, address.text()))
    for address in opened.answers:
        if address.row != ALL_ROWS and address.text() not in seen:
            problems.append(("record.leaves_out", version.file, address.text()))


def _agrees(answer: Mapping[str, Value], opened: Unsealed, address: Address) -> bool:
    """Whether an answer as shown is the disclosure of its address, or shows nothing where nothing is disclosed."""
    state = answer["state"]
    if state in SILENT:
        return "value" not in answer and address not in opened.answers
    if address not in opened.answers or "value" not in answer or state not in (ANSWERED, *MARKS):
        return False
    value = opened.answers[address]
    return _same(answer["value"], value) and state == (mark_of(value) or ANSWERED)


def _counted(report: Report, versions: Mapping[str, _Version], problems: Problems) -> dict[str, Value]:
    """The counts of the head version, and whether they fit its number of commitments."""
    head = versions.get(report.head)
    if head is None:
        return {}
    shown = sum(address.row != ALL_ROWS for address in head.opened.answers)
    pending = sum(
        answer["state"] == "withheld"
        for part in _objects(head.shown, "parts")
        for row in _objects(part, "rows")
        for answer in _objects(row, "answers")
    )
    withheld = head.shown["withheld"]
    if not isinstance(withheld, Mapping) or type(withheld.get("confidential")) is not int:
        raise Shape("a version counts what it withholds", report.folder + RECORD)
    confidential, orders = int(str(withheld["confidential"])), int(str(withheld["row_orders"]))
    stated = len(head.opened.answers) + pending + confidential + orders
    fits = 0 <= head.commitments - stated < DECOY_STEP and min(confidential, orders) >= 0
    if not fits or withheld.get("pending_review") != pending:
        problems.append(("counts.differ", report.folder + RECORD, report.id))
    return {"shown": shown, "pending_review": pending, "confidential": confidential}


def _same(one: Value, other: Value) -> bool:
    """Equal as they are written: for Python 1 equals True."""
    return canonical(one) == canonical(other)


def _objects(holder: Mapping[str, Value], name: str) -> list[Mapping[str, Value]]:
    items = holder[name]
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise Shape(f"{name} is not a list of objects")
    return items


def _texts(value: Value) -> Sequence[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
