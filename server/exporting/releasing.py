"""Makes one export: gather, build, look for leaks, then seal it with its log entry, check it, and put it on the disk.

The log entry names the manifest, so the seal (its proof) is only known inside the transaction that writes it. There
the finished archive is checked as a stranger would check it, written, fsynced and renamed before the commit: an export
that is in the log is on the disk and verifies; one that failed leaves neither row nor entry.
"""

import os
from collections.abc import Callable
from pathlib import Path

from server import cases, log
from server.cases import CaseRefused
from server.exporting import building
from server.exporting.attaching import attached
from server.exporting.building import Built
from server.exporting.gathering import Unfit, gather
from server.exporting.material import CaseHeld, Request
from server.services import Services
from server.store import Connection, exports, showings
from server.store import log as log_rows
from server.store.exports import ExportRow
from shared.archive import pack
from shared.bundle import MANIFEST, SEAL, Trust, verify
from shared.canonical import Value, b64u, canonical, sha256_hex
from shared.entry import Act
from shared.keys import public_text
from shared.privacy import PROFILES
from shared.rules import release_problems
from shared.words import LANGUAGES

WORDS_MAX = 200


def export(
    services: Services,
    person_id: str,
    case_id: str,
    *,
    requester: str,
    recipient: str,
    purpose: str,
    order: str = "",
    language: str = "en",
) -> ExportRow:
    """Export a case for somebody, for a reason.

    requester: a code of `shared.privacy.PROFILES`; order: the reference of a court order, "" for none.

    Raises CaseRefused (case.gone, case.empty, case.not_approved, export.requester, export.recipient, export.purpose,
    export.order, and the codes of rule V-35), leaks.Leak, gathering.Unfit, typesetting.PacketFailed, OSError; then
    nothing was exported. What V-35 refuses is a log entry.
    """
    if requester not in PROFILES or language not in LANGUAGES:
        raise CaseRefused("export.requester")
    request = Request(
        requester,
        _line(recipient, "export.recipient"),
        _line(purpose, "export.purpose"),
        services.stamp(),
        language,
        _line(order, "export.order") if order.strip() else "",
    )
    with services.store.reading() as db:
        view = cases.view(db, case_id)
        if view is None:
            raise CaseRefused("case.gone")
        for obstacle in view.obstacles:
            raise CaseRefused(obstacle)
        case, bound = gather(db, services, view)
    _ask_for_an_order(services, person_id, case, request)
    beside = attached(services, case) if request.insider else {}
    built = building.build(case, request, bound, beside)
    built.search.check(pack({**built.files, MANIFEST: built.manifest}))
    written: list[Path] = []

    def work(db: Connection) -> ExportRow:
        return _release(db, services, person_id, case, request, built, written.append)

    try:
        return services.store.write(work)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _ask_for_an_order(services: Services, person_id: str, case: CaseHeld, request: Request) -> None:
    """Rule V-35, over every version that would leave."""
    versions = [version for report in case.reports for version in report.versions]
    found = [each for it in versions for each in release_problems(it.answers, request.requester, request.order)]
    if found:
        details: dict[str, Value] = {"endpoint": "export", "reason": found[0].code, "for": request.requester}
        services.store.write(lambda db: log.append(db, services, Act.DENIED, person_id, case.id, details))
        raise CaseRefused(found[0].code)


def trust_file(services: Services) -> bytes:
    """trust.json: what the department publishes so that anybody can check its exports."""
    with services.store.reading() as db:
        origin = log.head(db).origin
    return canonical({"origin": origin, "log_key": public_text(services.log_key.public_key())}) + b"\n"


def path_of(services: Services, row: ExportRow) -> Path:
    """Where an export's file is."""
    return services.settings.exports / row.file


def fetch(services: Services, person_id: str, export_id: str) -> tuple[ExportRow, bytes]:
    """The file of an export, with the log entry that it was fetched.

    Raises CaseRefused: "export.gone" when there is none, "export.damaged" when the file is not what was exported.
    """
    with services.store.reading() as db:
        row = exports.get(db, export_id)
    if row is None:
        raise CaseRefused("export.gone")
    try:
        data = path_of(services, row).read_bytes()
    except OSError as error:
        raise CaseRefused("export.damaged") from error
    if sha256_hex(data) != row.sha256:
        raise CaseRefused("export.damaged")
    details: dict[str, Value] = {"case": row.case_id, "sha256": row.sha256}
    services.store.write(lambda db: log.append(db, services, Act.EXPORT_FETCHED, person_id, row.id, details))
    return row, data


def _release(
    db: Connection,
    services: Services,
    person_id: str,
    case: CaseHeld,
    request: Request,
    built: Built,
    written: Callable[[Path], None],
) -> ExportRow:
    now = cases.view(db, case.id)
    if now is None or [(each.id, each.head) for each in now.reports if each.state == cases.APPROVED] != [
        (each.id, each.head) for each in case.reports
    ]:
        raise CaseRefused("case.moved_on")
    if any(not showings.holds(db, each.id) for report in case.reports for each in request.decided(report)):
        raise CaseRefused("case.moved_on")
    export_id = services.chance.uuid()
    details: dict[str, Value] = {"manifest": sha256_hex(built.manifest), "copy": request.copy, "export": export_id}
    details["profile"] = request.profile
    index = log.append(db, services, Act.EXPORT_MADE, person_id, case.id, details)
    data = pack({**built.files, MANIFEST: built.manifest, SEAL: _seal(db, services, case, index)})
    built.search.check(data)
    outcome = verify(data, Trust(case.head.origin, services.log_key.public_key()))
    if outcome.failures:
        raise Unfit("; ".join(f"{each.code} {each.where} {each.detail}" for each in outcome.failures[:20]))
    file = f"{case.number}-{request.copy}-{export_id[:8]}.zip"
    _write(services.settings.exports / file, data, written)
    row = ExportRow(
        id=export_id,
        case_id=case.id,
        copy=request.copy,
        recipient=request.recipient,
        purpose=request.purpose,
        manifest=sha256_hex(built.manifest),
        sha256=sha256_hex(data),
        bytes=len(data),
        file=file,
        person_id=person_id,
        at=request.made_at,
        log_index=index,
        requester=request.requester,
        order_reference=request.order,
    )
    exports.add(db, row)
    return row


def _seal(db: Connection, services: Services, case: CaseHeld, index: int) -> bytes:
    """seal.json: the entry of this export, its place in the log, and that the log only grew since the checkpoint."""
    head = log.head(db)
    (entry,) = [each for each in log_rows.entries(db, index) if each.index == index]
    assert entry.opening is not None
    return canonical(
        {
            "index": index,
            "opening": entry.opening.decode(),
            "proof": [b64u(each) for each in log.inclusion(db, index, head.size)],
            "checkpoint": log.checkpoint(services, head),
            "consistency": [b64u(each) for each in log.consistency(db, case.head.size, head.size)],
            "log_key": public_text(services.log_key.public_key()),
        }
    )


def _write(path: Path, data: bytes, written: Callable[[Path], None]) -> None:
    """Whole or not at all: beside its place, on the disk, then renamed, and the folder on the disk too."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".part")
    written(beside)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    written(path)
    beside.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _line(text: str, code: str) -> str:
    said = " ".join(text.split())
    if not said or len(said) > WORDS_MAX or not said.isprintable():
        raise CaseRefused(code)
    return said
