"""Everything of a bundle but its seal: the files, and the manifest that lists them. The same input, the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from server.exporting import leaks, packet, record, standalone, typesetting
from server.exporting.material import CaseHeld, Request
from server.exporting.record import Written
from shared.bundle import CHECKPOINT, COPIES, COPY_FOR, ENTRIES, FORMAT
from shared.bundled_files import FOLDER
from shared.bundled_report import SILENT
from shared.canonical import Value, b64u, canonical, parse_canonical, sha256_hex
from shared.entry import Act
from shared.privacy import PROFILES
from shared.seal import KINDS
from shared.words import say, table

README, PACKET, SCRIPT = "README.txt", "packet.pdf", "verify.py"


@dataclass(frozen=True)
class Built:
    """Files and manifest, not sealed yet, and the search that finds what they may not hold."""

    files: Mapping[str, bytes]
    manifest: bytes
    search: leaks.Search


def build(
    case: CaseHeld, request: Request, bound: Mapping[str, int], beside: Mapping[str, bytes] = MappingProxyType({})
) -> Built:
    """Write every file down; `beside` are the files beside the reports, by digest. Raises typesetting.PacketFailed."""
    written = [record.write(each, request, case.people, bound, beside) for each in case.reports]
    definitions = dict(case.definitions)
    files: dict[str, bytes] = {README: readme(case, request), SCRIPT: standalone.script(), **definitions}
    constant = set(files)
    for each in written:
        files |= each.files
    # Enclosed files were not written here: whoever gets them may see every answer that names them.
    constant |= {name for name in files if name.startswith(FOLDER)}
    attached = {
        name: content for each in written for name, content in each.files.items() if name.endswith("record.json")
    }
    city = case.reports[0].newest.form.configuration.city.name
    files[PACKET] = typesetting.typeset(packet.packet(case, request, written, city), attached)
    files[ENTRIES] = entries(case, written)
    files[CHECKPOINT] = case.checkpoint.encode()
    granted = [text for each in written for text in each.granted]
    granted += table(request.language).values()
    granted += [text for content in definitions.values() for text in leaks.texts(parse_canonical(content))]
    granted += [
        word for name, it in files.items() if name.endswith(".json") for word in leaks.keys(parse_canonical(it))
    ]
    granted += _names(case)
    sought = leaks.needles([secret for each in written for secret in each.secrets], granted)
    return Built(
        files=files,
        manifest=manifest(case, request, written, files),
        search=leaks.Search(sought, {name: it for each in written for name, it in each.hidden.items()}, constant),
    )


def _names(case: CaseHeld) -> list[str]:
    """Words of the format that stand in values: names of parts and fields in addresses, of acts, of states."""
    forms = {version.form.digest: version.form for report in case.reports for version in report.versions}
    names = [
        name for form in forms.values() for spec in form.fields for name in (spec.part, spec.name, spec.about.section)
    ]
    names += [act.value.replace(".", " ") for act in Act] + list(SILENT) + list(KINDS)
    names += [*COPIES, *COPY_FOR, *PROFILES]
    return [name.replace("_", " ") for name in names]


def readme(case: CaseHeld, request: Request) -> bytes:
    """README.txt: what this is and how to check it, in plain words."""
    copy = say(f"export.packet.copy.{request.copy}", request.language)
    text = say(
        "export.readme",
        request.language,
        number=case.number,
        copy=copy,
        line="=" * len(f"Case {case.number}, {copy}"),
        withheld=say(f"export.readme.{request.copy}", request.language),
    )
    return text.encode()


def entries(case: CaseHeld, written: Sequence[Written]) -> bytes:
    """log/entries.json: every cited entry with its proof, and its opening where this copy may show it."""
    about_case = {index for index, row in case.entries.items() if row.subject == case.id}
    cited = about_case.union(*(each.cited for each in written))
    opened = about_case.union(*(each.open for each in written))
    listed: list[Value] = []
    for index in sorted(cited):
        row = case.entries[index]
        line: dict[str, Value] = {
            "index": index,
            "commitment": row.commitment,
            "proof": [b64u(each) for each in case.proofs[index]],
        }
        if index in opened and row.opening is not None:
            line["opening"] = row.opening.decode()
        listed.append(line)
    return canonical({"entries": listed})


def manifest(case: CaseHeld, request: Request, written: Sequence[Written], files: Mapping[str, bytes]) -> bytes:
    """manifest.json: what this is, what it counts, and every file. A case's title is the clerk's, so no redacted
    copy holds it."""
    about: dict[str, Value] = {"id": case.id, "number": case.number, "opened_at": case.opened_at}
    if request.insider:
        about["title"] = case.title
    return canonical(
        {
            "bundle": FORMAT,
            "copy": request.copy,
            "profile": request.profile,
            "requester": request.requester,
            "order": request.order,
            "recipient": request.recipient,
            "purpose": request.purpose,
            "case": about,
            "made_at": request.made_at,
            "language": request.language,
            "reports": [
                {"report": held.id, "head": held.head, **each.counts}
                for held, each in zip(case.reports, written, strict=True)
            ],
            "files": [
                {"name": name, "size": len(content), "sha256": sha256_hex(content)}
                for name, content in sorted(files.items())
            ],
        }
    )
