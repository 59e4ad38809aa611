"""Every act leaves a log entry, reads and denials included; removing, changing or reordering one is noticed by whoever
holds a tree head.

A working day is driven through the real pages and tablets, and every kind of act that exists is found in the log with
its actor and object. Then the log is attacked by hand, in the open database: a word changed, an entry removed, two
swapped, one added, and at last everything recomputed so that it fits. The server's own check finds all but the last;
the head that a tablet kept finds that too.
"""

import pytest
from sqlalchemy import text

from mobile.unsent import write_unsent
from server import cases, files, importing, log, uploads
from server.accounts import signing_in
from server.accounts.people import release, suspend_person
from server.enrolling import suspend
from server.exporting import releasing, showing
from server.store import exports
from server.store.devices import Asker
from shared import merkle
from shared.canonical import sha256_hex
from shared.entry import Act, Entry, commitment, leaf_of, open_entry
from tests.twins import CHANCE, Department

NOT_YET = {Act.ANSWER_DESTROYED}
"""What has a name but nothing can do yet: lawful destruction (docs/state.md)."""
PASSWORD = "otter lantern violin 42"


def a_day(house):
    """Everything that can be done, once."""
    services = house.services
    tablet, supervisor, clerk = house.tablet(), house.supervisor, house.clerk
    admin, oig = house.hire("80001", "admin"), house.hire("80002", "oig", password=PASSWORD)

    report = tablet.file()
    bad = tablet.drafting.start()
    tablet.put(bad, {"incident": {"source": "no such code"}})
    tablet.exchange_all()
    stale = tablet.drafting.start()
    first = tablet.seal(stale)
    tablet.fact(stale, "one")
    tablet.seal(stale)
    tablet.put(stale, {"incident": {"location_landmark": "two"}}, parent=first)
    tablet.exchange_all()

    elsewhere, desk, car = tablet.drafting.start(), house.tablet(place=" desk"), house.tablet(place=" car")
    tablet.moving.release(elsewhere)
    tablet.exchange_all()
    for wanting in (desk, car):
        wanting.exchange_all()
        wanting.moving.take(elsewhere)
    for wanting in (desk, car):
        wanting.exchange_all()

    pages = house.browser(supervisor)
    pages.get("/reports")
    pages.get(f"/reports/{report}")
    house.send_back(report)
    tablet.exchange_all()
    tablet.fact(report, "the north gate")
    tablet.seal(report, "final")
    tablet.exchange_all()
    house.approve(report)

    case = cases.open_case(services, clerk.id, "")
    cases.link(services, clerk.id, case.id, report)
    cases.unlink(services, clerk.id, case.id, report)
    house.clock.pass_by(minutes=1)
    cases.link(services, clerk.id, case.id, report)
    releasing.export(services, clerk.id, case.id, requester="court", recipient="Court", purpose="Case")
    with services.store.reading() as db:
        (made,) = exports.of_case(db, case.id)
    house.browser(clerk).get(f"/exports/{made.id}")
    held = showing.standing(services, report, "public", "", "en")
    at = [held.candidates[0].address.text()]
    given = {"profile": "public", "recipient": "", "reason": "Asked for by name"}
    showing.show(services, clerk.id, report, chain=held.chain, addresses=at, **given)
    showing.hide(services, clerk.id, report, showing.standing(services, report, "public", "", "en").holding[0].id)
    house.browser(oig).get("/duties?month=2026-04")

    asker = Asker(tablet.vault.id, tablet.person, "", "", False)
    photo = b"an invented photograph"
    name = sha256_hex(photo)
    begun = uploads.begin(services, asker, "begin" * 4, name, len(photo))
    uploads.add(services, asker, "photo" * 4, begun.id, 0, photo)
    files.fetch(services, supervisor.id, report, "", name)

    house.browser(oig).get("/log")
    house.browser(clerk).get("/log")
    signed = signing_in.sign_in(services, oig.serial, PASSWORD)
    signing_in.sign_out(services, oig.id, signed.token)
    signing_in.sign_in(services, oig.serial, "wrong")
    with services.store.writing() as db:
        release(db, services, oig.id, actor=admin.id)
    leaver = house.tablet("80077", "L. Eaver")
    leaver.fact(leaver.drafting.start(), "undelivered")
    stick = write_unsent(leaver.vault, leaver.drafting, house.folder / "stick", house.clock, CHANCE)
    importing.take_in(services, stick.path.read_bytes(), admin.id)
    importing.code_for_vault(services, (leaver.vault.folder / "vault.json").read_bytes(), admin.id)
    with services.store.writing() as db:
        suspend(db, services, leaver.vault.id, actor=admin.id)
        suspend_person(db, services, leaver.person, actor=admin.id)
    return report, case.id


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = Department(tmp_path_factory.mktemp("log"))
    made.report_id, made.case_id = a_day(made)
    yield made
    made.close()


def test_every_kind_of_act_that_can_happen_has_its_entry(house):
    assert {each.act for each in house.acts()} == set(Act) - NOT_YET
    assert house.broken() is None


@pytest.mark.parametrize(
    ("act", "actor", "subject"),
    [
        ("version.accepted", "tablet", "report_id"),
        ("report.viewed", "supervisor", "report_id"),
        ("reports.listed", "supervisor", ""),
        ("report.commented", "supervisor", "report_id"),
        ("report.returned", "supervisor", "report_id"),
        ("report.annotated", "supervisor", "report_id"),
        ("report.approved", "supervisor", "report_id"),
        ("case.linked", "clerk", "case_id"),
        ("export.made", "clerk", "case_id"),
        ("answer.shown", "clerk", "report_id"),
        ("answer.hidden", "clerk", "report_id"),
        ("access.denied", "clerk", None),
    ],
)
def test_an_entry_names_who_did_what_to_which(house, act, actor, subject):
    who = house.tablet().person if actor == "tablet" else getattr(house, actor).id
    found = [each for each in house.acts(act) if each.actor == who]
    assert found
    if subject is not None:
        assert {each.subject for each in found} >= {getattr(house, subject) if subject else ""}


def test_a_page_is_not_given_when_its_entry_cannot_be_written(house):
    browser, before = house.browser(house.supervisor), house.head().size
    with house.services.store.writing() as db:
        db.execute(text("CREATE TRIGGER shut BEFORE INSERT ON log_entry BEGIN SELECT RAISE(ABORT, 'shut'); END"))
    reply = browser.get(f"/reports/{house.report_id}")
    with house.services.store.writing() as db:
        db.execute(text("DROP TRIGGER shut"))
    assert reply.status_code >= 500
    assert "Union" not in reply.get_data(as_text=True)
    assert house.head().size == before


def test_an_act_and_its_entry_are_one(house):
    """The entry cannot be written: the act is not done either."""
    tablet = house.tablet()
    report = tablet.drafting.start()
    tablet.seal(report)
    with house.services.store.writing() as db:
        db.execute(text("CREATE TRIGGER shut BEFORE INSERT ON log_entry BEGIN SELECT RAISE(ABORT, 'shut'); END"))
    assert tablet.exchange().kind == "refused"
    assert not house.stored(report)
    with house.services.store.writing() as db:
        db.execute(text("DROP TRIGGER shut"))
    tablet.exchange_all()
    assert len(house.stored(report)) == 1


def test_no_name_and_no_words_of_anybody_are_in_the_log(house):
    everything = b"".join(each.opening for each in house.entries()).decode()
    for word in ("Marrow", "Okafor", "Vellum", "north gate", "Which door", "47112"):
        assert word not in everything, word


class Undo(Exception):
    """Leaves the database as it was."""


def attacked(house, *statements, **values):
    """The first broken entry as the check sees it after these statements, which are then undone."""
    found = []
    with pytest.raises(Undo), house.services.store.writing() as db:
        for statement in statements:
            db.execute(text(statement), values)
        found.append(log.first_broken_entry(db))
        found.append([log.agrees_with(db, head) for head in house.held])
        raise Undo
    return found


@pytest.fixture(scope="module", autouse=True)
def heads(house):
    """Tree heads that somebody outside keeps: after a third of the log, after half, the newest."""
    size = house.head().size
    with house.services.store.reading() as db:
        openings = [each.opening for each in log.rows.entries(db)]
    house.held = [_head_of(house, openings[:n]) for n in (size // 3, size // 2, size)]


def _head_of(house, openings):
    from shared.checkpoint import TreeHead

    nodes = {}
    for index, opening in enumerate(openings):
        for level, place, value in merkle.added_nodes(index, leaf_of(commitment(opening)), lambda *at: nodes[at]):
            nodes[level, place] = value
    return TreeHead(house.head().origin, len(openings), merkle.root(len(openings), lambda *at: nodes[at]))


def test_an_honest_log_agrees_with_every_head(house):
    with house.services.store.reading() as db:
        assert all(log.agrees_with(db, head) for head in house.held)


PLACES = (0, 3, 7, -1)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("column", ["act", "actor", "subject", "at"])
def test_a_changed_word_is_found_at_its_entry(house, place, column):
    index = place % house.head().size
    change = f"UPDATE log_entry SET {column} = {column} || 'x' WHERE \"index\" = :i"
    assert attacked(house, change, i=index)[0] == index


@pytest.mark.parametrize("place", PLACES)
def test_a_rewritten_opening_is_found(house, place):
    index = place % house.head().size
    entry = open_entry(house.entries()[index].opening)
    forged = Entry(entry.act, "somebody else", entry.subject, entry.at, entry.details).opening(bytes(16))
    change = "UPDATE log_entry SET opening = :o, actor = 'somebody else', commitment = :c WHERE \"index\" = :i"
    assert attacked(house, change, i=index, o=forged, c=commitment(forged))[0] == index


@pytest.mark.parametrize("place", PLACES)
def test_a_removed_entry_is_found(house, place):
    index = place % house.head().size
    assert attacked(house, 'DELETE FROM log_entry WHERE "index" = :i', i=index)[0] == index
    closed = (
        'DELETE FROM log_entry WHERE "index" = :i',
        'UPDATE log_entry SET "index" = -"index" WHERE "index" > :i',
        'UPDATE log_entry SET "index" = -"index" - 1 WHERE "index" < 0',
    )
    assert attacked(house, *closed, i=index)[0] == index


def test_two_swapped_entries_are_found(house):
    swap = (
        'UPDATE log_entry SET "index" = -1 WHERE "index" = 4',
        'UPDATE log_entry SET "index" = 4 WHERE "index" = 9',
        'UPDATE log_entry SET "index" = 9 WHERE "index" = -1',
    )
    assert attacked(house, *swap)[0] == 4


def test_an_added_entry_is_found(house):
    size = house.head().size
    add = (
        'INSERT INTO log_entry SELECT :n, commitment, opening, act, actor, subject, at FROM log_entry WHERE "index" = 5'
    )
    assert attacked(house, add, n=size)[0] == size


def _rewritten(db, openings):
    """The whole log computed anew over other entries, head and nodes included: everything fits again."""
    db.execute(text("DELETE FROM log_entry"))
    db.execute(text("DELETE FROM log_node"))
    nodes = {}
    for index, opening in enumerate(openings):
        entry = open_entry(opening)
        db.execute(
            text("INSERT INTO log_entry VALUES (:i, :c, :o, :a, :w, :s, :t)"),
            {
                "i": index,
                "c": commitment(opening),
                "o": opening,
                "a": entry.act.value,
                "w": entry.actor,
                "s": entry.subject,
                "t": entry.at,
            },
        )
        for level, place, value in merkle.added_nodes(index, leaf_of(commitment(opening)), lambda *at: nodes[at]):
            nodes[level, place] = value
            db.execute(text("INSERT INTO log_node VALUES (:l, :p, :v)"), {"l": level, "p": place, "v": value})
    root = merkle.root(len(openings), lambda *at: nodes[at])
    db.execute(text("UPDATE log_head SET size = :n, root = :r"), {"n": len(openings), "r": root})


def _one_changed(openings):
    entry = open_entry(openings[2])
    changed = Entry(entry.act, "somebody else", entry.subject, entry.at, entry.details).opening(bytes(16))
    return [*openings[:2], changed, *openings[3:]]


FORGERIES = {
    "one changed": _one_changed,
    "one removed": lambda openings: [*openings[:2], *openings[3:]],
    "two swapped": lambda openings: [*openings[:2], openings[3], openings[2], *openings[4:]],
    "cut short": lambda openings: openings[: len(openings) // 4],
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_log_rewritten_whole_is_found_by_every_head_that_somebody_kept(house, forgery):
    openings = [each.opening for each in house.entries()]
    with pytest.raises(Undo), house.services.store.writing() as db:
        _rewritten(db, FORGERIES[forgery](openings))
        assert log.first_broken_entry(db) is None, "in itself it fits"
        assert [log.agrees_with(db, head) for head in house.held] == [False] * len(house.held)
        raise Undo


def test_a_tablet_raises_the_alarm_when_the_log_was_rewritten(house):
    """Last: the rewriting stays. The tablet's own check of the server's own, signed proof fails."""
    tablet = house.tablet()
    tablet.exchange_all()
    openings = [each.opening for each in house.entries()]
    with house.services.store.writing() as db:
        _rewritten(db, _one_changed(openings))
    assert house.broken() is None
    done = tablet.exchange()
    assert (done.kind, done.code) == ("alarm", "log.changed")
