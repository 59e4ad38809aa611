"""A draft is moved to another of its officer's tablets, never copied: at no moment can two of them write it.

A tablet that released a draft writes no more; one that wants it writes once the server has said that it is the one.
Lost replies, repeats, late copies and killed tablets in between lose nothing and double nothing, and every move is in
the log.
"""

import io
import json
import random
from hashlib import sha256

import pytest

from mobile.capture import capture
from mobile.drafting import DraftError, NotReady
from mobile.store import moves
from mobile.syncing import after, ask, believe, keep
from mobile.uploading import Pace, upload_next
from server.enrolling import suspend
from server.store import moves as rows
from shared.answers import Address, rows_of
from shared.entry import Act
from shared.protocol import VERSIONS_MAX
from shared.rules import derived
from shared.samples import scene
from shared.seal import Packed
from tests.twins import CHANCE, FAULTS, Department, whole

PLACES = ("", " desk", " car")


@pytest.fixture
def here(department):
    return department.tablet()


@pytest.fixture
def desk(department):
    """Another machine of the same officer."""
    return department.tablet(place=" desk")


def open_on(department, report):
    """The tablets on which the report can be written, by their place."""
    found = []
    for name, tablet in department.tablets.items():
        with tablet.vault.store.reading() as database:
            row = database.conn.execute('SELECT "open" FROM draft WHERE report = ?', (report,)).fetchone()
        found += [name] if row and row[0] else []
    return found


def lines(tablet, report):
    """What was written into the report, line by line."""
    return [row.get("text") for row in rows_of(tablet.drafting.content(report).nested, "entry")]


def line(tablet, report, text):
    tablet.drafting.add_row(report, "entry", {"kind": "note", "at": tablet.drafting.instant(), "text": text})


def told_without_files(tablet, name):
    """A scene written down, without the files that no tablet here has the bytes of."""
    report = tablet.write(scene(name).answers)
    for row in rows_of(tablet.drafting.content(report).nested, "media"):
        tablet.drafting.remove_row(report, "media", row["id"])
    return report


def release(tablet, report):
    tablet.moving.release(report)
    assert tablet.exchange_all().kind == "done"


def take(tablet, report):
    tablet.exchange_all()
    tablet.moving.take(report)
    return tablet.exchange_all()


def moved(department):
    return [each.act for each in department.acts("draft.released", "draft.taken", "draft.not_moved")]


def one_chain(department, report):
    """Every version of a report follows the one before, and none is a branch."""
    rows = [each.row for each in department.stored(report)]
    assert [row.parent for row in rows] == ["", *(row.digest for row in rows[:-1])]
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert not any(row.branched for row in rows) and department.report(report).branches == 0
    return rows


# the way over and back


def test_a_draft_goes_on_where_it_was_left_and_nowhere_else(department, here, desk):
    report = told_without_files(here, "S2")
    line(here, report, "written on the tablet")
    told = whole(here, report)
    release(here, report)
    assert here.state(report) == "offered" and open_on(department, report) == []
    with pytest.raises(DraftError, match=r"draft\.closed"):
        here.fact(report, "too late")
    desk.exchange_all()
    row = desk.row(report)
    assert (row.code, row.open, row.here) == ("offered", False, False)
    assert (row.title, row.reference) == (here.row(report).title, here.row(report).reference)
    desk.moving.take(report)
    assert desk.state(report) == "taking" and open_on(department, report) == []
    desk.exchange_all()
    assert open_on(department, report) == ["47112 desk"] and whole(desk, report) == told
    follows = derived(desk.drafting.content(report).form, whole(desk, report))
    assert follows and not follows.keys() & desk.drafting.content(report).held.keys(), "worked out, never stored"
    line(desk, report, "written at the desk")
    desk.seal(report, "final")
    assert desk.exchange_all().kind == "done" and desk.state(report) == "delivered"
    here.exchange_all()
    assert here.state(report) == "moved" and not here.row(report).open
    first, last = one_chain(department, report)
    assert (first.device_id, last.device_id) == (here.vault.id, desk.vault.id)
    assert moved(department) == [Act.DRAFT_RELEASED, Act.DRAFT_TAKEN] and department.broken() is None


def test_it_can_come_back_with_what_was_written_meanwhile(department, here, desk):
    report = here.drafting.start()
    for number in range(3):
        for tablet, other in ((here, desk), (desk, here)):
            line(tablet, report, f"{number} {tablet.vault.id}")
            release(tablet, report)
            take(other, report)
    assert lines(here, report) == [f"{n} {each.vault.id}" for n in range(3) for each in (here, desk)]
    here.seal(report)
    here.exchange_all()
    one_chain(department, report)


def test_it_can_be_taken_back_while_nobody_took_it(department, here, desk):
    report = here.drafting.start()
    line(here, report, "one")
    out = here.drafting.add_row(report, "entry", {"kind": "note", "text": "taken out"})
    removal = here.drafting.remove_row(report, "entry", out)
    release(here, report)
    desk.exchange_all()
    take(here, report)
    assert open_on(department, report) == ["47112"] and lines(here, report) == ["one"]
    assert here.drafting.undo(report, removal), "it is here as it was left, what was taken out too"
    here.drafting.remove_row(report, "entry", out)
    desk.exchange_all()
    assert desk.reports.counts()["elsewhere"] == 0, "it is not offered any more"
    line(here, report, "two")
    release(here, report)
    take(desk, report)
    assert lines(desk, report) == ["one", "two"]
    desk.seal(report)
    desk.exchange_all()
    one_chain(department, report)


def test_a_release_that_nobody_has_heard_of_is_taken_back_without_a_network(department, here):
    report = here.drafting.start()
    here.moving.release(report)
    assert here.state(report) == "moving"
    assert here.moving.take(report) is True and here.row(report).open
    here.exchange_all()
    assert moved(department) == []


def test_a_release_that_may_have_been_heard_is_taken_back_by_the_server_only(department, here, desk):
    report = here.drafting.start()
    line(here, report, "one")
    here.moving.release(report)
    here.line.faults.append("lost_after")
    here.exchange()
    assert here.moving.take(report) is False and not here.row(report).open
    take(desk, report)
    here.exchange_all()
    assert open_on(department, report) == ["47112 desk"]
    assert [each.code for each in here.moving.news()] == ["move.taken"]


def test_of_two_that_want_it_one_gets_it_and_the_other_is_told(department, here, desk):
    car = department.tablet(place=" car")
    report = here.drafting.start()
    release(here, report)
    for each in (desk, car):
        each.exchange_all()
        each.moving.take(report)
    for each in (desk, car):
        each.exchange_all()
    assert open_on(department, report) == ["47112 desk"]
    assert [each.code for each in car.moving.news()] == ["move.taken"] and car.moving.news() == []
    assert desk.moving.news() == [] and car.reports.counts()["elsewhere"] == 0
    assert moved(department) == [Act.DRAFT_RELEASED, Act.DRAFT_TAKEN, Act.DRAFT_NOT_MOVED]


def test_another_officer_is_not_offered_it_and_cannot_take_it(department, here):
    other = department.tablet("80077", "L. Eaver")
    report = here.drafting.start()
    release(here, report)
    other.exchange_all()
    with pytest.raises(LookupError):
        other.row(report)
    with here.vault.store.reading() as database:
        wanted = moves.latest(database, report, moves.RELEASE)
    with other.vault.store.writing() as database:
        moves.add(database, moves.Move(wanted.id, moves.TAKE, report, wanted.version, moves.WAITING, "draft"))
    other.exchange_all()
    assert [each.code for each in other.moving.news()] == ["move.unknown"]
    assert open_on(department, report) == [] and moved(department) == [Act.DRAFT_RELEASED]


def test_a_tablet_that_was_suspended_after_its_release_takes_nothing_with_it(department, here, desk):
    report = here.drafting.start()
    line(here, report, "before it was lost")
    release(here, report)
    with department.services.store.writing() as db:
        suspend(db, department.services, here.vault.id, actor="system")
    take(desk, report)
    assert lines(desk, report) == ["before it was lost"]


# what keeps a draft where it is


def test_what_is_no_answer_yet_keeps_it_here(department, here):
    report = here.drafting.start()
    here.drafting.answer(report, Address("incident", "-", "incident_number"), "no number at all")
    with pytest.raises(NotReady) as caught:
        here.moving.release(report)
    assert [each.address.field for each in caught.value.problems] == ["incident_number"]
    assert here.row(report).open and here.versions(report) == ()


@pytest.mark.parametrize("kind", ["note", "practice"])
def test_a_note_and_practice_stay_here(here, kind):
    report = here.drafting.note() if kind == "note" else here.drafting.start(practice=True)
    assert not here.moving.may_release(report)
    with pytest.raises(DraftError, match=r"move\.not_now"):
        here.moving.release(report)
    assert here.state(report) == kind


def test_a_release_whose_version_is_refused_leaves_the_draft_here(department, here):
    report = here.drafting.start()
    here.put(report, {"incident": {"source": "no such code"}})
    with here.vault.store.writing() as database:
        digest = here.versions(report)[-1].digest
        moves.add(database, moves.Move(CHANCE.uuid(), moves.RELEASE, report, digest, moves.WAITING, "draft"))
        database.conn.execute("UPDATE draft SET state = 'moved', \"open\" = 0 WHERE report = ?", (report,))
    here.exchange_all()
    assert here.row(report).open and here.state(report) == "needs_you"
    assert [each.code for each in here.moving.news()] == ["move.version"]


def test_a_server_that_knows_of_no_moves_leaves_the_draft_here(here):
    report = here.drafting.start()
    here.moving.release(report)
    asked = ask(here.vault, here.clock, CHANCE)
    reply = here.line.send("POST", "/api/v1/exchange", asked.headers, asked.body)
    content = believe(here.vault.trust, asked, reply)
    del content["moves"]
    keep(here.vault, after(here.vault.trust, asked, content, "2026-04-14T20:00:00-07:00"), "", CHANCE)
    assert here.row(report).open
    assert [each.code for each in here.moving.news()] == ["move.unspoken"]


def test_a_release_waits_for_its_version_when_more_is_on_its_way(here):
    for _ in range(VERSIONS_MAX):
        here.seal(here.drafting.start())
    report = here.drafting.start()
    here.moving.release(report)
    here.exchange()
    assert here.state(report) == "moving" and here.moving.news() == []
    here.exchange_all()
    assert here.state(report) == "offered"


def test_what_came_over_cannot_be_thrown_away(here, desk):
    report = here.drafting.start()
    release(here, report)
    take(desk, report)
    assert not desk.drafting.may_discard(report)
    with pytest.raises(DraftError, match=r"draft\.sealed"):
        desk.drafting.discard(report)


# what a returned report brings with it


def test_a_returned_report_moves_with_its_remarks(department, here, desk):
    report = told_without_files(here, "S1")
    here.seal(report, "final")
    here.exchange_all()
    department.send_back(report)
    here.exchange_all()
    release(here, report)
    take(desk, report)
    behind = desk.reports.behind(report)
    assert (behind.row.code, behind.row.open) == ("returned", True)
    assert [each.body["text"] for each in behind.comments] == ["Which door was it?"]
    desk.fact(report, "the north door")
    desk.seal(report, "final")
    desk.exchange_all()
    assert desk.state(report) == "delivered"
    assert all(each.answered_by for each in desk.reports.behind(report).comments)
    one_chain(department, report)


def test_what_a_reviewer_returns_opens_only_where_it_was_written_last(department, here, desk):
    report = told_without_files(here, "S1")
    release(here, report)
    take(desk, report)
    desk.seal(report, "final")
    desk.exchange_all()
    department.send_back(report)
    here.exchange_all()
    desk.exchange_all()
    assert open_on(department, report) == ["47112 desk"] and here.state(report) == "moved"


def test_what_was_handed_on_may_leave_the_first_tablet_once_it_is_approved(department, here, desk):
    report = told_without_files(here, "S1")
    release(here, report)
    take(desk, report)
    desk.seal(report, "final")
    desk.exchange_all()
    department.approve(report)
    here.exchange_all()
    desk.exchange_all()
    assert (here.state(report), desk.state(report)) == ("approved", "approved")
    assert not here.row(report).open


def test_nothing_of_it_is_kept_beside_the_draft(here, desk):
    """What leaves the tablet with a report must be all of it."""
    report = here.drafting.start()
    line(here, report, "a word to look for")
    release(here, report)
    take(desk, report)
    with desk.vault.store.reading() as database:
        assert database.conn.execute("SELECT sealed FROM taken").fetchall() == [("",)]


# files


def attached(tablet, report, content):
    tablet.drafting.attach(report, capture(io.BytesIO(content)), kind="photo")
    return sha256(content).hexdigest()


def test_a_photo_goes_up_from_where_it_was_taken_and_counts_where_the_draft_is(department, here, desk):
    report = told_without_files(here, "S1")
    digest = attached(here, report, b"an invented photograph")
    release(here, report)
    take(desk, report)
    assert desk.reports.file(digest).confirmed_at == "" and desk.reports.file_content(digest) is None
    desk.seal(report, "final")
    desk.exchange_all()
    assert desk.state(report) == "files" and desk.row(report).params["count"] == 1
    assert upload_next(desk.vault, desk.line, desk.clock, CHANCE, Pace()).kind == "nothing"
    desk.exchange_all()
    assert desk.state(report) == "files", "delivered means every file"
    assert upload_next(here.vault, here.line, here.clock, CHANCE, Pace()).kind == "whole"
    here.exchange_all()
    desk.exchange_all()
    assert desk.state(report) == "delivered" and desk.reports.file(digest).confirmed_at


# faults


@pytest.mark.parametrize("fault", FAULTS)
def test_a_lost_or_repeated_request_changes_nothing(department, here, desk, fault):
    report = here.drafting.start()
    line(here, report, "one")
    here.moving.release(report)
    here.line.faults.append(fault)
    here.exchange()
    assert open_on(department, report) == []
    here.exchange_all()
    desk.exchange_all()
    desk.moving.take(report)
    desk.line.faults.append(fault)
    desk.exchange()
    assert set(open_on(department, report)) <= {"47112 desk"}
    desk.exchange_all()
    assert open_on(department, report) == ["47112 desk"] and lines(desk, report) == ["one"]
    assert moved(department) == [Act.DRAFT_RELEASED, Act.DRAFT_TAKEN]


def test_a_tablet_killed_between_the_reply_and_the_draft_goes_on(department, here, desk):
    report = here.drafting.start()
    line(here, report, "one")
    release(here, report)
    desk.exchange_all()
    desk.moving.take(report)
    asked = ask(desk.vault, desk.clock, CHANCE)
    reply = desk.line.send("POST", "/api/v1/exchange", asked.headers, asked.body)
    changes = after(desk.vault.trust, asked, believe(desk.vault.trust, asked, reply), "2026-04-14T20:00:00-07:00")
    keep(desk.vault, changes, "2026-04-14T20:00:00-07:00", CHANCE)
    desk.vault.lock()
    desk.open()
    assert desk.state(report) == "taking" and not desk.row(report).open
    desk.exchange_all()
    assert lines(desk, report) == ["one"] and open_on(department, report) == ["47112 desk"]


def test_a_version_that_was_tampered_with_on_the_way_is_not_opened(department, here, desk):
    report = here.drafting.start()
    line(here, report, "one")
    release(here, report)
    desk.exchange_all()
    desk.moving.take(report)
    asked = ask(desk.vault, desk.clock, CHANCE)
    reply = desk.line.send("POST", "/api/v1/exchange", asked.headers, asked.body)
    content = believe(desk.vault.trust, asked, reply)
    good = content["moves"][0]["sealed"]
    another = here.seal(here.drafting.start())  # signed by the same officer, and not what was released
    swapped = Packed.from_data(json.loads(another.packed)).sealed().text()
    for spoilt in (good[:-20] + "A" + good[-19:], good.replace(".", "..", 1), "", "~", swapped):
        content["moves"][0]["sealed"] = spoilt
        with pytest.raises(Exception, match=r"reply\.moves"):
            after(desk.vault.trust, asked, content, "")
    assert not desk.row(report).open


def test_a_tablet_put_back_to_a_backup_makes_a_branch_and_loses_nothing(department, here, desk, tmp_path):
    """Today's rules for a version on a stale base: kept beside the newest, and shown."""
    report = here.drafting.start()
    line(here, report, "one")
    here.seal(report)
    here.exchange_all()
    old = here.copy(tmp_path / "backup")
    release(here, report)
    take(desk, report)
    line(desk, report, "two")
    desk.seal(report)
    desk.exchange_all()
    old.exchange_all()
    line(old, report, "from the backup")
    old.moving.release(report)
    old.exchange_all()
    assert [each.code for each in old.moving.news()] == ["move.elsewhere"] and old.row(report).open
    told = [department.read(report, each.row.digest).shown.answers["entry"] for each in department.stored(report)]
    words = {str(row["text"]) for entries in told for row in entries}
    assert words == {"one", "two", "from the backup"} and department.report(report).branches == 1
    old.vault.lock()


def test_a_restored_server_is_told_again_where_the_draft_is(department, here, desk):
    here.exchange_all()
    desk.exchange_all()
    report = here.drafting.start()
    line(here, report, "one")
    here.seal(report)
    here.exchange_all()
    backup = department.back_up()
    release(here, report)
    take(desk, report)
    line(desk, report, "two")
    department.put_back(backup)
    for each in (desk, here, desk, here):  # the one that has it comes first
        each.exchange_all()
    assert open_on(department, report) == ["47112 desk"] and here.state(report) == "moved"
    with department.services.store.reading() as db:
        assert rows.newest(db, report).taken_by == desk.vault.id
    desk.seal(report)
    desk.exchange_all()
    one_chain(department, report)


# anything, in any order


class Walk:
    """Three tablets of one officer, one report, and whatever may happen to them, drawn from one number."""

    def __init__(self, department, seed):
        self.department, self.chance = department, random.Random(seed)
        self.tablets = [department.tablet(place=place) for place in PLACES]
        for each in self.tablets:
            each.exchange_all()
        self.report = self.tablets[0].drafting.start()
        self.written = []

    def step(self):
        tablet = self.chance.choice(self.tablets)
        often = (self.write, self.write, self.seal, self.release, self.take, self.talk, self.talk, self.talk, self.kill)
        act = self.chance.choice(often)
        act(tablet)
        assert len(open_on(self.department, self.report)) <= 1, act.__name__

    def write(self, tablet):
        text = f"line {len(self.written)}"
        try:
            line(tablet, self.report, text)
        except DraftError:
            return
        self.written.append(text)

    def seal(self, tablet):
        try:
            tablet.seal(self.report)
        except DraftError:
            return

    def release(self, tablet):
        try:
            tablet.moving.release(self.report)
        except (DraftError, LookupError):
            return

    def take(self, tablet):
        try:
            tablet.moving.take(self.report)
        except DraftError:
            return

    def talk(self, tablet):
        tablet.line.faults.append(self.chance.choice(FAULTS))
        tablet.exchange()

    def kill(self, tablet):
        tablet.vault.lock()
        tablet.open()

    def end(self):
        """The faults stop: whoever has it finishes it, or the first that asks."""
        for _ in range(4):
            for each in self.tablets:
                each.line.faults.clear()
                each.exchange_all()
        if not open_on(self.department, self.report):
            self.take(self.tablets[1])
            for each in self.tablets:
                each.exchange_all()
        (name,) = open_on(self.department, self.report)
        holder = self.department.tablets[name]
        assert lines(holder, self.report) == self.written
        holder.seal(self.report)
        holder.exchange_all()
        one_chain(self.department, self.report)
        acts = [each for each in moved(self.department) if each is not Act.DRAFT_NOT_MOVED]
        assert acts == [Act.DRAFT_RELEASED, Act.DRAFT_TAKEN] * (len(acts) // 2)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_one_tablet_at_most_can_write_and_nothing_is_lost(tmp_path, seed):
    department = Department(tmp_path)
    walk = Walk(department, seed)
    for _ in range(50):
        walk.step()
    walk.end()
    department.close()
