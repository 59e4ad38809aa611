"""A redacted copy shows what is public, says what waits, counts the rest, and gives nothing else away."""

import copy
import hashlib
import re

import pytest

from server.exporting import leaks
from server.exporting.leaks import Leak
from shared import privacy
from shared.about import Privacy
from shared.answers import ALL_ROWS, flatten
from shared.archive import pack, unpack
from shared.bundle import Verdict, verify
from shared.canonical import b64u, canonical, parse_canonical
from shared.commit import open_disclosure
from shared.fields import Choice, Flag, Listed
from shared.report import shipped_form
from shared.samples import scene
from shared.seal import Sealed

FORM = shipped_form()


@pytest.fixture(scope="module")
def files(exported):
    return unpack(exported.redacted)


@pytest.fixture(scope="module")
def record(files):
    return next(parse_canonical(content) for name, content in files.items() if name.endswith("record.json"))


@pytest.fixture(scope="module")
def withheld(files):
    """Address and value of every answer of the final version that the redacted copy does not disclose."""
    flat = flatten(scene("S1").answers)
    return {address: value for address, value in flat.items() if address not in disclosed(files, "version-2.sdjwt")}


def disclosed(files, end):
    text = next(content for name, content in files.items() if name.endswith(end)).decode()
    return dict(open_disclosure(each) for each in Sealed.parse(text).disclosures)


def listed(record):
    return {
        answer["at"]: answer
        for version in record["versions"]
        for part in version["parts"]
        for row in part["rows"]
        for answer in row["answers"]
    }


def test_nothing_above_the_recipients_class_is_disclosed(files):
    classes = privacy.classes(FORM, scene("S1").answers)
    shown = disclosed(files, "version-2.sdjwt")
    assert len(shown) > 100
    assert not [each for each in shown if each.row != ALL_ROWS and classes[each] is not Privacy.PUBLIC]


def test_a_restricted_answer_says_that_it_is_there(record):
    badge = [each for at, each in listed(record).items() if at.endswith("/badge_number")]
    assert {each["state"] for each in badge} >= {"withheld"}
    assert all("value" not in each for each in badge if each["state"] == "withheld")
    assert {each["shown"] for each in badge if each["state"] == "withheld"} == {"[recorded - withheld pending review]"}


def test_a_confidential_question_is_never_listed_answered_or_not(record):
    confidential = {(spec.part, spec.name) for spec in FORM.fields if spec.about.privacy is Privacy.CONFIDENTIAL}
    there = {tuple(at.split("/")[::2]) for at in listed(record)}
    assert not confidential & there
    assert record["versions"][-1]["withheld"]["confidential"] > 0


def test_no_question_is_listed_that_is_asked_because_of_a_confidential_answer(record):
    leaning = {
        (spec.part, spec.name)
        for spec in FORM.fields
        for each in privacy.controllers(FORM, {}, spec, "-")
        if (other := FORM.spec(each.part, each.field)) and other.about.privacy is Privacy.CONFIDENTIAL
    }
    assert leaning
    assert not leaning & {tuple(at.split("/")[::2]) for at in listed(record)}


def test_a_full_copy_withholds_nothing(exported):
    files = unpack(exported.full)
    assert disclosed(files, "version-2.sdjwt") == flatten(scene("S1").answers)


def test_no_guess_of_a_withheld_answer_can_be_tested(files, withheld):
    """Every code of its list, with every salt that the copy shows, against every digest in any file."""
    text = b"\n".join(files.values()).decode("latin-1")
    for name, content in files.items():
        if name.endswith(".sdjwt"):
            token = Sealed.parse(content.decode()).token
            text += "".join(str(parse_canonical(unpad(each))) for each in token.split(".")[:2])
    digests = set(re.findall(r"[A-Za-z0-9_-]{43}", text)) | set(re.findall(r"[0-9a-f]{64}", text))
    assert len(digests) > 300
    salts = [""]
    for name, content in files.items():
        if name.endswith(".sdjwt"):
            salts += [parse_canonical(unpad(each))[0] for each in Sealed.parse(content.decode()).disclosures]
    tried = 0
    for address, value in withheld.items():
        spec = FORM.spec(address.part, address.field)
        for guess in guesses(spec, value):
            for body in bodies(address.text(), guess, salts):
                hashed = hashlib.sha256(body)
                assert hashed.hexdigest() not in digests
                assert b64u(hashed.digest()) not in digests
                tried += 1
    assert tried > 10_000


def guesses(spec, value):
    kind = spec.kind.each if spec and isinstance(spec.kind, Listed) else spec.kind if spec else None
    if isinstance(kind, Choice):
        return [*kind.codes, value]
    return [True, False] if isinstance(kind, Flag) else [value]


def bodies(name, guess, salts):
    yield canonical(guess)
    yield canonical([name, guess])
    for salt in salts:
        yield b64u(canonical([salt, name, guess])).encode()


def unpad(text):
    import base64

    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_names_serials_and_notes_stand_nowhere(files, exported):
    told = scene("S1")
    # A city file's example of a serial is the same in every case.
    own = {name: content for name, content in files.items() if not name.startswith("definitions/")}
    texts = [text for name, content in own.items() for text in leaks.readings(name, content)]
    hay = leaks.normal(leaks._NOISE.sub(" ", "\n".join(texts)))
    for secret in ("Marrow", "47112", "Okafor", "39954", "Halvorsen", "H-2?17", "second badge is legible", "Vellum"):
        assert leaks.normal(secret) not in hay, secret
    assert told.author["name"] == "T. Marrow"
    full = "\n".join(text for name, it in unpack(exported.full).items() for text in leaks.readings(name, it))
    assert leaks.normal("Halvorsen") in leaks.normal(full)


def test_the_pages_as_a_stranger_reads_them_hold_no_withheld_text(files):
    words = leaks.normal(" ".join(leaks.readings("packet.pdf", files["packet.pdf"])))
    assert "union ave" in words
    assert "recorded - withheld pending review" in words
    assert "halvorsen" not in words


def test_a_leak_in_any_file_is_found_and_named(exported, files):
    sought = leaks.needles([(None, "Rosalind Quayle-Ötker")], ["Some label"])
    assert sought >= {"rosalind quayle otker", "rosalind", "quayle"}
    leaks.Search(sought, {}, ()).check(exported.redacted)
    spoiled = {
        "README.txt": "Ask ROSALIND  Quayle-Ötker.".encode(),
        "reports/rosalind.txt": b"",
        "log/entries.json": canonical({"x": ["Rosalind Quayle\u002dÖtker"]}),
        "packet.pdf": b"stream\nRosalind Quayle-O\xcc\x88tker\nendstream",
        "reports/x/version-1.sdjwt": f"{b64u(b'{}')}.{b64u(b'[Quayle]')}.x~".encode(),
    }
    for name, content in spoiled.items():
        with pytest.raises(Leak) as caught:
            leaks.Search(sought, {}, ()).check(pack({**files, name: content}))
        assert caught.value.files == [name]
        assert "rosalind quayle" not in str(caught.value).lower()


def test_a_disclosure_that_should_be_withheld_is_found_by_its_address(exported, files, withheld):
    name = next(name for name in files if name.endswith("version-2.sdjwt"))
    full = next(content for name, content in unpack(exported.full).items() if name.endswith("version-2.sdjwt"))
    leaks.Search((), {name: withheld}, ()).check(exported.redacted)
    with pytest.raises(Leak):
        leaks.Search((), {name: withheld}, ()).check(pack({**files, name: full}))


def test_a_piece_of_a_long_text_is_a_leak_and_a_word_of_the_form_is_none():
    prose = "the lead answered that he would not say who he was because people dox us all the time here"
    sought = leaks.needles([(None, prose), (None, "agent")], ["Which agent?"])
    assert "agent" not in sought
    with pytest.raises(Leak):
        leaks.Search(sought, {}, ()).check(pack({"a.txt": b"he would not say who he was, then left"}))
    leaks.Search(sought, {}, ()).check(pack({"a.txt": b"he would say who he is"}))


def test_a_name_typed_as_recipient_stops_the_release(office):
    report = office.accept("S1")
    office.approve(report)
    case = office.case(report)
    with pytest.raises(Leak) as caught:
        office.export(case, "redacted", purpose="Complaint of Halvorsen")
    assert "packet.pdf" in caught.value.files
    assert not list(office.services.settings.exports.iterdir())
    office.export(case, "full", purpose="Complaint of Halvorsen")


def test_what_a_later_version_lifts_is_withheld_from_the_earlier_ones_too(office):
    """An interim version called the injured person an adult; the final one knows that it is a child."""

    def child(answers):
        changed = copy.deepcopy(answers)
        for row in changed.get("injury", ()):
            if "injury_description" in row:  # only the final version has come so far
                row.update(age_band="13-17", is_minor=True, guardian_status="contacted", child_left_unattended="no")
                row["dcfs_notified"] = "no"
            else:
                row["age_band"] = "18-24"
        return changed

    report = office.accept("S1", child)
    office.approve(report)
    data = office.data(office.export(office.case(report), "redacted"))
    assert verify(data, office.trust).verdict is Verdict.GENUINE
    files = unpack(data)
    for end in ("version-1.sdjwt", "version-2.sdjwt"):
        assert not [each for each in disclosed(files, end) if each.part == "injury" and each.field == "age_band"]
    record = next(parse_canonical(content) for name, content in files.items() if name.endswith("record.json"))
    injury = {at for at in listed(record) if at.startswith("injury/")}
    assert all(at.rpartition("/")[2] in privacy.HIDDEN_BY_NOTHING for at in injury), injury


def test_a_coordinate_of_a_page_is_not_somebodys_serial_number():
    from server.exporting import leaks

    page = b"stream\nq 1 0 0 -1 61.2 205.90002 cm\nBT\n(shown) Tj\nET\nendstream"
    assert not any("90002" in leaks.runs(text) for text in leaks.streams(page))
    attached = b'stream\n{"serial":"90002","lat":"34.90002"}\nendstream'
    assert any("90002" in leaks.runs(text) for text in leaks.streams(attached))
