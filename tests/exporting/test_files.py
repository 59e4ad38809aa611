"""Files in an export: enclosed byte for byte, named where they are missing, and in no copy of who may not see them."""

import hashlib
import json

import pytest

from server import uploads
from server.exporting.gathering import Unfit
from server.files import path_of
from server.store.devices import Asker
from shared.archive import pack, unpack
from shared.bundle import Verdict, verify
from shared.canonical import canonical, parse_canonical
from shared.samples import scene

SCENE = "S1"
CONTENTS = scene(SCENE).files
assert len(CONTENTS) == 2


def bring(office, digest):
    """The file arrives from the author's tablet."""
    tablet, content = office.tablet(scene(SCENE).author), CONTENTS[digest]
    asker = Asker(tablet.device, tablet.person, "", "", False)
    begun = uploads.begin(office.services, asker, f"begin {digest}"[:64], digest, len(content))
    uploads.add(office.services, asker, f"add {digest}"[:64], begun.id, 0, content)


@pytest.fixture
def report(office):
    made = office.accept(SCENE)
    office.approve(made)
    return made


def record_of(files, report):
    return json.loads(files[f"reports/{report}/record.json"])


def failures(data, office):
    return sorted((each.code, each.where) for each in verify(data, office.trust).failures)


def codes(data, office):
    return {code for code, _ in failures(data, office)}


def test_a_full_copy_encloses_every_file_byte_for_byte(office, report):
    for digest in CONTENTS:
        bring(office, digest)
    data = office.data(office.export(office.case(report), "full"))
    files = unpack(data)
    enclosed = {name: content for name, content in files.items() if name.startswith("files/")}
    assert {hashlib.sha256(content).hexdigest(): content for content in enclosed.values()} == dict(CONTENTS)
    for name, content in enclosed.items():
        assert name.startswith(f"files/{hashlib.sha256(content).hexdigest()}.")
    manifest = parse_canonical(files["manifest.json"])
    assert set(enclosed) <= {each["name"] for each in manifest["files"]}
    assert manifest["reports"][0]["files"] == len(CONTENTS) and manifest["reports"][0]["files_not_received"] == 0
    assert {each["state"] for each in record_of(files, report)["files"]} == {"enclosed"}
    assert verify(data, office.trust).verdict is Verdict.GENUINE


def test_a_file_that_did_not_arrive_is_named(office, report):
    first, *missing = sorted(CONTENTS)
    bring(office, first)
    files = unpack(office.data(office.export(office.case(report), "full")))
    told = {each["sha256"]: each["state"] for each in record_of(files, report)["files"]}
    assert told == {first: "enclosed", **dict.fromkeys(missing, "not_received")}
    assert len([name for name in files if name.startswith("files/")]) == 1
    manifest = parse_canonical(files["manifest.json"])
    assert manifest["reports"][0]["files_not_received"] == len(missing)


@pytest.mark.parametrize("who", ["public", "press", "commission", "subject"])
def test_a_redacted_copy_holds_no_file_and_no_trace_of_one(office, report, who):
    for digest in CONTENTS:
        bring(office, digest)
    office.export(office.case(report), "full")
    data = office.data(office.export(office.case(report), who, order="Order 12-1"))
    files = unpack(data)
    assert not [name for name in files if name.startswith("files/")]
    assert record_of(files, report)["files"] == []
    for digest, content in CONTENTS.items():
        assert digest.encode() not in data and content not in data
    assert verify(data, office.trust).verdict is Verdict.GENUINE


def test_a_damaged_file_stops_the_export(office, report):
    digest = sorted(CONTENTS)[0]
    bring(office, digest)
    with path_of(office.services, digest).open("r+b") as file:
        file.seek(60)
        file.write(b"rot")
    case = office.case(report)
    with pytest.raises(Unfit, match=digest):
        office.export(case, "full")
    assert list(office.services.settings.exports.iterdir()) == []


class TestForgedBundles:
    """What the check says when the files of a full copy are not what the officer sealed."""

    @pytest.fixture
    def bundle(self, office, report):
        first, *_ = sorted(CONTENTS)
        bring(office, first)
        return unpack(office.data(office.export(office.case(report), "full")))

    def forged(self, files, report, change):
        """`files` after `change(files, record)`, with record and manifest made to fit as far as that is possible."""
        files = dict(files)
        place = f"reports/{report}/record.json"
        record = parse_canonical(files[place])
        change(files, record)
        files[place] = canonical(record)
        manifest = parse_canonical(files["manifest.json"])
        manifest["files"] = [
            {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(files.items())
            if name not in ("manifest.json", "seal.json")
        ]
        files["manifest.json"] = canonical(manifest)
        return pack(files)

    def test_another_picture_under_the_same_name(self, office, report, bundle):
        def change(files, record):
            (name,) = [each for each in files if each.startswith("files/")]
            files[name] = files[name][:-1] + b"x"

        assert codes(self.forged(bundle, report, change), office) == {"attached.altered", "seal.manifest"}

    def test_a_file_taken_out(self, office, report, bundle):
        def change(files, record):
            (name,) = [each for each in files if each.startswith("files/")]
            del files[name]

        assert codes(self.forged(bundle, report, change), office) == {"attached.missing", "seal.manifest"}

    def test_a_file_silently_left_out(self, office, report, bundle):
        def change(files, record):
            (name,) = [each for each in files if each.startswith("files/")]
            del files[name]
            record["files"] = [each for each in record["files"] if each["state"] != "enclosed"]

        assert "attached.left_out" in codes(self.forged(bundle, report, change), office)

    def test_a_file_said_not_to_have_come_that_is_there(self, office, report, bundle):
        def change(files, record):
            (item,) = [each for each in record["files"] if each["state"] == "enclosed"]
            item["state"] = "not_received"

        assert "attached.stray" in codes(self.forged(bundle, report, change), office)

    def test_a_file_that_no_version_names(self, office, report, bundle):
        content = b"planted"
        digest = hashlib.sha256(content).hexdigest()

        def planted(files, record):
            files[f"files/{digest}.txt"] = content

        def listed(files, record):
            planted(files, record)
            item = {"sha256": digest, "state": "enclosed", "size": len(content), "name": f"files/{digest}.txt"}
            record["files"] = [*record["files"], item]

        assert ("attached.stray", f"files/{digest}.txt") in failures(self.forged(bundle, report, planted), office)
        assert "attached.unsealed" in codes(self.forged(bundle, report, listed), office)


def test_the_prosecutors_copy_encloses_them_too(office, report):
    for digest in CONTENTS:
        bring(office, digest)
    data = office.data(office.export(office.case(report), "prosecutor"))
    assert len([name for name in unpack(data) if name.startswith("files/")]) == len(CONTENTS)
    assert verify(data, office.trust).verdict is Verdict.GENUINE
