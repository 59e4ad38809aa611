"""The real server in one process, and tablets that enrol against it."""

from collections.abc import Mapping
from pathlib import Path

from flask.testing import FlaskClient

from mobile.drafting import Drafting
from mobile.editing import Editing
from mobile.enrolling import enrol
from mobile.forms import Forms
from mobile.syncing import Exchanged, exchange_once
from mobile.system import SystemChance
from mobile.transport import Reply
from mobile.vault import Cost, Vault
from server import create_app
from server.accounts.people import add_person
from server.enrolling import offer
from server.services import Services
from server.settings import Settings
from server.starting import initialise
from shared import report
from shared.answers import ROW_ID, Address, Nested, rows_of
from shared.canonical import Value
from tests.mobile.small_server import FrozenClock

PASSPHRASE = "invented lantern 9"


class InProcess:
    """The real application without a socket between."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        got = self.client.open(path, method=method, data=body, headers=dict(headers))
        return Reply.of(got.status_code, dict(got.headers), got.data)


class World:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FrozenClock()
        self.chance = SystemChance()
        self.services: Services = initialise(Settings(data=folder / "data"), self.clock)
        self.transport = InProcess(create_app(self.services).test_client())

    def code(self, serial: str = "47112") -> str:
        with self.services.store.writing() as db:
            person = add_person(
                db,
                self.services,
                serial=serial,
                name="T. Marrow",
                rank="Police Officer II",
                roles=["officer"],
            )
            return offer(db, self.services, person, actor="system")

    def enrol(self, code: str) -> Vault:
        return enrol(
            self.folder / "home",
            address="http://127.0.0.1:8017",
            code=code,
            passphrase=PASSPHRASE,
            transport=lambda address: self.transport,
            clock=self.clock,
            chance=self.chance,
            cost=Cost(64, 1, 1),
        )

    def exchange(self, vault: Vault) -> Exchanged:
        return exchange_once(vault, self.transport, self.clock, self.chance)

    def drafting(self, vault: Vault) -> Drafting:
        return Drafting(vault, Forms(vault.store, report.form, report.LATEST), self.clock, self.chance)


def write_down(editing: Editing, told: Nested) -> None:
    """Answer the report as `told`, row by row."""
    ids: dict[str, str] = {}
    for part in editing.model.form.parts:
        for row in rows_of(told, part.name) if part.repeated else ():
            parent = ids[str(row[part.parent_field])] if part.parent else ""
            ids[str(row[ROW_ID])], _ = editing.add_row(part.name, parent=parent)

    def here(value: Value) -> Value:
        if isinstance(value, list):
            return [here(each) for each in value]
        return ids.get(value, value) if isinstance(value, str) else value

    for part in editing.model.form.parts:
        for row in rows_of(told, part.name):
            for field, value in row.items():
                if field in part.by_name and part.name != "author" and field != "local_ref":
                    editing.answer(Address(part.name, ids.get(str(row.get(ROW_ID)), "-"), field), here(value))
