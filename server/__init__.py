"""The server: takes sealed versions in, keeps them and the log, shows them for review, exports them.

`create_app` is wiring only. Views hold no rule, services hold no SQL, `store` holds all of it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from server.services import Services


def create_app(services: "Services") -> "Flask":
    """The WSGI application over these services."""
    # Here and not above, so that a command that serves nothing does not load what serving needs.
    from flask import Flask

    from server import access, api, web

    app = Flask(__name__, static_folder=None, template_folder=None)
    app.secret_key = services.pages_key
    access.guard(app, services)
    api.register(app, services)
    web.register(app, services)
    app.wsgi_app = services.people.noticed(app.wsgi_app)  # type: ignore[assignment, method-assign]
    return app
