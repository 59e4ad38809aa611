"""The log, for those who oversee: the newest entries, the signed tree head, and a full check on request."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from server import log
from server.services import Services
from server.store import log as rows
from server.store import people
from server.web.page import show
from shared.entry import open_entry

SHOWN = 100


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the page."""

    @blueprint.get("/log", endpoint="log")
    def _log() -> ResponseReturnValue:
        with services.store.reading() as db:
            head = log.head(db)
            entries = list(rows.entries(db, max(0, head.size - SHOWN)))[::-1]
            actors = people.several(db, {entry.actor for entry in entries})
            checked = "check" in request.args
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
