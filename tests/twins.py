"""A whole department in a folder: the real server and tablets of the tablet's own code, with a line between that fails.

Nothing here stands in for our code. Only the clock, the wire and the people are invented.
"""

import json
import re
import shutil
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mobile.content import complete
from mobile.drafting import Drafting
from mobile.editing import Editing
from mobile.enrolling import enrol
from mobile.forms import Forms
from mobile.moving import Moving
from mobile.reports import Reports
from mobile.store import drafts, versions
from mobile.store.versions import WAITING, Version
from mobile.syncing import exchange_once
from mobile.transport import Reply, Silence
from mobile.vault import Cost, unlock
from server import create_app, log, restoring
from server.accounts import sessions, tokens
from server.accounts.people import add_person
from server.enrolling import offer
from server.reviewing import annotating, deciding, opening
from server.services import open_services
from server.settings import Settings
from server.starting import initialise
from server.store import log as log_rows
from server.store import people, reports
from server.store import versions as stored
from server.system import SystemChance
from shared import report as definition
from shared.answers import ONLY_ROW, ROW_ID, Address, flatten, rows_of
from shared.canonical import canonical
from shared.entry import open_entry
from shared.samples import scene
from shared.seal import Header, Packed, seal
from tests.wire import plain

CHANCE = SystemChance()
PASSPHRASE = "invented lantern 9"
CHEAP = Cost(memory=64, passes=1, lanes=1)
"""A cost that no real vault has."""
ADDRESS = "http://127.0.0.1:8017"


class Clock:
    """Stands still until it is moved."""

    def __init__(self, at=datetime(2026, 4, 15, 3, 0, tzinfo=UTC)):
        self.at, self.seconds = at, 0.0

    def now(self):
        return self.at

    def monotonic(self):
        return self.seconds

    def pass_by(self, **time):
        self.at += timedelta(**time)
        self.seconds += timedelta(**time).total_seconds()


PORTAL = Reply.of(200, {"Content-Type": "text/html"}, b"<html><h1>Welcome to Example Coffee</h1>Sign in</html>")
GATEWAY = Reply.of(502, {"Content-Type": "text/html"}, b"<html>Bad gateway</html>")

FAULTS = (
    "nothing",
    "lost_before",
    "lost_after",
    "cut_off",
    "portal_before",
    "portal_after",
    "gateway_before",
    "gateway_after",
    "sent_twice",
    "sent_late_again",
    "reply_of_before",
)
"""What a line does to a request: before or after the server had it."""


class Line:
    """The way from a tablet to the application in this process; `faults` are used up request by request."""

    def __init__(self, app):
        self.app = app
        self.faults = deque()
        self.requests, self.replies = [], []
        self.chokes_on = ()

    def send(self, method, path, headers, body):
        fault = self.faults.popleft() if self.faults else "nothing"
        if any(each in plain(body) for each in self.chokes_on):
            return GATEWAY  # something between cannot carry these bytes
        if fault == "lost_before":
            raise Silence("silence.unreachable")
        if fault == "portal_before":
            return PORTAL
        if fault == "gateway_before":
            return GATEWAY
        older = self.replies[-1] if self.replies else PORTAL
        if fault == "sent_late_again" and self.requests:
            self._ask(*self.requests[-1])
        reply = self._ask(method, path, headers, body)
        self.requests.append((method, path, headers, body))
        if fault == "sent_twice":
            self._ask(method, path, headers, body)
        self.replies.append(reply)
        if fault == "lost_after":
            raise Silence("silence.timeout")
        if fault == "cut_off":
            return Reply(reply.status, reply.headers, reply.body[: len(reply.body) // 2])
        return {"portal_after": PORTAL, "gateway_after": GATEWAY, "reply_of_before": older}.get(fault, reply)

    def _ask(self, method, path, headers, body):
        got = self.app.test_client().open(path, method=method, data=body, headers=dict(headers))
        return Reply.of(got.status_code, dict(got.headers), got.data)


class Tablet:
    """One officer's open vault, and the verbs of its app."""

    def __init__(self, vault, line, clock):
        self.vault, self.line, self.clock = vault, line, clock
        self.forms = Forms(vault.store, definition.form, definition.LATEST)
        self.drafting = Drafting(vault, self.forms, clock, CHANCE)
        self.moving = Moving(vault, self.drafting, self.forms, CHANCE)
        self.reports = Reports(vault.store)

    @property
    def person(self):
        return self.vault.person.id

    def exchange(self):
        return exchange_once(self.vault, self.line, self.clock, CHANCE)

    def exchange_all(self):
        """Until there is nothing more to do at once."""
        done = self.exchange()
        while done.kind == "done" and done.more:
            done = self.exchange()
        return done

    def write(self, told, report=""):
        """Answer a report as `told` does, soon after, through the verbs of the screens; gives the report's id."""
        self.clock.at = last_moment(told) + timedelta(minutes=10)
        report = report or self.drafting.start()
        write_down(Editing(self.vault, self.drafting, report), told)
        return report

    def fact(self, report, words, field="location_landmark"):
        """One answer of the first part."""
        return self.drafting.answer(report, Address("incident", ONLY_ROW, field), words)

    def seal(self, report, kind="interim"):
        return self.drafting.seal(report, kind)

    def file(self, name="S1"):
        """A scene written down, sealed as final and delivered; gives the report's id."""
        report = self.write(scene(name).answers)
        self.seal(report, "final")
        assert self.exchange_all().kind == "done"
        assert self.state(report) == "delivered"
        return report

    def row(self, report):
        return self.reports.behind(report).row

    def state(self, report):
        return self.row(report).code

    def versions(self, report):
        return self.reports.behind(report).versions

    def put(self, report, answers, *, kind="interim", parent=None, form=None):
        """Seal answers as they are, past every check of the app: what a broken or hostile tablet would send."""
        with self.vault.store.writing() as database:
            draft = drafts.get(database, report)
            tip = versions.tip(database, report) if parent is None else parent
            form = form or self.forms.of(draft.form_version, draft.vocabulary, draft.city)
            version = sealed_anyway(self, database, draft, form, answers, kind, tip)
            versions.add(database, version)
            drafts.move(database, report, "waiting" if kind == "final" else "draft", open=kind != "final")
        return version

    def copy(self, folder):
        """This tablet as a backup or a thief has it: the same files, opened elsewhere."""
        target = Path(folder) / self.vault.folder.name
        with self.vault.store.reading() as database:
            database.conn.execute("SELECT 1")
        self.vault.lock()
        shutil.copytree(self.vault.folder, target)
        self.open()
        return Tablet(unlock(target, PASSPHRASE, self.clock), self.line, self.clock)

    def open(self):
        """Unlock the vault again."""
        self.__init__(unlock(self.vault.folder, PASSPHRASE, self.clock), self.line, self.clock)


def last_moment(told):
    """The latest time that is told."""
    found = re.findall(r'"at": "(\d{4}-[^"]+)", "clock"', json.dumps(told, sort_keys=True))
    return max(datetime.fromisoformat(each) for each in found).astimezone(UTC)


def sealed_anyway(tablet, database, draft, form, answers, kind, tip):
    from mobile.store import settings

    now = {"at": tablet.clock.now().isoformat(timespec="seconds"), "clock": "device"}
    header = Header(
        kind=kind,
        report=draft.report,
        sequence=tip.sequence + 1 if tip else 1,
        parent=tip.digest if tip else "",
        author=tablet.vault.person.id,
        device=tablet.vault.id,
        incarnation=tablet.vault.incarnation,
        device_sequence=settings.take_number(database, "device_sequence"),
        sealed_at=now,
        form_version=form.version,
        form=form.digest,
        vocabulary=form.configuration.digests["vocabulary"],
        city=form.configuration.digests["city"],
    )
    packed = seal(header, answers, CHANCE.token(32), tablet.vault.version_key)
    return Version(
        packed.sealed().digest,
        draft.report,
        header.sequence,
        kind,
        header.parent,
        header.incarnation,
        header.device_sequence,
        now["at"],
        canonical(packed.data()),
        WAITING,
        (),
        "",
    )


def write_down(editing, told):
    """Answer the report as `told`, row by row; what was there before is taken out. The author is the vault's."""
    ids = {}
    for part in editing.model.form.parts:
        if part.repeated:
            for row in rows_of(editing.model.answers, part.name):
                if any(each[ROW_ID] == row[ROW_ID] for each in rows_of(editing.model.answers, part.name)):
                    editing.remove_row(part.name, row[ROW_ID])
    for part in editing.model.form.parts:
        for row in rows_of(told, part.name) if part.repeated else ():
            parent = ids[row[part.parent_field]] if part.parent else ""
            ids[row[ROW_ID]], _ = editing.add_row(part.name, parent=parent)

    def here(value):
        if isinstance(value, list):
            return [here(each) for each in value]
        return ids.get(value, value) if isinstance(value, str) else value

    for part in editing.model.form.parts:
        for row in rows_of(told, part.name):
            for name, value in row.items():
                if name in part.by_name and part.name != "author" and name != "local_ref":
                    where = Address(part.name, ids.get(str(row.get(ROW_ID)), ONLY_ROW), name)
                    editing.answer(where, _moved(value, ids) if name == "at" else here(value))
    return ids


def _moved(value, ids):
    """A time, or the address of an answer that a decision is about, with the row's id of here."""
    if isinstance(value, str) and value.count("/") == 2:
        part, row, name = value.split("/")
        return f"{part}/{ids.get(row, row)}/{name}"
    return value


@dataclass
class Browser:
    """The pages as one person (or nobody) sees them."""

    client: object
    token: str = ""
    person: str = ""

    def get(self, path, **options):
        return self.client.get(path, **options)

    def post(self, path, **fields):
        return self.client.post(path, data={tokens.FIELD: tokens.token(self.token), **fields})


@dataclass
class Department:
    """A server in `folder`, its people, and tablets enrolled with codes as people give them."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self):
        self.services = initialise(Settings(data=self.folder / "data"), self.clock)
        self.app = create_app(self.services)
        self.tablets, self.people = {}, {}

    def close(self):
        for tablet in self.tablets.values():
            tablet.vault.lock()
        self.services.store.close()

    def restart(self):
        """A new process would open the same files."""
        self.services.store.close()
        self.services = open_services(self.services.settings, self.clock)
        self.app = create_app(self.services)
        for tablet in self.tablets.values():
            tablet.line.app = self.app

    def back_up(self, name="backup.db"):
        """A backup of the server, as an administrator takes it; gives its file."""
        restoring.back_up(self.services.store, self.folder / name)
        return self.folder / name

    def put_back(self, backup):
        """The server as `scenebook restore` puts it back; everything after the backup is lost."""
        self._lose_database()
        done = restoring.restore(self.services.settings, backup, self.clock)
        self.restart()
        return done

    def put_by_hand(self, backup):
        """The server's database replaced by a copy, past `scenebook restore`: it passes for the one that was lost."""
        self._lose_database()
        shutil.copy(backup, self.services.settings.database_file)
        self.restart()

    def _lose_database(self):
        self.services.store.close()
        file = self.services.settings.database_file
        for each in file.parent.glob(f"{file.name}*"):
            each.unlink()

    def hire(self, serial, *roles, name="", rank="Sergeant II", areas=(), password=""):
        """Somebody with these roles, once; gives the person."""
        if serial not in self.people:
            with self.services.store.writing() as db:
                self.people[serial] = add_person(
                    db,
                    self.services,
                    serial=serial,
                    name=name or f"Demo Person {serial}",
                    rank=rank,
                    roles=roles,
                    areas=areas,
                    password=password,
                )
        with self.services.store.reading() as db:
            return people.get(db, self.people[serial])

    @property
    def supervisor(self):
        return self.hire("39954", "supervisor", name="D. Okafor")

    @property
    def clerk(self):
        return self.hire("90007", "clerk", name="Q. Vellum", rank="Police Officer I")

    def code(self, person):
        with self.services.store.writing() as db:
            return offer(db, self.services, person, actor="system")

    def tablet(self, serial="47112", name="T. Marrow", rank="Police Officer II", clock=None, place=""):
        """The enrolled tablet of an officer, by default the one who tells scene S1; `place` names a further one."""
        if serial + place not in self.tablets:
            officer, clock = self.hire(serial, "officer", name=name, rank=rank), clock or self.clock
            line = Line(self.app)
            vault = enrol(
                self.folder / f"tablet-{serial}{place}",
                address=ADDRESS,
                code=self.code(officer.id),
                passphrase=PASSPHRASE,
                transport=lambda address: line,
                clock=clock,
                chance=CHANCE,
                cost=CHEAP,
            )
            self.tablets[serial + place] = Tablet(vault, line, clock)
        return self.tablets[serial + place]

    def tablet_of(self, name):
        """The tablet of a scene's author."""
        return self.tablet(**scene(name).author)

    def browser(self, person=None):
        """A browser signed in as `person` without the slow password; without one, nobody's."""
        client = self.app.test_client()
        if person is None:
            return Browser(client)
        token = sessions.new_token(self.services)
        with self.services.store.writing() as db:
            sessions.start(db, token, person.id, self.services.stamp())
        client.set_cookie("scenebook", token)
        return Browser(client, token, person.id)

    # what is stored

    def entries(self):
        """Every log entry with its columns, oldest first."""
        with self.services.store.reading() as db:
            return list(log_rows.entries(db))

    def acts(self, *wanted):
        """The opened entries of these acts, or of all."""
        return [open_entry(each.opening) for each in self.entries() if not wanted or each.act in wanted]

    def stored(self, report=""):
        """Versions as stored, of a report or of all."""
        with self.services.store.reading() as db:
            return stored.of_report(db, report) if report else list(stored.all_of_them(db))

    def report(self, report):
        """The queue's row."""
        with self.services.store.reading() as db:
            return reports.row(db, report)

    def read(self, report, digest=""):
        """The report as a reviewer's page has it."""
        with self.services.store.reading() as db:
            return opening.read(db, self.services, report, digest)

    def head(self):
        with self.services.store.reading() as db:
            return log.head(db)

    def broken(self):
        with self.services.store.reading() as db:
            return log.first_broken_entry(db)

    # review

    def hold(self, report, person=None):
        for address in opening.holds_missing(self.read(report)):
            values = {"hold_flagged_in_dems": "yes"}
            annotating.annotate(
                self.services, person or self.supervisor, report, part="bwv_reference", row=address.row, values=values
            )

    def approve(self, report, person=None, note=""):
        self.hold(report, person)
        self.clock.pass_by(minutes=1)
        head = self.report(report).head
        deciding.approve(self.services, person or self.supervisor, report, version=head, note=note)

    def send_back(self, report, text="Which door was it?", at="narrative/-/narrative_text"):
        head = self.report(report).head
        deciding.comment(self.services, self.supervisor, report, version=head, at=at, text=text)
        deciding.return_report(self.services, self.supervisor, report, version=head)


def answers_of(version):
    """The answers of a tablet's sealed version."""
    return Packed.from_data(json.loads(version.packed)).answers


def whole(tablet, report):
    """A report's answers as the tablet would seal them, with what is not valid as it was typed."""
    content = tablet.drafting.content(report)
    nested = complete(content.form, content.nested)
    for address, held in content.held.items():
        if held.problem is None:
            continue
        if address.row == ONLY_ROW:
            nested.setdefault(address.part, {})[address.field] = held.raw
        for row in rows_of(nested, address.part):
            if row.get(ROW_ID) == address.row:
                row[address.field] = held.raw
    return nested


def texts_of(page):
    """What a page says: no tags, one space."""
    text = page if isinstance(page, str) else page.get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


__all__ = ["FAULTS", "Browser", "Clock", "Department", "Line", "Tablet", "answers_of", "flatten", "texts_of", "whole"]
