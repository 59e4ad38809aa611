"""No field, hint or export asks for or holds what must not be collected; the linter works offline on the tablet and
again on the server.

Immigration status, birthplace, nationality, travel documents, the numbers of people and the homes of agents have no
field. Whoever types them into a text is stopped on a tablet without any network, in English and Spanish; whoever gets
them past the app is stopped by the server. What stays as a federal agent's quote, with a reason, never leaves in a
redacted copy.
"""

import re
import zipfile
from io import BytesIO

import pytest
from pytest_socket import disable_socket, enable_socket

from mobile.drafting import NotReady
from server import cases
from server.exporting import releasing
from shared.answers import Address
from shared.display import hint, label
from shared.lint import findings
from shared.report import shipped_form
from shared.samples import scene
from shared.words import LANGUAGES
from tests.twins import Department, whole

FORM = shipped_form()
NAMED = re.compile(
    r"immigration.?status|immigrant|citizen|alien|birthplace|place_of_birth|nationality|country_of|passport|visa\b|ssn"
    r"|social_security"
    r"|a_number|home_address|religion|inmigrante|migratori|ciudadan|nacionalidad|pasaporte"
    r"|seguro social|lugar de nacimiento",
    re.IGNORECASE,
)
FORBIDDEN = {
    "immigration_status": "The man said he is undocumented.",
    "a_number": "His A-number is A 012 345 678.",
    "ssn": "SSN 512-33-4921 was on the card.",
    "nationality": "She is a Honduran national.",
    "birthplace": "He was born in Guatemala.",
    "travel_document": "He showed his Mexican passport.",
    "home_address": "The agent lives at 1420 Invented Street.",
    "spanish": "El señor es indocumentado.",
}
NARRATIVE = Address("narrative", "-", "narrative_text")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = Department(tmp_path_factory.mktemp("lint"))
    made.report_id = made.tablet().write(scene("S1").answers)
    yield made
    made.close()


def test_no_field_is_there_for_it():
    assert [spec.code for spec in FORM.fields if NAMED.search(spec.name) or NAMED.search(spec.part)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_asks_for_it(language):
    """A hint may name it only to say that it must not be written."""
    warned = re.compile(r"\b(never|not|no|nunca|ni|do not|leave out|without)\b", re.IGNORECASE)
    for spec in FORM.fields:
        assert not NAMED.search(label(spec, language)), spec.code
        said = hint(spec, language)
        for sentence in re.split(r"(?<=[.!?])\s+", said):
            assert not NAMED.search(sentence) or warned.search(sentence), (spec.code, sentence)


def test_no_list_offers_it():
    words = re.compile(r"undocumented|illegal_alien|citizenship|nationality|legal_status|birthplace|indocumentad", re.I)
    for spec in FORM.fields:
        if spec.part == "lint_decision":
            continue  # says which kind of forbidden words was found and taken out
        for code in getattr(spec.kind, "codes", ()):
            assert not words.search(code), (spec.code, code)


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_the_tablet_stops_it_without_any_network_and_the_server_stops_it_again(house, kind):
    tablet, report = house.tablet(), house.report_id
    good = tablet.drafting.content(report).nested["narrative"]["narrative_text"]
    tablet.drafting.answer(report, NARRATIVE, f"{good} {FORBIDDEN[kind]}")
    disable_socket()
    try:
        with pytest.raises(NotReady) as caught:
            tablet.seal(report, "final")
    finally:
        enable_socket()
    here = {(each.code, each.address) for each in caught.value.problems}
    assert here == {("V-30", NARRATIVE)}
    past = tablet.drafting.start()
    version = tablet.put(past, whole(tablet, report), kind="final")
    tablet.exchange_all()
    there = next(each for each in tablet.versions(past) if each.digest == version.digest)
    assert (there.state, {each["code"] for each in there.problems}) == ("refused", {"V-30"})
    assert not house.stored(past)
    tablet.drafting.answer(report, NARRATIVE, good)


def test_every_text_of_the_form_is_read(house):
    """Not the narrative only: any place where prose can be typed."""
    from shared.fields import Text
    from shared.rules import check

    for spec in FORM.fields:
        if isinstance(spec.kind, Text) and spec.kind.free and spec.about.stage.officers and spec.kind.max >= 40:
            row = {spec.name: "He is undocumented."}
            part = FORM.by_name[spec.part]
            identity = "7d444840-9dc0-41d1-8245-5ffdce74fad2"
            answers = {spec.part: [{"id": identity, **row}] if part.repeated else row}
            found = {each.address for each in check(FORM, answers, final=False, now=None) if each.code == "V-30"}
            assert Address(spec.part, identity if part.repeated else "-", spec.name) in found, spec.code


def test_what_is_kept_as_a_quote_never_leaves_in_a_redacted_copy(house):
    tablet = house.tablet()
    report = tablet.write(scene("S1").answers)
    words = "undocumented"
    good = tablet.drafting.content(report).nested["narrative"]["narrative_text"]
    tablet.drafting.answer(report, NARRATIVE, f'{good} The agent shouted "they are all {words}" twice.')
    (found,) = findings(tablet.drafting.content(report).nested["narrative"]["narrative_text"])
    quote = tablet.drafting.content(report).nested["narrative"]["narrative_text"][found.start : found.end]
    tablet.drafting.add_row(
        report,
        "lint_decision",
        {
            "at": NARRATIVE.text(),
            "kind": found.kind,
            "decision": "kept_quote",
            "quote": quote,
            "reason": "These were the agent's own words, on camera.",
        },
    )
    tablet.seal(report, "final")
    tablet.exchange_all()
    assert tablet.state(report) == "delivered"
    house.approve(report)
    case = cases.open_case(house.services, house.clerk.id, "")
    cases.link(house.services, house.clerk.id, case.id, report)
    given = {"requester": "public", "recipient": "Daily", "purpose": "R-1"}
    row = releasing.export(house.services, house.clerk.id, case.id, **given)
    with zipfile.ZipFile(BytesIO(releasing.path_of(house.services, row).read_bytes())) as opened:
        for name in opened.namelist():
            if name.startswith("reports/"):
                assert quote not in opened.read(name).decode("latin-1"), name
        texts = [opened.read(name).decode() for name in opened.namelist() if name.endswith("record.json")]
    assert not any(words in text for text in texts)
