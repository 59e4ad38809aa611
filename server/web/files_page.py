"""Which files a version names, which of them are here, and handing one out as it was taken, never shown inline."""

import logging
from dataclasses import dataclass

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from server import access, files
from server.encrypted import Damaged
from server.reviewing import opening
from server.reviewing.opening import Opened
from server.services import Services
from server.web.page import words
from shared import display
from shared.answers import Row, rows_of
from shared.attached import file_name
from shared.canonical import Value

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileLine:
    """One file of a version: what it is, how large, whether it is here."""

    digest: str
    kind: str
    caption: str
    size: str
    here: bool


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the address of one file of one version."""

    @blueprint.get("/reports/<uuid:report_id>/versions/<digest>/files/<name>")
    def file(report_id: object, digest: str, name: str) -> ResponseReturnValue:
        with services.store.reading() as db:
            opened = opening.read(db, services, str(report_id), digest)
        row = next((each for each in _rows(opened) if each["sha256"] == name), None) if opened else None
        present = files.present(services, [name])
        if row is None or name not in present:
            abort(404)
        try:
            pieces = files.fetch(services, access.who().id, str(report_id), digest, name)
        except (Damaged, OSError):
            _LOG.exception("file %s cannot be read", name)
            abort(500)
        answer = Response(pieces, mimetype="application/octet-stream")
        answer.headers["Content-Length"] = str(present[name])
        called = file_name(name, str(row.get("media_type", "")))
        answer.headers["Content-Disposition"] = f'attachment; filename="{called}"'
        return answer


def file_lines(services: Services, opened: Opened, spoken: str) -> list[FileLine]:
    """The files of the version shown, in its order."""
    found = _rows(opened)
    here = files.present(services, [str(row["sha256"]) for row in found])
    kind = opened.shown.form.by_name["media"].by_name["kind"]
    return [
        FileLine(
            str(row["sha256"]),
            display.value(kind, row["kind"], spoken, opened.shown.answers) if "kind" in row else "",
            str(row.get("caption", "")),
            _size(row.get("size_bytes", 0)),
            row["sha256"] in here,
        )
        for row in found
    ]


def _rows(opened: Opened) -> list[Row]:
    return [row for row in rows_of(opened.shown.answers, "media") if "sha256" in row]


def _size(stated: Value) -> str:
    size = stated if isinstance(stated, int) else 0
    if size < 100_000:
        return words("web.files.kb", size=f"{max(size / 1000, 0.1):.1f}")
    return words("web.files.mb", size=f"{size / 1_000_000:.1f}")
