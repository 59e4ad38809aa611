"""People and their accounts, for administrators."""

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from server import access
from server.accounts.people import release
from server.services import Services
from server.store import Connection, people
from server.web.page import show


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the pages."""

    @blueprint.get("/people", endpoint="people")
    def _people() -> ResponseReturnValue:
        with services.store.reading() as db:
            everyone = people.everyone(db)
        return show("people.html", people=everyone)

    @blueprint.post("/people/<uuid:person_id>/release")
    def release_person(person_id: object) -> ResponseReturnValue:
        actor = access.who().id

        def work(db: Connection) -> None:
            if people.get(db, str(person_id)) is None:
                abort(404)
            release(db, services, str(person_id), actor=actor)

        services.store.write(work)
        return redirect(url_for("web.people"), code=303)
