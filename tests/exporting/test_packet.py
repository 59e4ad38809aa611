"""The printed packet: its standards, its attachment, what its words are, and letters that no font has."""

import io
import subprocess
import unicodedata

import pikepdf
import pytest

from server.exporting import typesetting
from server.exporting.leaks import normal
from server.exporting.typesetting import PacketFailed, showable, typeset
from shared.archive import unpack
from shared.samples import scene


def words_of(pdf):
    done = subprocess.run(["pdftotext", "-q", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def pdf(exported):
    return unpack(exported.full)["packet.pdf"]


def test_it_claims_both_standards_and_is_tagged(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        with opened.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("3", "A", "1")
            assert said["dc:title"] == "Case 2026-0001"
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang).startswith("en")
        assert [int(each) for each in opened.pages[0].mediabox[2:]] == [612, 792]


def test_the_attached_record_is_the_one_in_the_bundle(exported, pdf):
    files = unpack(exported.full)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        attached = {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
    assert attached == {name: it for name, it in files.items() if name.endswith("record.json")}


def test_every_kind_of_silence_has_its_own_word(exported):
    full = words_of(unpack(exported.full)["packet.pdf"])
    redacted = words_of(unpack(exported.redacted)["packet.pdf"])
    assert "Refused" in full
    assert "Left blank:" in full
    assert "None recorded." in full
    assert "[recorded - withheld pending review]" in redacted
    assert "[recorded - withheld pending review]" not in full
    assert "Page 1 of " in full


def test_the_narrative_stands_as_it_was_written(pdf):
    text = scene("S1").answers["narrative"]["narrative_text"]
    assert normal(text[:60]) in normal(words_of(pdf))


def test_letters_without_a_font_are_named():
    assert showable({"a": ["Ñandú – ok", "\U0001fae8\U00012345"]}) == {"a": ["Ñandú – ok", "[U+1FAE8][U+12345]"]}


def test_text_is_never_read_as_markup(exported, office):
    def sly(answers):
        changed = dict(answers)
        if "narrative" in changed:
            row = dict(changed["narrative"])
            row["narrative_text"] += ' #read("packet.json") $x^2$ *bold* @ref <label> // note \\ ლ \U00012345'
            changed["narrative"] = row
        return changed

    report = office.accept("S1", sly)
    office.approve(report)
    files = unpack(office.data(office.export(office.case(report), "full")))
    text = " ".join(words_of(files["packet.pdf"]).split())
    for piece in ('#read("packet.json")', "$x^2$", "*bold*", "@ref", "<label>", "// note", "[U+12345]"):
        assert piece in text
    record = next(content for name, content in files.items() if name.endswith("record.json"))
    assert "\U00012345" in record.decode()


SPOKEN = {
    "Farsi": "مأموران ساعت ۱۴:۳۰ رسیدند و شماره 4321 را نشان ندادند.",
    "Arabic": "وصل العملاء عند الساعة 14:30 ولم يبرزوا شارة.",
    "Hebrew": "הסוכנים הגיעו בשעה 14:30 ולא הציגו תג 4321.",
    "Armenian": "Գործակալները եկան ժամը 14:30-ին։",
    "Korean": "요원들이 14시 30분에 도착했다. 김민준",
    "Chinese": "特工于14时30分到达。王小明",
}


def bare(text):
    """The letters and digits alone, ligatures taken apart."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(each for each in plain if each.isalnum() or each == ":")


def test_every_script_is_printed_and_no_digit_is_turned_around(office):
    def told(answers):
        changed = dict(answers)
        rows = [dict(each) for each in changed.get("misconduct_report", ())]
        for each in rows[:1]:
            each["statement_original"] = "\n".join(SPOKEN.values())
        return {**changed, "misconduct_report": rows} if rows else changed

    report = office.accept("S1", told)
    office.approve(report)
    text = words_of(unpack(office.data(office.export(office.case(report), "full")))["packet.pdf"])
    assert "[U+" not in text
    for script in ("Hebrew", "Armenian", "Korean", "Chinese"):
        lacking = [word for word in SPOKEN[script].split() if bare(word) not in bare(text)]
        assert lacking == [], script
    for piece in ("مأموران", "۱۴:۳۰", "4321", "رسیدند", "الساعة", "14:30"):
        assert bare(piece) in bare(text), piece
    assert "1234" not in text and "03:41" not in text


def test_a_packet_that_cannot_be_set_says_why():
    with pytest.raises(PacketFailed, match="dictionary"):
        typeset({"made_at": "2026-04-14T16:00:00.000Z", "words": {}}, {})


def test_a_font_is_read_for_the_letters_it_has():
    have = typesetting.letters()
    assert {ord(each) for each in "AzñßЖ–"} <= have
    assert 0x12345 not in have
