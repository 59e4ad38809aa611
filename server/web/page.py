"""What every page shares: its language, words, icons, form token, the package files, the start page."""

import importlib.util
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, abort, g, redirect, render_template, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from server import access
from server.accounts import tokens
from server.roles import Person, Role
from server.services import Services
from server.times import unstamp
from server.web.icons import icon
from server.web.telling import DUTY_ICONS, FEED_ICONS, LEVEL_ICONS, STATE_ICONS
from shared.words import LANGUAGES, knows, say

PACKAGE_FILES = {
    "bootstrap.min.css": ("flask_bootstrap", "static/bootstrap5/css"),
    "htmx.min.js": ("js_lib_htmx", "static/htmx"),
}
"""Third-party files as their installed packages bring them: name, package, folder inside it."""
YEAR_S = 31_536_000


def language() -> str:
    """The page's language: the one chosen here, else the first of the browser's that we speak, else English."""
    chosen = access.language_wish()
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or "en"


def words(code: str, **params: object) -> str:
    """The sentence for `code` in the page's language."""
    return say(code, language(), **params)


def local_path(wanted: str) -> str:
    """`wanted` if it is a path on this server, else the start page: a link must not lead elsewhere after signing in."""
    split = urlsplit(wanted)
    safe = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not split.netloc and "\\" not in wanted
    return wanted if safe and wanted.isprintable() else "/"


def spoken_time(text: str, zone: str, now: datetime, spoken: str) -> str:
    """A stored time on the city's clock: the time alone for today, else with the day, and the year if another."""
    moment, today = unstamp(text).astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    clock = moment.strftime("%H:%M %Z")
    if moment.date() == today.date():
        return clock
    day = f"{moment.day} {say(f'month.{moment.month}', spoken)}"
    return f"{day}, {clock}" if moment.year == today.year else f"{day} {moment.year}, {clock}"


def home_of(person: Person) -> str:
    """The endpoint where a person's work is."""
    if person.roles & {Role.SUPERVISOR, Role.OIG}:
        return "web.queue"
    if Role.CLERK in person.roles:
        return "records.cases"
    return "web.people" if Role.ADMIN in person.roles else "web.queue"


def register(app: Flask, blueprint: Blueprint, services: Services) -> None:
    """Mount the shared routes and give templates what they need."""
    folders = {name: _folder(package, inside) for name, (package, inside) in PACKAGE_FILES.items()}

    @blueprint.get("/static/package/<name>")
    def package_file(name: str) -> ResponseReturnValue:
        if name not in folders:
            abort(404)
        return send_from_directory(folders[name], name)

    @blueprint.get("/")
    def home() -> ResponseReturnValue:
        return redirect(url_for(home_of(access.who())))

    @blueprint.get("/language/<code>")
    def choose_language(code: str) -> ResponseReturnValue:
        if code not in LANGUAGES:
            abort(404)
        answer = redirect(local_path(request.args.get("next", "/")))
        secure = services.settings.public_url.startswith("https:")
        answer.set_cookie("language", code, max_age=YEAR_S, secure=secure, httponly=True, samesite="Strict")
        return answer

    @app.context_processor
    def _shared() -> dict[str, object]:
        spoken = language()
        return {
            "lang": spoken,
            "other_language": next(each for each in LANGUAGES if each != spoken),
            "_": words,
            "knows": lambda code: knows(code, spoken),
            "icon": icon,
            "me": g.get("person"),
            "Role": Role,
            "can": _can,
            "form_token": _form_token,
            "here": request.full_path.rstrip("?"),
            "when": _when(services),
            "label": _label(services),
            "state_icon": STATE_ICONS.__getitem__,
            "level_icon": LEVEL_ICONS.__getitem__,
            "duty_icon": DUTY_ICONS.__getitem__,
            "feed_icon": FEED_ICONS.__getitem__,
        }


def _folder(package: str, inside: str) -> Path:
    """Where a package keeps its files, without importing it (one of them is made for another framework)."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise RuntimeError(f"the package {package} is not installed")
    return Path(found.submodule_search_locations[0]) / inside


def _can(endpoint: str) -> bool:
    """Whether the person who asks has a role for an endpoint: what is not allowed is not offered."""
    person = cast("Person | None", g.get("person"))
    rule = access.ACCESS.get(endpoint)
    return bool(person and rule and person.roles & rule.roles)


def _form_token() -> Markup:
    """The hidden input every form holds."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(tokens.FIELD, tokens.token(g.get("secret", "")))


def _when(services: Services) -> Callable[[str], str]:
    def when(text: str) -> str:
        zone = services.form().configuration.city.time_zone
        return spoken_time(text, zone, services.clock.now(), language())

    return when


def _label(services: Services) -> Callable[[str, str], str]:
    def label(name: str, code: str) -> str:
        return services.form().configuration.vocabulary.label(name, code, language())

    return label


def show(template: str, status: int = 200, **context: object) -> ResponseReturnValue:
    """Render a page."""
    return render_template(template, **context), status
