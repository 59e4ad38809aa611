"""A released file contains no value above its recipient's class, in text, metadata, names or embedded data.

A word that stands nowhere else is planted into every text of the six scenes whose class is above public, and into the
names of officers, the reviewer's note and comment, the case's title. All six are approved and released as one redacted
copy, and again after a clerk decided to show a single answer: that one leaves then, and nothing else. Then every byte
of that file is read as a stranger would, without the product's own search: the archive's names and comments, JSON,
every base64 piece, every stream, attachment and metadata of the PDF, and its printed words. No planted word may be
there; in a full copy of one scene, read the same way, every one of its words must be.
"""

import base64
import io
import json
import re
import subprocess
import zipfile

import pikepdf
import pytest

from server import cases, uploads
from server.exporting import releasing, showing
from server.reviewing import deciding
from server.store.devices import Asker
from shared import privacy
from shared.about import Privacy
from shared.answers import ALL_ROWS, ROW_ID, flatten, rows_of
from shared.canonical import b64u
from shared.commit import open_disclosure
from shared.fields import Text
from shared.report import shipped_form
from shared.samples import scene
from shared.seal import Sealed
from tests.twins import CHANCE, Department, last_moment

SCENES = ("S1", "S2", "S3", "S4", "S5", "S6")
LETTERS = "bcdfgjkmnpqrtvwxz"
FORM = shipped_form()


def canary(number):
    """A word of consonants, which no language, name, digest or code makes."""
    word = ""
    for _ in range(4):
        number, rest = divmod(number, len(LETTERS))
        word += LETTERS[rest]
    return f"Zqx{word}"


def planted(answers, words):
    """The answers with a word of its own in every text above public; fills `words` with word to address."""
    classes = privacy.classes(FORM, answers)
    told = json.loads(json.dumps(answers))
    for part, held in told.items():
        for row in held if isinstance(held, list) else [held]:
            for name, value in row.items():
                spec = FORM.spec(part, name)
                if spec is None or type(spec.kind) is not Text or not isinstance(value, str):
                    continue
                address = next(a for a in classes if a[::2] == (part, name) and a.row == row.get(ROW_ID, "-"))
                word = canary(len(words) + 1000)
                if classes[address] is Privacy.PUBLIC or len(value) + len(word) + 1 > spec.kind.max:
                    continue
                if part == "lint_decision" or any(
                    address.text() == d.get("at") for d in rows_of(answers, "lint_decision")
                ):
                    continue  # its words must stay exactly those that were decided on
                words[word] = address
                row[name] = f"{value} {word}"
    return told


def bring(services, tablet, digest, content):
    """A file beside the record arrives whole."""
    asker = Asker(tablet.vault.id, tablet.person, "", "", False)
    begun = uploads.begin(services, asker, b64u(CHANCE.token(16)), digest, len(content))
    uploads.add(services, asker, b64u(CHANCE.token(16)), begun.id, 0, content)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    house = Department(tmp_path_factory.mktemp("released"))
    words, expected = {}, {}
    house.decided = ""
    names = {"Zqxreviewer": "reviewer", "Zqxclerkly": "clerk"}
    supervisor = house.hire("39954", "supervisor", name="D. Zqxreviewer")
    clerk = house.hire("90007", "clerk", name="Q. Zqxclerkly", rank="Police Officer I")
    whole, public = (cases.open_case(house.services, clerk.id, "Zqxtitle of the case") for _ in range(2))
    for name in SCENES:
        before = set(words)
        told = planted(scene(name).answers, words)
        tablet = house.tablet(**scene(name).author)
        tablet.clock.at = last_moment(told)
        report = tablet.drafting.start()
        tablet.put(report, told, kind="final")
        tablet.exchange_all()
        assert [each.state for each in tablet.versions(report)] == ["stored"], tablet.versions(report)[0].problems
        for digest, content in scene(name).files.items():
            bring(house.services, tablet, digest, content)
        head = house.report(report).head
        kept = deciding.comment(house.services, supervisor, report, version=head, at="", text="Zqxcomment stays inside")
        deciding.withdraw(house.services, supervisor, report, kept)
        house.approve(report, supervisor, note="Zqxnote for the officer")
        cases.link(house.services, clerk.id, public.id, report)
        if name == "S4":  # one is enough to show that the search finds what is there
            cases.link(house.services, clerk.id, whole.id, report)
            house.whole = set(words) - before
        expected[report] = told
    made = {}

    def export(copy, case, who):
        given = {"requester": who, "recipient": "Daily Example", "purpose": "R-1"}
        row = releasing.export(house.services, clerk.id, case.id, **given)
        made[copy] = releasing.path_of(house.services, row).read_bytes()

    export("full", whole, "court")
    export("redacted", public, "press")
    for report in expected:
        held = showing.standing(house.services, report, "public", "", "en")
        texts = {word: each for word, each in words.items() if any(word in it for c in held.candidates for it in c[3])}
        if texts and not house.decided:
            house.decided = next(iter(texts))
            given = {"profile": "public", "recipient": "", "reason": "Zqxreason"}
            at = [texts[house.decided].text()]
            showing.show(house.services, clerk.id, report, chain=held.chain, addresses=at, **given)
    export("decided", public, "press")
    export("prosecutor", whole, "prosecutor")
    names |= dict.fromkeys(("Zqxtitle", "Zqxnote"), "")
    yield made, words, names, expected, house
    house.close()


def test_no_file_beside_the_record_is_in_a_copy_of_who_may_not_see_it(released):
    """Neither its bytes nor its name; the full and the prosecutor's copy of S4 hold every one of its files whole."""
    made = released[0]
    held = {digest: content for name in SCENES for digest, content in scene(name).files.items()}
    assert len(held) > 3 and scene("S4").files
    for copy in ("redacted", "decided"):
        for piece in everything(made[copy]):
            for digest, content in held.items():
                assert content not in piece and digest.encode() not in piece, copy
    for copy in ("full", "prosecutor"):
        with zipfile.ZipFile(io.BytesIO(made[copy])) as opened:
            inside = [opened.read(each) for each in opened.namelist() if each.startswith("files/")]
        assert sorted(inside) == sorted(scene("S4").files.values()), copy


def everything(data, depth=0):
    """All bytes of a file, and all bytes in its bytes, as far as anybody could unpack them."""
    yield data
    if depth > 6:
        return
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            yield opened.comment
            for each in opened.infolist():
                yield each.filename.encode()
                yield each.comment + each.extra
                yield from everything(opened.read(each), depth + 1)
        return
    if data[:4] == b"%PDF":
        with pikepdf.open(io.BytesIO(data)) as opened:
            for item in opened.objects:
                if isinstance(item, pikepdf.Stream):
                    yield from everything(item.read_bytes(), depth + 1)
                yield str(item).encode()
            for name, attached in opened.attachments.items():
                yield name.encode()
                yield from everything(attached.get_file().read_bytes(), depth + 1)
        yield subprocess.run(["pdftotext", "-q", "-", "-"], input=data, capture_output=True, check=True).stdout
        return
    for piece in set(re.findall(rb"[A-Za-z0-9_+/-]{16,}", data)):
        try:
            inside = base64.urlsafe_b64decode(piece.replace(b"+", b"-").replace(b"/", b"_") + b"=" * (-len(piece) % 4))
        except ValueError:
            continue
        if inside.isascii() or inside[:1] in b"[{":
            yield from everything(inside, depth + 1)


@pytest.fixture(scope="module")
def readable(released):
    """Every copy as one text each, in lower case, with line breaks and hyphens of print taken out."""
    told = {}
    for copy, data in released[0].items():
        text = b"\n".join(everything(data)).decode("utf-8", "replace")
        told[copy] = text.casefold() + re.sub(r"[\s\u00ad-]+", "", text.casefold())
    return told


def test_no_planted_word_stands_anywhere_in_the_redacted_copy(released, readable):
    _, words, names, _, _ = released
    assert len(words) > 100
    assert {address.part for address in words.values()} >= {"narrative", "misconduct_report", "federal_supervisor"}
    found = {word: address for word, address in {**words, **names}.items() if word.casefold() in readable["redacted"]}
    assert found == {}


def test_after_a_decision_that_one_answer_leaves_and_nothing_else(released, readable):
    _, words, names, _, house = released
    found = {word for word in {**words, **names, "Zqxreason": ""} if word.casefold() in readable["decided"]}
    assert house.decided and found == {house.decided}


def test_a_prosecutors_copy_lacks_personnel_matters_only(released):
    made, told = released[0], {}
    for copy in ("full", "prosecutor"):
        with zipfile.ZipFile(io.BytesIO(made[copy])) as opened:
            texts = [
                Sealed.parse(opened.read(n).decode()).disclosures for n in opened.namelist() if n.endswith("sdjwt")
            ]
        told[copy] = {open_disclosure(text)[0] for each in texts for text in each}
    own = {(spec.part, spec.name) for spec in FORM.fields if spec.about.clause == "PC-832.7"}
    lacking = {address[::2] for address in told["full"] - told["prosecutor"]}
    assert lacking and lacking <= own
    assert not {address[::2] for address in told["prosecutor"]} & own


def test_the_same_reading_finds_every_one_of_them_in_the_full_copy(released, readable):
    """Otherwise the search above would prove nothing."""
    _, words, names, _, house = released
    wanted = [*house.whole, *(each for each in names if each != "Zqxclerkly")]
    assert len(house.whole) > 30 and set(house.whole) <= set(words)
    assert [word for word in wanted if word.casefold() not in readable["full"]] == []


def test_numbers_and_serials_above_public_stand_nowhere_either(released, readable):
    """What cannot hold a planted word: serials, plates, telephone numbers, exact places, exactly as they were told."""
    _, _, _, expected, _ = released
    tried = 0
    graded = [(privacy.classes(FORM, told), flatten(told)) for told in expected.values()]
    shown = {
        str(value) for classes, flat in graded for address, value in flat.items() if classes[address] is Privacy.PUBLIC
    }
    constant = json.dumps(FORM.configuration.city.content) + json.dumps(FORM.snapshot)
    for classes, flat in graded:
        for address, value in flat.items():
            spec = FORM.spec(address.part, address.field)
            if spec is None or type(spec.kind).__name__ not in ("Patterned", "Degrees", "Digest"):
                continue
            if classes[address] is Privacy.PUBLIC or not isinstance(value, str) or len(value) < 6:
                continue
            if value in constant or any(value in each for each in shown):
                continue
            assert value.casefold() not in readable["redacted"], address
            tried += 1
    assert tried > 20


def test_codes_and_times_above_public_are_disclosed_by_no_address(released):
    made, _, _, expected, _ = released
    tried = 0
    with zipfile.ZipFile(io.BytesIO(made["redacted"])) as opened:
        for name in opened.namelist():
            if not name.endswith(".sdjwt"):
                continue
            report = name.split("/")[1]
            classes = privacy.classes(FORM, expected[report])
            for text in Sealed.parse(opened.read(name).decode()).disclosures:
                address, _ = open_disclosure(text)
                tried += 1
                assert address.row == ALL_ROWS or classes[address] is Privacy.PUBLIC, address
    assert tried > 500
    assert len(expected) == len(SCENES)


def test_confidential_questions_are_not_even_named_beside_a_row(released):
    """That a confidential question was answered is itself confidential."""
    made, _, _, _, _ = released
    confidential = {(spec.part, spec.name) for spec in FORM.fields if spec.about.privacy is Privacy.CONFIDENTIAL}
    with zipfile.ZipFile(io.BytesIO(made["redacted"])) as opened:
        records = [json.loads(opened.read(name)) for name in opened.namelist() if name.endswith("record.json")]
    listed = {
        tuple(answer["at"].split("/")[::2])
        for record in records
        for version in record["versions"]
        for part in version["parts"]
        for row in part["rows"]
        for answer in row["answers"]
    }
    assert listed and not listed & confidential
