"""Is an exported case what the department's log says it is? Pure over bytes, without the server.

`verify` answers with one of three verdicts and every reason it found. Its steps have numbers; the code repeats them.

 1. Archive    the zip is byte for byte the one form of its own entries                        `shared.archive`
 2. Manifest   `manifest.json` and `seal.json` are there, canonical, and have the agreed shape
 3. Names      the archive holds exactly the files of the manifest, none added, none missing
 4. Digests    every file has the size and SHA-256 of the manifest
 5. Seal       the log's entry of this export names the manifest's SHA-256, and is in the seal's tree head
 6. Origin     both tree heads are signed by the trusted log (or, without trust, by the key the bundle brings),
               and the older is the beginning of the newer
 7. Entries    every cited log entry is in the tree of `log/checkpoint.txt`, and its opening is what was committed to
 8. Reports    versions, chain, acceptance, approval, readable record, files                   `shared.bundled_report`
 9. Counts     the manifest counts what is there

What a caller must still do: get `trust.json` (or the log key) from the department by another way than the bundle.
What no bundle can prove: that the officer's words are true, or that no further report of the scene exists.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shared import archive, checkpoint, merkle
from shared.bundled_files import FOLDER, enclosed
from shared.bundled_report import Cited, Problems, Report, Shape, check_report, entry_at
from shared.canonical import NotCanonical, Value, parse_canonical, sha256_hex, un_b64u
from shared.checkpoint import BadCheckpoint, TreeHead
from shared.entry import Act, BadEntry, commitment, leaf_of, open_entry
from shared.keys import BadKey, parse_public

FORMAT = 1
MANIFEST, SEAL, CHECKPOINT, ENTRIES = "manifest.json", "seal.json", "log/checkpoint.txt", "log/entries.json"
FULL, PROSECUTOR, REDACTED = "full", "prosecutor", "redacted"
COPIES = (FULL, PROSECUTOR, REDACTED)
COPY_FOR: Mapping[str, str] = {
    "court": FULL,
    "oversight": FULL,
    "prosecutor": PROSECUTOR,
    "public": REDACTED,
    "subject": REDACTED,
}
"""Whose eyes a copy is made for, to the kind of copy that they get."""

_MANIFEST_KEYS = {
    "bundle",
    "copy",
    "profile",
    "requester",
    "order",
    "recipient",
    "purpose",
    "case",
    "made_at",
    "language",
    "reports",
}
_SEAL_KEYS = {"index", "opening", "proof", "checkpoint", "consistency", "log_key"}


class Verdict(StrEnum):
    """What can be said of a bundle."""

    GENUINE = "genuine"
    UNPROVEN = "unproven"
    """Consistent in itself; whose log it comes from was not checked."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Failure:
    """One reason: a code of `shared.words` (`bundle.<code>`), the file or entry it concerns, and what was found."""

    code: str
    where: str = ""
    detail: str = ""


class BadTrust(ValueError):
    """The bytes are not a trust file."""


@dataclass(frozen=True)
class Trust:
    """What the department publishes: the log's origin and public key. As a file: {"log_key": ..., "origin": ...}."""

    origin: str
    log_key: Ed25519PublicKey

    @classmethod
    def parse(cls, data: bytes) -> "Trust":
        """The trust in a file. White space around canonical JSON is allowed: people copy such files by hand."""
        try:
            parsed = parse_canonical(data.strip())
            if not isinstance(parsed, dict) or set(parsed) != {"log_key", "origin"}:
                raise BadTrust("a trust file holds log_key and origin")
            return cls(str(parsed["origin"]), parse_public(str(parsed["log_key"])))
        except (NotCanonical, BadKey) as error:
            raise BadTrust(str(error)) from error


@dataclass(frozen=True)
class Outcome:
    """The verdict, every reason against, and what the bundle says of itself (empty when it could not be read)."""

    verdict: Verdict
    failures: tuple[Failure, ...]
    facts: Mapping[str, Value] = field(default_factory=dict)


def verify(data: bytes, trust: Trust | None) -> Outcome:
    """Check a bundle; never raises. See the steps in the module's description."""
    check = _Check()
    with check.guarded(""):
        check.run(data, trust)
    failures = tuple(dict.fromkeys(check.failures))
    if failures:
        return Outcome(Verdict.REFUSED, failures, check.facts)
    return Outcome(Verdict.GENUINE if trust else Verdict.UNPROVEN, (), check.facts)


class _Check:
    """One run of `verify`: what was read so far and what was found wrong."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []
        self.files: Mapping[str, bytes] = {}
        self.attached: set[str] = set()
        self.facts: dict[str, Value] = {}

    def wrong(self, code: str, where: str = "", detail: str = "") -> None:
        self.failures.append(Failure(code, where, detail))

    @contextmanager
    def guarded(self, where: str) -> Iterator[None]:
        """Whatever a hostile shape makes our own reading stumble over is one more reason, never a crash."""
        try:
            yield
        except Shape as error:
            self.wrong("json.shape", where or error.file, str(error))
        except NotCanonical as error:
            self.wrong("json.not_canonical", where, str(error))
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            self.wrong("json.shape", where, type(error).__name__)

    def run(self, data: bytes, trust: Trust | None) -> None:
        unread = self._archive(data)  # 1
        if not self.files:
            return
        if MANIFEST not in self.files or SEAL not in self.files:
            self.failures += [Failure("file.missing", name) for name in (MANIFEST, SEAL) if name not in self.files]
            return
        manifest = self._object(MANIFEST, _MANIFEST_KEYS | {"files"})  # 2
        seal = self._object(SEAL, _SEAL_KEYS)
        if not manifest or not seal:
            return
        if manifest["bundle"] != FORMAT or manifest["copy"] != COPY_FOR.get(str(manifest["profile"])):
            raise Shape("a format this program does not know", MANIFEST)
        self.facts = {name: value for name, value in manifest.items() if name not in ("files", "bundle")}
        with self.guarded(MANIFEST):
            self._listed(manifest, unread)  # 3, 4
        head = None
        with self.guarded(SEAL):
            self._seal(manifest, seal)  # 5
            head = self._origin(seal, trust)  # 6
        cited: dict[int, Cited] = {}
        with self.guarded(ENTRIES):
            cited = self._entries(head)  # 7
        for named in _listing(manifest, "reports"):  # 8, 9
            self._report(manifest, named, cited)
        stray = {name for name in self.files if name.startswith(FOLDER)} - self.attached
        self.failures += [Failure("attached.stray", name) for name in sorted(stray)]

    def _archive(self, data: bytes) -> set[str]:
        """Step 1. The names of entries that are there but cannot be read."""
        try:
            self.files = archive.unpack(data)
            return set()
        except archive.BadArchive as error:
            self.files = error.files
            self.failures += [Failure(code, name) for code, name in error.wrong]
            return {name for _, name in error.wrong}

    def _object(self, name: str, keys: set[str]) -> dict[str, Value]:
        """Step 2 for one file: canonical, an object, with exactly these members."""
        with self.guarded(name):
            parsed = parse_canonical(self.files[name])
            if not isinstance(parsed, dict) or set(parsed) != keys:
                raise Shape("its members are not the agreed ones", name)
            return parsed
        return {}

    def _listed(self, manifest: Mapping[str, Value], unread: set[str]) -> None:
        """Steps 3 and 4."""
        listed: dict[str, Mapping[str, Value]] = {}
        for entry in _listing(manifest, "files"):
            name = str(entry["name"])
            if name in listed or name in (MANIFEST, SEAL):
                self.wrong("file.listed_twice", name)
            listed[name] = entry
        held = set(self.files) - {MANIFEST, SEAL}
        self.failures += [Failure("file.added", name) for name in sorted(held - set(listed))]
        self.failures += [Failure("file.missing", name) for name in sorted(set(listed) - held - unread)]
        for name in sorted(held & set(listed)):
            content, entry = self.files[name], listed[name]
            if set(entry) != {"name", "size", "sha256"}:
                raise Shape("a file is listed by name, size and sha256", MANIFEST)
            if (len(content), sha256_hex(content)) != (entry["size"], entry["sha256"]):
                self.wrong("file.altered", name)
        for name in sorted(held):
            folder, _, rest = name.partition("/")
            digest = rest.rpartition("-")[2].removesuffix(".json")
            if folder == "definitions" and sha256_hex(self.files[name]) != digest:
                self.wrong("definition.altered", name)
        reports = {f"reports/{named['report']}" for named in _listing(manifest, "reports")}
        for name in sorted(held):
            if name.startswith("reports/") and name.rpartition("/")[0] not in reports:
                self.wrong("report.stray", name)

    def _seal(self, manifest: Mapping[str, Value], seal: Mapping[str, Value]) -> None:
        """Step 5."""
        opening = str(seal["opening"]).encode()
        try:
            entry = open_entry(opening)
        except BadEntry:
            self.wrong("seal.entry", SEAL)
            return
        case = manifest["case"]
        expected = {"manifest": sha256_hex(self.files[MANIFEST])}
        expected |= {name: str(manifest[name]) for name in ("copy", "profile")}
        if entry.act is not Act.EXPORT_MADE or not isinstance(case, Mapping) or entry.subject != case.get("id"):
            self.wrong("seal.entry", SEAL)
        if any(entry.details.get(name) != value for name, value in expected.items()):
            self.wrong("seal.manifest", MANIFEST)
        try:
            head = checkpoint.parse(str(seal["checkpoint"]))
            _check_proof(commitment(opening), seal["index"], seal["proof"], head)
        except (BadCheckpoint, merkle.ProofBroken) as error:
            self.wrong("seal.proof", SEAL, str(error))

    def _origin(self, seal: Mapping[str, Value], trust: Trust | None) -> TreeHead | None:
        """Step 6. The tree head that the entries are proved in, if it is signed as it must be."""
        older, newer = self.files.get(CHECKPOINT, b"").decode(), str(seal["checkpoint"])
        try:
            own_key = parse_public(str(seal["log_key"]))
        except BadKey as error:
            self.wrong("seal.key", SEAL, str(error))
            return None
        if trust and (own_key.public_bytes_raw() != trust.log_key.public_bytes_raw()):
            self.wrong("origin.key", SEAL)
        heads = []
        for where, text in ((CHECKPOINT, older), (SEAL, newer)):
            try:
                heads.append(checkpoint.verify(text, trust.log_key if trust else own_key))
            except BadCheckpoint as error:
                self.wrong("origin.key" if trust else "seal.signature", where, str(error))
        if len(heads) != 2:
            return None
        first, last = heads
        self.facts |= {"origin": last.origin, "tree_size": last.size, "log_key": str(seal["log_key"])}
        if trust and trust.origin != last.origin:
            self.wrong("origin.name", SEAL, last.origin)
        index = seal["index"]
        if first.origin != last.origin or type(index) is not int or first.size > index:
            self.wrong("seal.order", SEAL)
        try:
            path = _hashes(seal["consistency"])
            merkle.check_consistency(first.size, last.size, first.root, last.root, path)
        except merkle.ProofBroken as error:
            self.wrong("seal.consistency", SEAL, str(error))
        return first

    def _entries(self, head: TreeHead | None) -> dict[int, Cited]:
        """Step 7. The cited entries by index."""
        data = self.files.get(ENTRIES)
        if data is None:
            return {}
        cited: dict[int, Cited] = {}
        parsed = parse_canonical(data)
        for item in _listing(parsed if isinstance(parsed, Mapping) else {}, "entries"):
            if not {"index", "commitment", "proof"} <= set(item) <= {"index", "commitment", "proof", "opening"}:
                raise Shape("an entry has index, commitment, proof and perhaps its opening", ENTRIES)
            index, committed = item["index"], str(item["commitment"])
            if type(index) is not int or not re.fullmatch(r"[0-9a-f]{64}", committed):
                raise Shape("an entry has a number and a commitment", ENTRIES)
            where = f"{ENTRIES} {index}"
            if index in cited:
                self.wrong("entry.repeated", where)
            cited[index] = Cited(index, None)
            if head is not None:
                try:
                    _check_proof(committed, index, item["proof"], head)
                except merkle.ProofBroken as error:
                    self.wrong("entry.proof", where, str(error))
            if "opening" in item:
                opening = str(item["opening"]).encode()
                try:
                    cited[index] = Cited(index, open_entry(opening))
                except BadEntry as error:
                    self.wrong("entry.opening", where, str(error))
                if commitment(opening) != committed:
                    self.wrong("entry.opening", where)
        return cited

    def _report(self, manifest: Mapping[str, Value], named: Mapping[str, Value], cited: Mapping[int, Cited]) -> None:
        """Steps 8 and 9 for one report."""
        report = Report(str(named["report"]), str(named["head"]), self.files, str(manifest["profile"]))
        problems: Problems = []
        with self.guarded(report.folder):
            counted = check_report(report, cited, problems)
            self.attached |= enclosed(report.record)
            claimed = {name: value for name, value in named.items() if name not in ("report", "head")}
            if claimed != counted:
                problems.append(("counts.differ", MANIFEST, report.id))
        self.failures += [Failure(*problem) for problem in problems]


def _listing(holder: Mapping[str, Value], name: str) -> list[Mapping[str, Value]]:
    """A member that is a list of objects. Raises Shape."""
    items = holder.get(name)
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise Shape(f"{name} is not a list of objects")
    return list(items)


def _hashes(path: Value) -> Sequence[bytes]:
    if not isinstance(path, list):
        raise merkle.ProofBroken("a proof is a list")
    try:
        return [un_b64u(str(each)) for each in path]
    except NotCanonical as error:
        raise merkle.ProofBroken(str(error)) from error


def _check_proof(committed: str, index: Value, path: Value, head: TreeHead) -> None:
    if type(index) is not int:
        raise merkle.ProofBroken("an index is a number")
    merkle.check_inclusion(leaf_of(committed), index, head.size, _hashes(path), head.root)


__all__ = [
    "COPIES",
    "COPY_FOR",
    "FORMAT",
    "FULL",
    "PROSECUTOR",
    "REDACTED",
    "BadTrust",
    "Failure",
    "Outcome",
    "Trust",
    "Verdict",
    "entry_at",
    "verify",
]
