"""A bundle is genuine, consistent with unproven origin, or refused with every reason named."""

import io
import random
import zipfile

import pytest

from shared.archive import BadArchive, pack, unpack
from shared.bundle import BadTrust, Trust, Verdict, verify
from shared.canonical import canonical, parse_canonical, sha256_hex
from shared.keys import key_from_seed


@pytest.fixture(params=["full", "redacted"])
def bundle(exported, request):
    return getattr(exported, request.param)


def codes(outcome):
    return {(each.code, each.where) for each in outcome.failures}


def altered(bundle, name, change):
    """The bundle with one file changed, packed anew as `pack` does."""
    files = unpack(bundle)
    files[name] = change(files[name])
    return pack(files)


def edited(bundle, name, change):
    """The bundle with the JSON of one file changed in place by `change`, manifest not adjusted."""

    def edit(content):
        value = parse_canonical(content)
        change(value)
        return canonical(value)

    return altered(bundle, name, edit)


def only(files, end):
    (name,) = [name for name in files if name.endswith(end)]
    return name


def test_what_was_exported_is_genuine(exported, bundle):
    outcome = verify(bundle, exported.trust)
    assert (outcome.verdict, outcome.failures) == (Verdict.GENUINE, ())
    assert outcome.facts["case"]["number"] == "2026-0001"


def test_without_trust_the_origin_is_unproven(bundle):
    assert verify(bundle, None).verdict is Verdict.UNPROVEN


def test_every_flipped_bit_is_refused(exported):
    """A bit of every byte of every header, and of a sample of every file's bytes."""
    chance, bundle = random.Random(17), exported.redacted
    places = []
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        for entry in archive.infolist():
            begin = entry.header_offset + 30 + len(entry.filename)
            end = begin + entry.file_size
            places += range(entry.header_offset, begin)
            places += chance.sample(range(begin, end), min(60, entry.file_size))
        places += range(end, len(bundle))
    assert len(places) > 2_500
    changed = bytearray(bundle)
    for place in places:
        bit = 1 << chance.randrange(8)
        changed[place] ^= bit
        with pytest.raises(BadArchive):
            unpack(bytes(changed))
        changed[place] ^= bit
    assert bytes(changed) == bundle
    for place in chance.sample(places, 60):
        changed[place] ^= 1
        assert verify(bytes(changed), exported.trust).verdict is Verdict.REFUSED
        changed[place] ^= 1


def test_a_flipped_bit_in_a_well_packed_file_is_refused_and_the_file_named(exported, bundle):
    """As an attacker would: the zip is whole again, only the content differs."""
    chance = random.Random(23)
    files = unpack(bundle)
    for name, content in files.items():
        for _ in range(6):
            place, bit = chance.randrange(len(content)), chance.randrange(8)
            changed = bytearray(content)
            changed[place] ^= 1 << bit
            outcome = verify(pack({**files, name: bytes(changed)}), exported.trust)
            assert outcome.verdict is Verdict.REFUSED, (name, place, bit)
            named = {each.where.split(" ")[0] for each in outcome.failures}
            assert name in named or (name == "seal.json" and "manifest.json" in named), (name, outcome.failures)


def test_a_flipped_bit_of_the_seal_is_refused_without_trust_too(exported, bundle):
    files = unpack(bundle)
    for place in range(0, len(files["seal.json"]), 19):
        changed = bytearray(files["seal.json"])
        changed[place] ^= 1 << place % 8
        assert verify(pack({**files, "seal.json": bytes(changed)}), None).verdict is Verdict.REFUSED, place


def test_an_added_entry_is_named(exported, bundle):
    outcome = verify(pack({**unpack(bundle), "note.txt": b"x"}), exported.trust)
    assert codes(outcome) == {("file.added", "note.txt")}


def test_a_missing_entry_is_named(exported, bundle):
    files = unpack(bundle)
    for name in files:
        outcome = verify(pack({each: content for each, content in files.items() if each != name}), exported.trust)
        assert ("file.missing", name) in codes(outcome)


def test_a_duplicate_entry_is_named(exported, bundle):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in unpack(bundle).items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("README.txt", b"another")
    assert ("archive.duplicate", "README.txt") in codes(verify(buffer.getvalue(), exported.trust))


def test_a_renamed_entry_is_named_twice(exported, bundle):
    files = unpack(bundle)
    files["packet2.pdf"] = files.pop("packet.pdf")
    assert codes(verify(pack(files), exported.trust)) == {
        ("file.added", "packet2.pdf"),
        ("file.missing", "packet.pdf"),
    }


def test_an_altered_entry_is_named(exported, bundle):
    data = altered(bundle, "README.txt", lambda text: text + b" ")
    assert codes(verify(data, exported.trust)) == {("file.altered", "README.txt")}


def test_the_same_content_in_another_zip_is_refused(exported, bundle):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in unpack(bundle).items():
            archive.writestr(name, content)
    assert codes(verify(buffer.getvalue(), exported.trust)) == {("archive.not_canonical", "")}


def test_json_in_another_spelling_is_refused(exported, bundle):
    data = altered(bundle, "seal.json", lambda text: text.replace(b'":', b'": ', 1))
    assert ("json.not_canonical", "seal.json") in codes(verify(data, exported.trust))


def resealed(bundle, change):
    """As `change` leaves the files, with a manifest that fits: what somebody does who has no key of the log."""
    files = unpack(bundle)
    change(files)
    manifest = parse_canonical(files["manifest.json"])
    manifest["files"] = [
        {"name": name, "size": len(content), "sha256": sha256_hex(content)}
        for name, content in sorted(files.items())
        if name not in ("manifest.json", "seal.json")
    ]
    files["manifest.json"] = canonical(manifest)
    return pack(files)


def test_a_manifest_that_was_made_to_fit_is_not_the_one_in_the_log(exported, bundle):
    data = resealed(bundle, lambda files: files.update({"README.txt": b"Nothing is withheld.\n"}))
    assert codes(verify(data, exported.trust)) == {("seal.manifest", "manifest.json")}


def test_a_readable_value_that_was_never_sealed_is_named(exported, bundle):
    def lie(files):
        name = only(files, "record.json")
        record = parse_canonical(files[name])
        answer = next(
            each
            for part in record["versions"][-1]["parts"]
            for row in part["rows"]
            for each in row["answers"]
            if each["at"] == "incident/-/source"
        )
        answer["value"] = "flag_down"
        files[name] = canonical(record)

    outcome = verify(resealed(bundle, lie), exported.trust)
    assert ("record.differs", "incident/-/source") in {(each.code, each.detail) for each in outcome.failures}


def test_a_sealed_answer_that_the_record_leaves_out_is_named(exported, bundle):
    def hush(files):
        name = only(files, "record.json")
        record = parse_canonical(files[name])
        for part in record["versions"][-1]["parts"]:
            for row in part["rows"]:
                row["answers"] = [each for each in row["answers"] if each["at"] != "incident/-/source"]
        files[name] = canonical(record)

    outcome = verify(resealed(bundle, hush), exported.trust)
    assert ("record.leaves_out", "incident/-/source") in {(each.code, each.detail) for each in outcome.failures}


def test_a_version_left_out_breaks_the_chain(exported, bundle):
    def drop(files):
        del files[only(files, "version-1.sdjwt")]
        name = only(files, "record.json")
        record = parse_canonical(files[name])
        record["versions"] = record["versions"][1:]
        files[name] = canonical(record)

    assert "chain.gap" in {each.code for each in verify(resealed(bundle, drop), exported.trust).failures}


def test_a_decision_left_out_is_noticed(exported, bundle):
    data = resealed(bundle, lambda files: files.update({only(files, "reviews.json"): b"[]"}))
    assert "report.not_approved" in {each.code for each in verify(data, exported.trust).failures}


def test_another_departments_trust_refuses(exported, bundle):
    other = Trust(exported.trust.origin, key_from_seed(bytes(32)).public_key())
    assert {code for code, _ in codes(verify(bundle, other))} == {"origin.key"}
    elsewhere = Trust("another.example/log", exported.trust.log_key)
    assert codes(verify(bundle, elsewhere)) == {("origin.name", "seal.json")}


def test_what_is_no_bundle_at_all_is_refused_without_a_crash(exported, bundle):
    chance = random.Random(5)
    for data in (b"", b"PK", bytes(1000), bundle[:-1], bundle[1:], bundle + b"\0", chance.randbytes(5000)):
        assert verify(data, exported.trust).verdict is Verdict.REFUSED


def test_a_hostile_shape_is_a_reason_never_a_crash(exported, bundle):
    files = unpack(bundle)
    hostile = (b"[]", b"{}", b"1", b'"x"', b"[" * 20_000, b"\xff", b"[{}]", b'{"entries":[{}]}', b'{"entries":[1]}')
    for name in files:
        if name.endswith((".json", ".txt", ".sdjwt")):
            for content in hostile:
                assert verify(pack({**files, name: content}), exported.trust).verdict is Verdict.REFUSED, name
    for member in parse_canonical(files["manifest.json"]):
        for value in ("x", 2, [], {}, [{}], [[]]):
            data = edited(bundle, "manifest.json", lambda it, member=member, value=value: it.update({member: value}))
            assert verify(data, exported.trust).verdict is Verdict.REFUSED


def test_a_trust_file_is_strict(exported):
    for text in (b"", b"{}", b'{"log_key":"x","origin":"o"}', b"[1]"):
        with pytest.raises(BadTrust):
            Trust.parse(text)
