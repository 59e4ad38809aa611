"""The queue of reports."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from server import access
from server.reviewing.queue import TABS, queue
from server.services import Services
from server.web.page import show


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the page."""

    @blueprint.get("/reports", endpoint="queue")
    def _queue() -> ResponseReturnValue:
        tab = request.args.get("tab", "review")
        if tab not in TABS:
            abort(404)
        found = queue(services, access.who(), tab)
        return show("queue.html", queue=found, tabs=TABS)
