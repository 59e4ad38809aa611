"""Tablet and server accept and refuse the same answers with the same words.

Whole reports from the six scenes and from the generator are written down on a tablet through its own verbs, valid and
broken in every way the generator knows, and then spoiled answer by answer at random. What the tablet seals the server
takes. What the tablet refuses is sent anyway, past the app's checks: the server must refuse it with the same codes at
the same addresses.
"""

import random

import pytest

from mobile.drafting import DraftError, NotReady
from shared.answers import ONLY_ROW, ROW_ID, Address, rows_of
from shared.problems import Level
from shared.samples import scene
from shared.samples.generator import BREAKS, BROKEN, generate
from shared.words import LANGUAGES, knows, say
from tests.twins import Department, answers_of, whole

SCENES = ("S1", "S2", "S3", "S4", "S5", "S6")
NEVER_ON_A_TABLET = {
    "unknown_field": "field.unknown",
    "unknown_part": "field.unknown",
    "lost_reference": "row.unknown",
    "repeated_row": "",
}
"""Mistakes that the tablet's verbs cannot even write down, and what they say."""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = Department(tmp_path_factory.mktemp("agree"))
    yield made
    made.close()


def officer_of(house, told):
    return house.tablet(told["author"]["serial"], told["author"]["name"], told["author"]["rank"])


def tablet_says(tablet, report):
    """The tablet's errors for a final version as {(code, address)}; empty when it would seal."""
    try:
        tablet.seal(report, "final")
    except NotReady as no:
        return {(each.code, each.address.text() if each.address else "") for each in no.problems}
    return set()


def server_says(house, tablet, version):
    """The server's errors for one version as {(code, address)}; empty when it stored it."""
    assert tablet.exchange_all().kind == "done"
    held = next(each for each in tablet.versions(version.report) if each.digest == version.digest)
    assert (held.state == "refused") == (version.digest not in {each.row.digest for each in house.stored()})
    return {(each["code"], each.get("at", "")) for each in held.problems if each["level"] == Level.ERROR.value}


def sent_anyway(house, tablet, report):
    return server_says(house, tablet, tablet.put(report, whole(tablet, report), kind="final"))


@pytest.mark.parametrize("name", SCENES)
def test_each_scene_is_taken_by_both(house, name):
    told = scene(name).answers
    tablet = officer_of(house, told)
    report = tablet.write(told)
    assert tablet_says(tablet, report) == set()
    (version,) = tablet.versions(report)
    assert server_says(house, tablet, version) == set()
    (held,) = house.stored(report)
    assert held.row.digest == version.digest


@pytest.mark.parametrize("seed", range(4))
def test_what_one_takes_the_other_takes(house, seed):
    told = generate(seed)
    tablet = officer_of(house, told)
    report = tablet.write(told)
    assert tablet_says(tablet, report) == set()
    assert server_says(house, tablet, tablet.versions(report)[-1]) == set()


@pytest.mark.parametrize("broken", [each for each in BROKEN if each not in NEVER_ON_A_TABLET])
def test_what_one_refuses_the_other_refuses_in_the_same_words(house, broken):
    for seed in (11, 12):
        told = generate(seed, broken=broken)
        tablet = officer_of(house, told)
        report = tablet.write(told)
        here = tablet_says(tablet, report)
        assert BREAKS[broken] in {code for code, _ in here}
        assert sent_anyway(house, tablet, report) == here
        assert all(knows(code, language) for code, _ in here for language in LANGUAGES)


@pytest.mark.parametrize("broken", sorted(NEVER_ON_A_TABLET))
def test_what_a_tablet_cannot_even_write_the_server_refuses(house, broken):
    told = generate(21, broken=broken)
    tablet = officer_of(house, told)
    report = tablet.drafting.start()
    strange = {
        "unknown_field": Address("incident", ONLY_ROW, "horoscope"),
        "unknown_part": Address("weather", ONLY_ROW, "sky"),
    }
    if broken in strange:
        with pytest.raises(DraftError) as caught:
            tablet.drafting.answer(report, strange[broken], "clear")
        assert caught.value.code == NEVER_ON_A_TABLET[broken]
    elif broken == "lost_reference":
        with pytest.raises(DraftError) as caught:
            tablet.drafting.add_row(report, "id_attempt", parent="00000000-0000-4000-8000-000000000000")
        assert caught.value.code == NEVER_ON_A_TABLET[broken]
    else:
        rows = [tablet.drafting.add_row(report, "entry") for _ in range(20)]
        assert len(set(rows)) == 20
    for kind in ("interim", "final"):
        fresh = tablet.drafting.start()
        codes = {code for code, _ in server_says(house, tablet, tablet.put(fresh, told, kind=kind))}
        assert BREAKS[broken] in codes


JUNK = (
    None,
    "",
    " x ",
    "a bird",
    "-1",
    7,
    True,
    [],
    ["other"],
    {"mark": "refused"},
    {"mark": "lost"},
    "x" * 5000,
    {"at": "yesterday", "clock": "device"},
    {"at": "2031-01-01T00:00:00-08:00", "clock": "device"},
    "‮evil",
)


@pytest.mark.parametrize("seed", range(5))
def test_answers_spoiled_at_random_are_judged_alike(house, seed):
    luck = random.Random(seed)
    told = scene("S1").answers if seed % 2 else generate(30 + seed)
    tablet = officer_of(house, told)
    report = tablet.write(told)
    form = tablet.drafting.content(report).form
    for _ in range(6):
        nested = tablet.drafting.content(report).nested
        part = luck.choice([each for each in form.parts if rows_of(nested, each.name) and each.name != "author"])
        row = luck.choice(rows_of(nested, part.name))
        spec = luck.choice([each for each in part.fields if each.about.stage.officers])
        tablet.drafting.answer(report, Address(part.name, row.get(ROW_ID, ONLY_ROW), spec.name), luck.choice(JUNK))
        here = tablet_says(tablet, report)
        if not here:
            break
        copy = tablet.drafting.start()
        there = server_says(house, tablet, tablet.put(copy, whole(tablet, report), kind="final"))
        assert there == here
    else:
        return
    assert server_says(house, tablet, tablet.versions(report)[-1]) == set()


def test_the_first_minute_needs_no_more_on_one_side_than_on_the_other(house):
    """An interim version may lack everything; both take it with what is wrong left out."""
    tablet = house.tablet()
    report = tablet.drafting.start()
    tablet.fact(report, "nonsense", field="rd")
    version = tablet.seal(report)
    assert "rd" not in answers_of(version)["incident"]
    assert server_says(house, tablet, version) == set()


def test_the_words_are_one_table(house):
    """Both sides carry codes only: the sentence is looked up in the same place."""
    tablet = house.tablet()
    report = tablet.drafting.start()
    here = tablet_says(tablet, report)
    there = sent_anyway(house, tablet, report)
    assert here == there
    for language in LANGUAGES:
        assert {say(code, language) for code, _ in here} == {say(code, language) for code, _ in there}
