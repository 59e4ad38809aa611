"""What the server answers when a draft moves between an officer's tablets, and what that changes here.

    to_ask     what the next request asks for; noted as sent before it leaves
    answered   the answers, if they are about what was asked; a version that came over is checked (pure)
    keep       the changes, inside the transaction that keeps the whole reply; `keep_item` the same for inbox items
    bring_over a version that came over becomes the draft, once its lists are here

Whoever lost a reply asks again and gets the same answer, so a kill between any two of them changes nothing. The verbs
an officer knows are `mobile.moving`; what the server decides is docs/protocol.md, section 6.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from mobile.configuring import fetch_contents
from mobile.forms import Forms
from mobile.naming import names
from mobile.store import Database, drafts, exchanges, files, moves, versions
from mobile.store.drafts import Draft
from mobile.store.exchanges import Comment, Item
from mobile.store.moves import DONE, OPEN, REFUSED, RELEASE, TAKE, Move, Offer, Taken
from mobile.transport import Transport
from mobile.vault import Vault
from shared import report as definition
from shared.answers import ALL_ROWS, Address, flatten, rows_of
from shared.canonical import Value
from shared.catalog import Form
from shared.keys import BadKey, parse_public
from shared.moving import MOVES_MAX, OFFERED, TAKEN, Answer
from shared.ports import Chance, Clock
from shared.rules import derived
from shared.seal import SealBroken, Sealed, Unsealed, unseal

MOVED, OFFERED_HERE, GONE = "moved", "offered", "gone"
"""States of a report that is not written here: another tablet has it; any may take it; another has it, and nothing of
it was ever written here, so that nothing is shown."""
AWAY = (MOVED, OFFERED_HERE, GONE)
KINDS = (OFFERED, TAKEN)

UNSPOKEN = "move.unspoken"
UNKNOWN, TAKEN_BY_OTHER = "move.unknown", "move.taken"


class NotAnswered(ValueError):
    """The reply says something else than what was asked."""


@dataclass(frozen=True)
class Moved:
    """What became of one move; `taken` is the version that came over."""

    move: Move
    outcome: Answer
    code: str = ""
    taken: Taken | None = None


def to_ask(database: Database, carried: Collection[str]) -> tuple[Move, ...]:
    """What the next request asks for, noted as sent. `carried`: digests of the versions in it.

    A release goes with its version or after it, and what takes it back not before it. Inside a transaction.
    """
    queued = versions.queued(database).keys() - set(carried)
    asked: list[Move] = []
    held_back: set[str] = set()
    for move in moves.pending(database):
        if move.act == RELEASE and move.version in queued:
            held_back.add(move.id)
        elif move.id not in held_back and len(asked) < MOVES_MAX:
            asked.append(move)
    moves.carried(database, asked)
    return tuple(asked)


def envelope(asked: Sequence[Move]) -> dict[str, Value]:
    """The request's member, left out where nothing is asked."""
    told: list[Value] = [
        {"move": each.id, "act": each.act, "report": each.report, "version": each.version} for each in asked
    ]
    return {"moves": told} if told else {}


def answered(asked: Sequence[Move], content: Mapping[str, Value], person: str) -> tuple[Moved, ...]:
    """The answers of a believed reply, in the order of the request; pure. Raises NotAnswered."""
    given = cast(Sequence[Mapping[str, str]] | None, content.get("moves"))
    if given is None:  # an older server, which left them unread
        return tuple(Moved(each, Answer.REFUSED, UNSPOKEN) for each in asked)
    if content["origins"] and not given:
        return ()  # a restored server that has to be followed first: it looked at none
    if [each["move"] for each in given] != [each.id for each in asked]:
        raise NotAnswered("not the moves that were asked")
    return tuple(_answered(move, each, person) for move, each in zip(asked, given, strict=True))


def _answered(move: Move, given: Mapping[str, str], person: str) -> Moved:
    outcome = Answer(given["outcome"])
    if outcome is Answer.REFUSED or move.act == RELEASE:
        return Moved(move, outcome, given["code"])
    try:
        sealed = Sealed.parse(given["sealed"])
        unsealed = unseal(sealed, parse_public(given["key"]))
    except (SealBroken, BadKey) as error:
        raise NotAnswered("not a version that its author signed") from error
    header = unsealed.header
    if (unsealed.digest, header.report, header.author) != (move.version, move.report, person):
        raise NotAnswered("another version than the one that was released")
    taken = Taken(
        move=move.id,
        report=move.report,
        digest=move.version,
        sequence=header.sequence,
        sealed=given["sealed"],
        key=given["key"],
        was=move.was,
        opened=False,
    )
    return Moved(move, outcome, "", taken)


def keep(database: Database, each: Moved) -> None:
    """What one answer changes. An answer to what was only repeated for a restored server changes no draft."""
    move, refused = each.move, each.outcome is Answer.REFUSED
    if move.repeated:
        # The tablet that released it may not have said so again yet: until then the server knows nothing of it.
        if not refused or each.code != UNKNOWN:
            moves.settle(database, move, DONE)
        return
    moves.settle(database, move, REFUSED if refused else DONE, each.code)
    if move.act == RELEASE:
        if refused:
            reopen(database, move.report, move.was)
        return
    if refused and each.code == TAKEN_BY_OTHER:
        _elsewhere(database, move.report, move.id)
    if each.taken is None:
        return
    moves.end_offer(database, move.id)
    own = moves.get(database, move.id, RELEASE)
    if own is not None:
        reopen(database, move.report, own.was)  # nobody else had it: it is here as it was left
    else:
        moves.add_taken(database, each.taken)


def keep_item(database: Database, item: Item, device: str) -> None:
    """What an inbox item of KINDS means here. `device`: this vault's id."""
    move = str(item.body.get("move", ""))
    if item.kind == TAKEN:
        if item.body.get("by") == device:
            moves.end_offer(database, move)
        else:
            _elsewhere(database, item.report, move)
        return
    draft, taken = drafts.get(database, item.report), moves.get(database, move, TAKE)
    if (draft is not None and draft.state not in AWAY) or (taken is not None and taken.state == DONE):
        return  # it is written here
    named = item.body.get("named")
    incident = {str(name): value for name, value in named.items()} if isinstance(named, Mapping) else {}
    title, search = names({"incident": incident})
    at, version = str(item.body.get("at", "")), item.body.get("form_version")
    offer = Offer(
        report=item.report,
        move=move,
        version=str(item.body.get("version", "")),
        by=str(item.body.get("by", "")),
        at=at,
        was="returned" if item.body.get("returned") is True else "draft",
        form_version=version if isinstance(version, int) else 0,
    )
    if draft is None:
        drafts.add(database, _stranger(offer, str(incident.get("local_ref", "")), title, search))
    else:
        drafts.name(database, item.report, title, search)
        drafts.move(database, item.report, OFFERED_HERE, open=False)
    moves.put_offer(database, offer)


def reopen(database: Database, report: str, was: str) -> None:
    """A report that was released is written here again, unless something else became of it."""
    draft = drafts.get(database, report)
    if draft is not None and draft.state in AWAY:
        drafts.move(database, report, was, open=True)


def written_here(database: Database, report: str) -> bool:
    """Whether this tablet has something of the report to show."""
    return bool(versions.of_report(database, report)) or moves.was_taken(database, report)


def settled(database: Database, report: str) -> bool:
    """Whether the server has answered for the release of a report, and nothing is asked of it."""
    return not any(each.report == report for each in moves.pending(database))


def bring_over(vault: Vault, transport: Transport, clock: Clock, chance: Chance) -> None:
    """After an exchange: make drafts of the versions that came over, with the lists they were made with.

    Raises StoreError.
    """
    with vault.store.reading() as database:
        headers = [_open(each).header for each in moves.unopened(database)]
    if headers:
        wanted = {each.vocabulary: "vocabulary" for each in headers} | {each.city: "city" for each in headers}
        fetch_contents(vault, transport, wanted, clock, chance)
        unfold(vault, Forms(vault.store, definition.form, definition.LATEST), clock)


def unfold(vault: Vault, forms: Forms, clock: Clock) -> int:
    """Make drafts of the versions that came over, one transaction each; how many. One whose lists are not here yet
    waits for the next exchange. Raises StoreError."""
    with vault.store.reading() as database:
        waiting = moves.unopened(database)
    made = 0
    for taken in waiting:
        unsealed = _open(taken)
        header = unsealed.header
        try:
            form = forms.of(header.form_version, header.vocabulary, header.city)
        except LookupError:
            continue
        at = clock.now().isoformat(timespec="seconds")
        with vault.store.writing() as database:
            _unfold(database, taken, unsealed, form, at)
        made += 1
    return made


def _unfold(database: Database, taken: Taken, unsealed: Unsealed, form: Form, at: str) -> None:
    report, header, answers = taken.report, unsealed.header, unsealed.nested(form.order)
    drafts.empty(database, report)
    for part in form.parts:
        for place, row in enumerate(rows_of(answers, part.name) if part.repeated else ()):
            drafts.add_row(database, report, part.name, str(row["id"]), place)
    follows = derived(form, answers)
    for address, value in flatten(answers).items():
        if address.row != ALL_ROWS and address not in follows and form.spec(address.part, address.field) is not None:
            drafts.put_answer(database, report, address, value, None, None, at)
    title, search = names(answers)
    reference = str(drafts.values(database, report, "incident").get("local_ref", ""))
    drafts.adopt(database, report, header.form_version, header.vocabulary, header.city, reference, at)
    drafts.name(database, report, title, search)
    if taken.was == "returned":
        _put_comments(database, report)
    drafts.move(database, report, taken.was, open=True)
    for row in rows_of(answers, "media"):
        digest, size = row.get("sha256"), row.get("size_bytes")
        if isinstance(digest, str):
            files.expect(database, digest, size if isinstance(size, int) else 0, str(row.get("media_type", "")), at)
    moves.opened(database, taken.move)


def _put_comments(database: Database, report: str) -> None:
    """The remarks of the newest return: they came while the report was not here."""
    latest = next((each for each in exchanges.items(database, report) if each.kind == "returned"), None)
    if latest is not None:
        put_comments(database, latest)


def put_comments(database: Database, item: Item) -> None:
    """Keep the remarks that a returned report brings."""
    for number, comment in enumerate(exchanges.body_list(item.body, "comments")):
        try:
            address = Address.parse(str(comment.get("at")))
        except ValueError:
            address = None
        exchanges.add_comment(database, Comment(item.position, number, item.report, address, dict(comment), ""))


def _elsewhere(database: Database, report: str, move: str) -> None:
    """Another tablet took it."""
    moves.end_offer(database, move)
    draft = drafts.get(database, report)
    if draft is not None and draft.state in AWAY:
        drafts.move(database, report, MOVED if written_here(database, report) else GONE, open=False)


def _open(taken: Taken) -> Unsealed:
    return unseal(Sealed.parse(taken.sealed), parse_public(taken.key))


def _stranger(offer: Offer, reference: str, title: str, search: str) -> Draft:
    """A report of which only the offer is here."""
    return Draft(
        report=offer.report,
        open=False,
        practice=False,
        state=OFFERED_HERE,
        reference=reference,
        title=title,
        search=search,
        form_version=offer.form_version,
        vocabulary="",
        city="",
        started_at=offer.at,
        saved_at=offer.at,
    )


def waits(move: Move | None) -> bool:
    """Whether a move is still to be answered."""
    return move is not None and move.state in OPEN and not move.repeated
