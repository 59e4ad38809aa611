"""The log, for those who oversee: the newest entries, the signed tree head, and a full check on request."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from server import access, log
from server.services import Services
from server.store import log as rows
from server.store import people
from server.web.page import show
from shared.canonical import Value
from shared.entry import Act, open_entry

SHOWN = 100


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the page."""

    @blueprint.get("/log", endpoint="log")
    def _log() -> ResponseReturnValue:
        checked = "check" in request.args
        read: dict[str, Value] = {"checked": checked}
        reader = access.who().id
        services.store.write(lambda db: log.append(db, services, Act.LOG_READ, reader, "", read))
        with services.store.reading() as db:
            head = log.head(db)
            entries = list(rows.entries(db, max(0, head.size - SHOWN)))[::-1]
            actors = people.several(db, {entry.actor for entry in entries})
            broken = log.first_broken_entry(db) if checked else None
        opened = [(entry, open_entry(entry.opening) if entry.opening else None) for entry in entries]
        return show(
            "log.html",
            head=head,
            entries=opened,
            actors=actors,
            checked=checked,
            broken=broken,
            checkpoint=log.checkpoint(services, head),
        )
