"""A draft goes from one tablet of its officer to another: released by one, taken by exactly one.

`decide_release` and `decide_take` are pure. `take_in` does what they say, each with its log entry and its inbox item,
inside the transaction of the exchange that asks (`server.intake`): all of it together with the versions that came with
it, or not at all. A release that was refused is remembered, so that a copy of the request that arrives late is too.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from server import log
from server.services import Services
from server.store import Connection, devices, inbox, moves, reports, versions
from server.store.devices import Asker
from server.store.inbox import Item
from server.store.moves import MoveRow
from server.store.versions import HeldVersion, VersionRow
from shared import entry
from shared.canonical import Value, canonical
from shared.commit import open_disclosure
from shared.moving import NAMED_BY, OFFERED, TAKEN, Act, Answer

NOT_THE_VERSION = "move.version"
ELSEWHERE = "move.elsewhere"
UNKNOWN = "move.unknown"
GONE = "move.taken"


class Asked(NamedTuple):
    """One move as a tablet asks for it (`shared.moving.MoveAsked`)."""

    move: str
    act: str
    report: str
    version: str


class Answered(NamedTuple):
    """One move's outcome (`shared.moving.MoveAnswered`)."""

    move: str
    outcome: Answer
    code: str = ""
    sealed: str = ""
    key: str = ""


class Decision(NamedTuple):
    """What becomes of a move; `code` says why it is refused."""

    outcome: Answer
    code: str = ""


def decide_release(
    asked: Asked, asker: Asker, *, held: MoveRow | None, newest: MoveRow | None, version: VersionRow | None
) -> Decision:
    """Whether a tablet may release a draft. Pure.

    held     the release of this id, None if it is new
    newest   the last release of the report, None if it never moved
    version  the version it names, None if it is not stored
    """
    if held is not None:
        same = (held.report_id, held.version_digest, held.released_by) == (asked.report, asked.version, asker.device_id)
        code = held.code if same else ELSEWHERE
        return Decision(Answer.REFUSED, code) if code else Decision(Answer.ALREADY)
    if version is None or (version.report_id, version.kind, version.author_id, version.device_id) != (
        asked.report,
        "interim",
        asker.person_id,
        asker.device_id,
    ):
        return Decision(Answer.REFUSED, NOT_THE_VERSION)
    if newest is not None and newest.taken_by != asker.device_id:
        # Released already, or written by another tablet now: this one was put back to an older backup.
        return Decision(Answer.REFUSED, ELSEWHERE)
    return Decision(Answer.DONE)


def decide_take(asked: Asked, asker: Asker, *, held: MoveRow | None, newest: MoveRow | None) -> Decision:
    """Whether a tablet may go on with a draft. Pure. `held` and `newest` as for `decide_release`."""
    if (
        held is None
        or held.code
        or (held.person_id, held.report_id, held.version_digest) != (asker.person_id, asked.report, asked.version)
    ):
        return Decision(Answer.REFUSED, UNKNOWN)
    if newest is None or newest.id != held.id or held.taken_by not in ("", asker.device_id):
        return Decision(Answer.REFUSED, GONE)
    return Decision(Answer.ALREADY if held.taken_by else Answer.DONE)


def take_in(
    db: Connection, services: Services, asker: Asker, given: Sequence[Mapping[str, str]], at: str
) -> list[Answered]:
    """Do what a request asks, in its order. Only inside `Store.writing()`."""
    answered = []
    for each in given:
        asked = Asked(each["move"], each["act"], each["report"], each["version"])
        do = _release if asked.act == Act.RELEASE else _take
        answered.append(do(db, services, asker, asked, at))
    return answered


def _release(db: Connection, services: Services, asker: Asker, asked: Asked, at: str) -> Answered:
    held, version = moves.get(db, asked.move), versions.get(db, asked.version)
    newest = moves.newest(db, asked.report)
    decision = decide_release(asked, asker, held=held, newest=newest, version=version.row if version else None)
    if held is None:
        done = decision.outcome is Answer.DONE
        act = entry.Act.DRAFT_RELEASED if done else entry.Act.DRAFT_NOT_MOVED
        index = _log(db, services, act, asker, asked, decision.code)
        row = MoveRow(
            id=asked.move,
            report_id=asked.report,
            version_digest=asked.version,
            person_id=asker.person_id,
            released_by=asker.device_id,
            released_at=at,
            log_index=index,
            code=decision.code,
            taken_by="",
            taken_at="",
        )
        moves.add(db, row)
        if done and version is not None:
            _tell(db, row, OFFERED, index, _offer(db, row, version))
    return Answered(asked.move, decision.outcome, decision.code)


def _take(db: Connection, services: Services, asker: Asker, asked: Asked, at: str) -> Answered:
    held, newest = moves.get(db, asked.move), moves.newest(db, asked.report)
    decision = decide_take(asked, asker, held=held, newest=newest)
    if decision.outcome is Answer.DONE and not moves.take(db, asked.move, asker.device_id, at):
        decision = Decision(Answer.REFUSED, GONE)
    if held is None or decision.code == UNKNOWN:
        return Answered(asked.move, Answer.REFUSED, UNKNOWN)  # of nothing that is known here: its exchange is logged
    if decision.outcome is Answer.REFUSED:
        _log(db, services, entry.Act.DRAFT_NOT_MOVED, asker, asked, decision.code)
        return Answered(asked.move, decision.outcome, decision.code)
    if decision.outcome is Answer.DONE:
        index = _log(db, services, entry.Act.DRAFT_TAKEN, asker, asked, "")
        _tell(db, held, TAKEN, index, {"move": asked.move, "by": asker.device_id, "at": at})
    version = versions.get(db, asked.version)
    assert version is not None, "a version is never deleted"
    key = devices.get_key(db, version.row.key_id)
    assert key is not None, "a key is never deleted"
    return Answered(asked.move, decision.outcome, "", version.sealed.text(), key.public)


def _log(db: Connection, services: Services, act: entry.Act, asker: Asker, asked: Asked, code: str) -> int:
    details: dict[str, Value] = {"move": asked.move, "version": asked.version, "device": asker.device_id}
    if code:
        details |= {"asked": asked.act, "code": code}
    return log.append(db, services, act, asker.person_id, asked.report, details)


def _tell(db: Connection, row: MoveRow, kind: str, index: int, body: Mapping[str, Value]) -> None:
    """Every tablet of the officer hears of it, the one that asked too."""
    inbox.put(db, [Item(row.person_id, index, kind, row.report_id, canonical(dict(body)).decode())])


def _offer(db: Connection, row: MoveRow, version: HeldVersion) -> dict[str, Value]:
    report = reports.row(db, row.report_id)
    return {
        "move": row.id,
        "version": row.version_digest,
        "by": row.released_by,
        "at": row.released_at,
        "returned": report is not None and report.state == "returned",
        "form_version": version.row.form_version,
        "named": _named(version),
    }


def _named(version: HeldVersion) -> dict[str, Value]:
    """What the officer knows the report by."""
    found: dict[str, Value] = {}
    for text in version.sealed.disclosures:
        address, value = open_disclosure(text)
        if address.part == "incident" and address.field in NAMED_BY and isinstance(value, str):
            found[address.field] = value
    return found
