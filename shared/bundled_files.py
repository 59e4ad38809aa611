"""The files beside one report inside a bundle: is each the one its officer sealed, and is none silently absent?

A version names a file by its SHA-256 (`media/<row>/sha256`). The readable record lists every digest that a version
discloses, in one of three states: enclosed as `files/<digest>.<ending>`, not received by the department before the
export, or withheld from this copy. Pure over bytes.
"""

from collections.abc import Iterable, Mapping

from shared.answers import Address
from shared.canonical import Value, sha256_hex

FOLDER = "files/"
ENCLOSED, NOT_RECEIVED, WITHHELD = "enclosed", "not_received", "withheld"
PART, DIGEST = "media", "sha256"


def named(versions: Iterable[Mapping[Address, Value]]) -> set[str]:
    """The digests that the disclosed answers of these versions name."""
    return {
        str(value)
        for answers in versions
        for address, value in answers.items()
        if (address.part, address.field) == (PART, DIGEST)
    }


def enclosed(record: Mapping[str, Value]) -> set[str]:
    """The names of the files that a readable record says are in the bundle. Raises ValueError."""
    return {str(item["name"]) for item in _listed(record) if item["state"] == ENCLOSED}


def check_files(
    record: Mapping[str, Value],
    where: str,
    versions: Iterable[Mapping[Address, Value]],
    files: Mapping[str, bytes],
    problems: list[tuple[str, str, str]],
) -> dict[str, Value]:
    """Check one report's files, add what is wrong to `problems`, give {"files", "files_not_received"}.

    `record` is the readable record, `where` its name, `versions` what each discloses, `files` the whole bundle.
    Raises ValueError, LookupError for a hostile shape.
    """
    sealed, counts = named(versions), {ENCLOSED: 0, NOT_RECEIVED: 0, WITHHELD: 0}
    seen: set[str] = set()
    for item in _listed(record):
        digest, state = str(item["sha256"]), str(item["state"])
        if digest not in sealed or digest in seen:
            problems.append(("attached.unsealed", where, digest))
        seen.add(digest)
        counts[state] += 1
        there = [name for name in files if name.startswith(f"{FOLDER}{digest}.")]
        content = files.get(str(item["name"])) if state == ENCLOSED else None
        if state == ENCLOSED and (content is None or there != [item["name"]]):
            problems.append(("attached.missing", str(item["name"]), ""))
        elif content is not None and (sha256_hex(content), len(content)) != (digest, item["size"]):
            problems.append(("attached.altered", str(item["name"]), ""))
    problems += [("attached.left_out", where, digest) for digest in sorted(sealed - seen)]
    return {"files": counts[ENCLOSED], "files_not_received": counts[NOT_RECEIVED]}


def _listed(record: Mapping[str, Value]) -> list[Mapping[str, Value]]:
    listed = record["files"]
    if not isinstance(listed, list) or not all(isinstance(item, Mapping) for item in listed):
        raise ValueError("files are not a list of objects")
    return listed
