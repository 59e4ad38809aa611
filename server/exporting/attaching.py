"""Files beside a report as they go into a bundle: which a copy encloses, and what it says of the others.

A file leaves only in a copy that shows every answer of every row that names it, and never in a redacted one: nobody
here has looked at what is to be seen in it. Its bytes are those the officer sealed the digest of, untouched.
"""

from collections.abc import Collection, Mapping, Sequence

from server import files
from server.encrypted import Damaged
from server.exporting.gathering import Unfit
from server.exporting.material import CaseHeld, VersionHeld
from server.exporting.redaction import View
from server.services import Services
from shared.answers import Address, flatten, row_id, rows_of
from shared.attached import file_name
from shared.bundled_files import DIGEST, ENCLOSED, FOLDER, NOT_RECEIVED, PART, WITHHELD
from shared.canonical import Value

BYTES_MAX = 1 << 30
"""Of all files of a case together: a bundle is made and checked in memory."""


def attached(services: Services, case: CaseHeld) -> dict[str, bytes]:
    """The files that any version of the case names, as far as they are here. Raises Unfit for a damaged one, and
    for more than fits one bundle."""
    answers = [version.answers for report in case.reports for version in report.versions]
    wanted = {digest for each in answers for digest in files.stated(each)}
    here = files.present(services, sorted(wanted))
    if sum(here.values()) > BYTES_MAX:
        raise Unfit(f"the files of the case have {sum(here.values())} bytes, more than {BYTES_MAX}")
    found = {}
    for digest in here:
        try:
            found[digest] = b"".join(files.read(services, digest))
        except (Damaged, OSError) as error:
            raise Unfit(f"file {digest} cannot be read: {error}") from error
    return found


def list_files(
    views: Sequence[tuple[VersionHeld, View]], held: Mapping[str, bytes], *, insider: bool
) -> tuple[list[dict[str, Value]], dict[str, bytes]]:
    """(what the readable record lists: every digest that is disclosed; name in the bundle to bytes)."""
    types: dict[str, str] = {}
    sizes: dict[str, Value] = {}
    withheld: set[str] = set()
    for version, seen in views:
        for row in rows_of(version.answers, PART):
            address = Address(PART, row_id(row), DIGEST)
            if address in seen.keep:
                digest = str(row[DIGEST])
                types[digest], sizes[digest] = str(row.get("media_type", "")), row.get("size_bytes", 0)
                if not insider or not _whole_row(version, address.row, seen.keep):
                    withheld.add(digest)
    listed: list[dict[str, Value]] = []
    enclosed: dict[str, bytes] = {}
    for digest in sorted(types):
        if digest in withheld:
            listed.append({"sha256": digest, "state": WITHHELD})
        elif digest not in held:
            listed.append({"sha256": digest, "state": NOT_RECEIVED, "size": sizes[digest]})
        else:
            name = FOLDER + file_name(digest, types[digest])
            enclosed[name] = held[digest]
            listed.append({"sha256": digest, "state": ENCLOSED, "size": len(held[digest]), "name": name})
    return listed, enclosed


def _whole_row(version: VersionHeld, row: str, keep: Collection[Address]) -> bool:
    return all(address in keep for address in flatten(version.answers) if (address.part, address.row) == (PART, row))
