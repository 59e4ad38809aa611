"""The tablets' interface: JSON under /api/v1, its OpenAPI description, and whether the server is well.

Thin views over `exchange` and `enrol`. Every answer a tablet gets, refusals included, is signed; every refusal of a
tablet that can be named is a log entry.
"""

import logging
from collections.abc import Callable

import orjson
from flask import Blueprint as PlainBlueprint
from flask import Flask, Response, g, request
from flask_smorest import Blueprint
from werkzeug.exceptions import HTTPException

from server import log
from server.api import enrol as enrolment
from server.api import exchange as exchanging
from server.api import files as filing
from server.api import wire
from server.api.describing import (
    HEARD,
    SHAPED,
    SIGNATURE,
    SIGNED,
    Described,
    TrustDocument,
    Wellness,
    json_body,
    refuses,
)
from server.problems import Refused
from server.services import Services
from server.store import StoreUnusable, TryAgain, configuration, devices
from server.trust import trust_data
from server.turns import Turns
from shared.entry import Act
from shared.protocol import (
    CONFIGURATION_PATH,
    ENROL_PATH,
    EXCHANGE_PATH,
    FILES_PATH,
    JSON_TYPE,
    enrol_reply,
    enrol_request,
    exchange_reply,
    exchange_request,
)

TRUST_PATH = "/api/v1/trust"
ANONYMOUS = "anonymous"
_LOG = logging.getLogger(__name__)
ENROLMENT = ("enrol.code", "enrol.expired", "enrol.used", "enrol.device_taken", "enrol.key", "enrol.proof")
_BY_STATUS = {404: "server.not_found", 405: "server.method", 403: "server.refused"}


def register(app: Flask, services: Services) -> None:
    """Add the interface to the app: endpoints `api.*` and `api-docs.openapi_json`."""
    app.config.update(
        API_TITLE="Scenebook",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    views = Blueprint("api", __name__, description="For tablets. Requests and replies are signed (RFC 9421).")
    heard = wire.in_turn(Turns(services.clock, services.settings.threads))
    _add_views(views, services, heard)
    filing.add_views(views, services, heard)
    _add_handlers(views, services)
    described = Described(app)
    described.register_blueprint(views)


def _add_views(views: Blueprint, services: Services, heard: Callable[[wire.View], wire.View]) -> None:
    @views.route(EXCHANGE_PATH, methods=["POST"])
    @views.doc(requestBody=json_body(exchange_request), parameters=SIGNATURE)
    @views.response(200, exchange_reply)
    @refuses(views, *HEARD, *SHAPED, "exchange.protocol", "exchange.foreign")
    @heard
    def exchange() -> Response:
        """Push versions, pull what concerns the officer."""
        return exchanging.exchange(services)

    @views.route(ENROL_PATH, methods=["POST"])
    @views.doc(requestBody=json_body(enrol_request), parameters=SIGNATURE)
    @views.response(200, enrol_reply)
    @refuses(
        views, *SIGNED, *SHAPED, *ENROLMENT, "exchange.protocol", "exchange.suspended", "signature.key", "server.busy"
    )
    @heard
    def enrol() -> Response:
        """Bind a vault's keys to the person behind a one-time code."""
        return enrolment.answer(services)

    @views.route(f"{CONFIGURATION_PATH}/<string:digest>", methods=["GET"])
    @views.doc(parameters=SIGNATURE)
    @views.response(200, {"type": "object"}, description="The canonical content that the digest names")
    @refuses(views, *HEARD, "configuration.unknown")
    @heard
    def configured(digest: str) -> Response:
        """A controlled list or a city file by its digest."""
        asked = wire.hear(services)
        with services.store.writing() as db:
            if not devices.spend_nonce(db, asked.asker.device_id, asked.signed.nonce):
                raise Refused("signature.replayed")
            content = configuration.content(db, digest[:64])
        if content is None:
            raise Refused("configuration.unknown")
        return wire.reply(services, 200, content.encode())

    @views.route(TRUST_PATH, methods=["GET"])
    @views.response(200, TrustDocument)
    @refuses(views)
    def trust() -> Response:
        """The log's origin and the public keys; to be compared with a copy that came another way."""
        return Response(orjson.dumps(trust_data(services)), mimetype=JSON_TYPE)

    def elsewhere(rest: str) -> Response:
        """Whatever else is asked below /api."""
        known = request.path in (EXCHANGE_PATH, ENROL_PATH, TRUST_PATH, FILES_PATH)
        below = request.path.startswith((f"{CONFIGURATION_PATH}/", f"{FILES_PATH}/"))
        raise Refused("server.method" if known or below else "server.not_found")

    # Past flask-smorest: what is nowhere is not described.
    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
    PlainBlueprint.add_url_rule(views, "/api/<path:rest>", "elsewhere", elsewhere, methods=methods)

    @views.route("/healthz", methods=["GET"])
    @views.response(200, Wellness, description="The process runs")
    @refuses(views)
    def healthz() -> Response:
        """Whether the process runs."""
        return Response(b'{"status":"ok"}', mimetype=JSON_TYPE)

    @views.route("/readyz", methods=["GET"])
    @views.response(200, Wellness, description="Requests can be served")
    @refuses(views)
    def readyz() -> Response:
        """Whether the database answers."""
        services.store.check_ready()
        return Response(b'{"status":"ready"}', mimetype=JSON_TYPE)


def _add_handlers(views: Blueprint, services: Services) -> None:
    @views.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        try:
            _write_down(services, error)
        except (StoreUnusable, TryAgain, OSError) as trouble:
            # Said as our own trouble: a tablet would take a refusal that nothing keeps for its file's fault.
            _LOG.error("a refusal could not be written down: %s", trouble)
            return wire.problem(services, Refused("server.storage"))
        return wire.problem(services, error)

    @views.errorhandler(HTTPException)
    def other(error: HTTPException) -> Response:
        code = error.code or 500
        return wire.problem(services, Refused(_BY_STATUS.get(code, "server.request" if code < 500 else "server.fault")))

    @views.errorhandler(StoreUnusable)
    @views.errorhandler(TryAgain)
    def unusable(error: Exception) -> Response:
        _LOG.error("the database refused: %s", error)
        return wire.problem(services, Refused("server.storage"))

    @views.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        _LOG.error("a request failed", exc_info=error)
        return wire.problem(services, Refused("server.fault"))


def _write_down(services: Services, error: Refused) -> None:
    """The refusal as a log entry when a tablet of ours can be named; a stranger's noise stays out of the log."""
    if error.code == "server.busy":
        return  # a herd must not fill the log either
    proven, claimed = g.get("asker"), g.get("claimed")
    if claimed is None:
        _LOG.warning("refused: %s %s", request.endpoint, error.code)
        return
    actor = proven.person_id if proven else ANONYMOUS
    details = {"endpoint": str(request.endpoint), "method": request.method, "reason": error.code}
    with services.store.writing() as db:
        log.append(db, services, Act.DENIED, actor, claimed.device_id, details)
