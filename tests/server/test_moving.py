"""What the server decides when a draft moves between an officer's tablets, and what it refuses to read."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from mobile.naming import FIELDS
from server import log
from server.moving import Asked, decide_release, decide_take
from server.store.devices import Asker
from server.store.moves import MoveRow
from server.store.versions import VersionRow
from shared.canonical import sha256_hex
from shared.moving import MOVES_MAX, NAMED_BY, Act, Answer
from shared.protocol import exchange_request
from shared.seal import Sealed

ME = Asker("here", "officer", "", "", False)
RELEASE = Asked("move", Act.RELEASE, "report", "digest")
TAKE = Asked("move", Act.TAKE, "report", "digest")
ROW = MoveRow("move", "report", "digest", "officer", "here", "", 7, "", "", "")
VERSION = VersionRow(
    digest="digest",
    report_id="report",
    kind="interim",
    sequence=1,
    parent="",
    branched=False,
    author_id="officer",
    device_id="here",
    incarnation="",
    device_sequence=1,
    key_id="",
    form_version=1,
    sealed_at="",
    received_at="",
    log_index=3,
    token="",
)


def released(**what):
    return decide_release(RELEASE, ME, **{"held": None, "newest": None, "version": VERSION, **what})


def taken(**what):
    return decide_take(TAKE, ME, **{"held": ROW, "newest": ROW, **what})


def test_a_draft_that_this_tablet_sealed_is_released():
    assert released() == (Answer.DONE, "")
    assert released(newest=ROW._replace(id="before", taken_by="here")) == (Answer.DONE, "")


@pytest.mark.parametrize(
    "other", [{"device_id": "there"}, {"author_id": "other"}, {"report_id": "other"}, {"kind": "final"}]
)
def test_what_this_tablet_did_not_seal_is_not_released(other):
    assert released(version=VERSION._replace(**other)) == (Answer.REFUSED, "move.version")
    assert released(version=None) == (Answer.REFUSED, "move.version")


@pytest.mark.parametrize("by", ["", "there"])
def test_what_is_released_or_written_elsewhere_is_not_released_again(by):
    assert released(newest=ROW._replace(id="before", taken_by=by)) == (Answer.REFUSED, "move.elsewhere")


def test_the_same_release_is_answered_alike():
    assert released(held=ROW, newest=ROW) == (Answer.ALREADY, "")
    assert released(held=ROW._replace(code="move.version"), newest=None) == (Answer.REFUSED, "move.version")
    assert released(held=ROW._replace(taken_by="there"), newest=ROW) == (Answer.ALREADY, "")


@pytest.mark.parametrize("other", [{"released_by": "there"}, {"version_digest": "x"}, {"report_id": "x"}])
def test_one_id_is_one_release(other):
    assert released(held=ROW._replace(**other)) == (Answer.REFUSED, "move.elsewhere")


def test_whoever_asks_first_gets_it_and_the_same_again():
    assert taken() == (Answer.DONE, "")
    mine = ROW._replace(taken_by="here")
    assert taken(held=mine, newest=mine) == (Answer.ALREADY, "")
    theirs = ROW._replace(taken_by="there")
    assert taken(held=theirs, newest=theirs) == (Answer.REFUSED, "move.taken")


def test_what_went_on_since_is_not_taken():
    mine = ROW._replace(taken_by="here")
    assert taken(held=mine, newest=ROW._replace(id="later")) == (Answer.REFUSED, "move.taken")


@pytest.mark.parametrize("other", [{"person_id": "x"}, {"report_id": "x"}, {"version_digest": "x"}, {"code": "x"}])
def test_what_was_not_released_so_is_unknown(other):
    assert taken(held=ROW._replace(**other)) == (Answer.REFUSED, "move.unknown")
    assert taken(held=None, newest=None) == (Answer.REFUSED, "move.unknown")


def test_an_offer_names_what_lists_name():
    assert set(NAMED_BY) == FIELDS


ID = "7d444840-9dc0-41d1-8245-5ffdce74fad2"
GOOD = {"move": ID, "act": "take", "report": ID, "version": "a" * 64}


@pytest.mark.parametrize(
    "moves",
    [
        [GOOD | {"move": "x"}],
        [GOOD | {"act": "copy"}],
        [GOOD | {"report": ""}],
        [GOOD | {"version": "A" * 64}],
        [{name: value for name, value in GOOD.items() if name != "version"}],
        [GOOD] * (MOVES_MAX + 1),
        GOOD,
    ],
)
def test_a_move_of_another_shape_is_no_move(moves):
    assert "moves" in exchange_request.validate({"moves": moves})
    assert "moves" not in exchange_request.validate({"moves": [GOOD]})


# over the wire, on both databases


def released_by(tablet, answers):
    """A version and its release in one request; gives the move as the others ask for it, and the version."""
    version = tablet.version(answers)
    digest = version.sealed().digest
    move = {"move": ID, "act": "release", "report": version.header.report, "version": digest}
    reply = tablet.exchange(version, moves=[move])
    assert [each["outcome"] for each in reply["moves"]] == ["done"]
    (offer,) = reply["inbox"]
    assert (offer["kind"], offer["body"]["move"], offer["body"]["version"]) == ("offered", ID, digest)
    return move | {"act": "take"}, version


def test_of_those_that_ask_at_once_one_gets_it_and_the_version_as_it_was_signed(world, answers):
    officer = world.officer()
    tablets = [world.tablet(officer) for _ in range(6)]
    take, version = released_by(tablets[0], answers)
    with ThreadPoolExecutor(len(tablets)) as pool:
        replies = list(pool.map(lambda tablet: tablet.exchange(moves=[take])["moves"][0], tablets))
    got = [each for each in replies if each["outcome"] == "done"]
    assert len(got) == 1 and Sealed.parse(got[0]["sealed"]) == version.sealed()
    others = [each for each in replies if each is not got[0]]
    assert {(each["outcome"], each["code"], each["sealed"], each["key"]) for each in others} == {
        ("refused", "move.taken", "", "")
    }
    winner = tablets[replies.index(got[0])]
    again = winner.exchange(moves=[take])["moves"][0]
    assert again == got[0] | {"outcome": "already"}
    with world.services.store.reading() as db:
        assert log.first_broken_entry(db) is None


def test_nobody_else_gets_it(world, answers):
    take, _ = released_by(world.tablet(), answers)
    stranger = world.tablet(world.officer("90002"))
    assert stranger.exchange(moves=[take])["moves"][0]["code"] == "move.unknown"
    for wrong in ({"version": sha256_hex(b"another")}, {"report": ID}, {"move": take["report"]}):
        assert stranger.exchange(moves=[take | wrong])["moves"][0]["code"] == "move.unknown"


def test_who_asks_for_no_move_is_told_of_none(tablet):
    assert "moves" not in tablet.exchange() and tablet.exchange(moves=[])["moves"] == []


def test_a_release_that_was_refused_stays_refused_when_its_version_comes_late(tablet, answers):
    version = tablet.version(answers)
    move = {"move": ID, "act": "release", "report": version.header.report, "version": version.sealed().digest}
    assert tablet.exchange(moves=[move])["moves"][0]["code"] == "move.version"
    assert tablet.exchange(version, moves=[move])["moves"][0]["code"] == "move.version"
    assert tablet.exchange(moves=[move | {"act": "take"}])["moves"][0]["code"] == "move.unknown"
