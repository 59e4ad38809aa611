"""The pages: sign-in, queue, report, log, people. Server-rendered, complete without JavaScript.

`register` is the one entry. Views fetch and show; what may be done and what it does are `server.access`,
`server.reviewing` and `server.accounts`. Third-party files come from their installed packages, none is in this tree.
"""

from flask import Blueprint, Flask

from server.services import Services
from server.web import (
    accounts_page,
    compare_page,
    duties_page,
    errors,
    files_page,
    headers,
    log_page,
    page,
    people_page,
    queue_page,
    records,
    report_acts,
    report_page,
    signing_in,
)


def register(app: Flask, services: Services) -> None:
    """Mount the pages on the app."""
    app.config["MAX_FORM_MEMORY_SIZE"] = 200_000
    blueprint = Blueprint(
        "web", __name__, template_folder="templates", static_folder="static", static_url_path="/static/web"
    )
    page.register(app, blueprint, services)
    signing_in.register(blueprint, services)
    queue_page.register(blueprint, services)
    report_page.register(blueprint, services)
    report_acts.register(blueprint, services)
    files_page.register(blueprint, services)
    compare_page.register(blueprint, services)
    accounts_page.register(blueprint, services)
    duties_page.register(blueprint, services)
    log_page.register(blueprint, services)
    people_page.register(blueprint, services)
    app.register_blueprint(blueprint)
    records.register(app, services)
    errors.register(app)
    headers.register(app, services.settings)
