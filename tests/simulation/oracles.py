"""What must hold in every world. Each check raises `Violation` with a sentence that names the promise it breaks.

Nothing here asks the product whether it is right: databases are read with SQL of their own, proofs are checked with
`shared.merkle` against the log as it is, and a model of what was promised is kept beside (`seat.Promise`).
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mobile.store.exchanges import RESTORED
from server import log
from shared import checkpoint
from shared.canonical import un_b64u
from shared.entry import Act, commitment, leaf_of, open_entry
from shared.keys import parse_public
from shared.merkle import check_inclusion, root
from shared.seal import Packed
from tests.simulation.seat import Promise, Seat, held, outcome_of

if TYPE_CHECKING:
    from tests.simulation.weather import Line
    from tests.simulation.world import World

TAKEN = ("stored", "branched")
REUSED = "exchange.sequence_reused"


@dataclass
class Past:
    """The server's log and those that it followed, kept beside: each earlier origin with how many of its entries the
    log still begins with, and the digests that a log now lost refused."""

    origin: str
    reaches: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def lost(self, origin: str, entry: int | None) -> bool:
        """Whether an entry of the log called `origin` is not in the server's any more."""
        return origin != self.origin and (entry or 0) >= self.reaches.get(origin, 0)

    def put_back(self, backup: "Past", size: int, origin: str) -> "Past":
        """After the server was put back to the log of `backup`, which had `size` entries, and goes on as `origin`."""
        return Past(origin, {**backup.reaches, backup.origin: size}, self.refused)


def origin_of(head: str) -> str:
    """The log that a tree head is of."""
    return head.split("\n", 1)[0]


class Violation(Exception):
    """A promise was broken."""


def demand(holds: object, said: str) -> None:
    """Raise Violation unless it holds."""
    if not holds:
        raise Violation(said)


def check_session(world: "World", seat: Seat, line: "Line", kind: str) -> None:
    """What one exchange may have done."""
    demand(not (line.lied and kind.startswith("done")), f"a false reply was believed: {line.met}")
    demand(not line.faulted_500, "the server failed without a fault: " + repr(line.faulted_500[:1]))
    if seat.unchanged_for("check_session"):
        return
    alarms = alarmed(seat)
    demand(alarms or not seat.alarming, "an alarm is gone")
    demand(not alarms or seat.alarming or line.lied, "an alarm without a reason")
    seat.alarming = alarms


def alarmed(seat: Seat) -> bool:
    """Whether the tablet holds an alarm. What it keeps of a server that was properly restored is none."""
    return bool(_one(seat.connection, "SELECT count(*) FROM alarm WHERE code <> ?", RESTORED))


def check_tablet(world: "World", seat: Seat) -> None:
    """What a tablet's store must look like at every moment. A disk that nobody wrote on was looked at before."""
    if seat.unchanged_for("check_tablet"):
        return
    there = set()
    for digest, state, problems, queued, entry, head in held(seat):
        there.add(digest)
        demand((state == "waiting") == bool(queued), f"{state} but queued={queued}: what waits is in the outbox")
        if state in TAKEN:
            demand(head, "delivered without a receipt")
        elif state == "refused":
            demand(problems != "[]", "refused without a reason")
        else:
            demand(state == "waiting", f"an unknown state: {state}")
        if head and digest not in seat.acked and not world.past.lost(origin_of(head), entry):
            index = _one(world.server, "SELECT log_index FROM version WHERE digest = ?", digest)
            demand(index is not None, "acknowledged, and the server does not have it")
            seat.acked[digest] = index
    demand(seat.promises.keys() <= there, "a sealed version is gone from the tablet")


def check_whole(world: "World", seat: Seat) -> None:
    """After the faults have stopped: everything arrived, or its reason is known; every proof holds."""
    arrived = _stored(world)
    newest: dict[str, str] = {}
    for digest, promise in seat.promises.items():
        newest[promise.report] = digest
    states = {digest: state for digest, state, *_ in held(seat)}
    for digest, promise in seat.promises.items():
        state = states[digest]
        if promise.report in world.choked and state == "waiting":
            continue
        if state in TAKEN:
            demand(digest in arrived, "delivered, and the server does not have it")
            demand(promise.bad in ("", "maybe"), f"a bad version was taken in: {promise.bad}")
            continue
        codes = outcome_of(seat, digest)
        if promise.bad or (digest in world.server.fuse.refuses and codes == ["exchange.fault"]):
            continue
        demand(world.cloned and codes == [REUSED], f"a good version was refused: {state} {codes}")
        # Sealed once more under a new incarnation, or followed by a newer version that says at least as much.
        later = newest[promise.report]
        demand(later != digest and states[later] in TAKEN, "a version of a cloned tablet did not arrive again")
    check_proofs(world, seat)
    demand(follows(world, seat), "a tablet does not follow the restored server")
    for digest, _, _, _, entry, head in held(seat):
        demand(not head or not world.past.lost(origin_of(head), entry), f"{digest} has the receipt of a lost log")
    _check_inbox(world, seat)
    for report, state in seat.connection.execute("SELECT report, state FROM draft"):
        if state in ("delivered", "approved"):
            last = newest.get(report)
            demand(last and states[last] in TAKEN, f"shown as {state}, and its newest version is not")


def check_server(world: "World") -> None:
    """The log is whole, and it and the versions tell the same story: each exactly once, no version overwritten."""
    services = world.ground.services
    with services.store.reading() as db:
        broken = log.first_broken_entry(db)
    demand(broken is None, f"the log is broken at {broken}")
    accepted: dict[str, tuple[int, Act]] = {}
    refused = set(world.past.refused)
    exchanged = 0
    for index, opening in world.server.execute('SELECT "index", opening FROM log_entry ORDER BY "index"'):
        entry = open_entry(bytes(opening))
        exchanged += entry.act is Act.EXCHANGED
        if entry.act is Act.VERSION_REFUSED:
            refused.add(str(entry.details["version"]))
        if entry.act in (Act.VERSION_ACCEPTED, Act.VERSION_BRANCHED):
            digest = str(entry.details["version"])
            demand(digest not in accepted, "a version was accepted twice")
            accepted[digest] = index, entry.act
    stored = _stored(world)
    demand(stored.keys() == accepted.keys(), "the log and the versions differ")
    nonces = _one(world.server, "SELECT count(*) FROM nonce") - _one(world.ground.server, "SELECT count(*) FROM nonce")
    demand(exchanged == nonces, f"{exchanged} exchanges are logged for {nonces} requests that were taken in")
    known = {digest: promise for seat in world.seats for digest, promise in seat.promises.items()}
    for digest, row in stored.items():
        index, act = accepted[digest]
        demand(row["log_index"] == index, "a version names another entry than the one that accepted it")
        demand(bool(row["branched"]) == (act is Act.VERSION_BRANCHED), "a branch is not logged as one")
        signed = row["token"].rpartition(".")[0]
        demand(hashlib.sha256(signed.encode()).hexdigest() == digest, "a stored version is not what its name says")
        if digest in known:
            _check_bytes(known[digest].packed, row)
    told = {digest for seat in world.seats for digest, state, *_ in held(seat) if state == "refused"}
    demand("" in refused or told <= refused, "a refusal is not in the log")
    _check_chains(world, stored)
    for seat in world.seats:
        demand(seat.acked.keys() <= stored.keys(), "what was acknowledged is gone from the server")


def check_left(world: "World") -> None:
    """What is held of a log that is about to be lost, because nobody can check it later; and what only it knows."""
    for seat in world.seats:
        check_proofs(world, seat)
    for (opening,) in world.server.execute("SELECT opening FROM log_entry WHERE act = ?", (Act.VERSION_REFUSED.value,)):
        world.past.refused.add(str(open_entry(bytes(opening)).details["version"]))


def forget(world: "World") -> None:
    """What was acknowledged by a log that is lost may be gone from the server until its tablet has heard of that."""
    there = dict(world.server.execute("SELECT digest, log_index FROM version").fetchall())
    for seat in world.seats:
        seat.acked = {digest: index for digest, index in seat.acked.items() if there.get(digest) == index}
        seat.seen.clear()


def check_rolled_back(world: "World") -> None:
    """A server that forgot is found out by every tablet that saw more, and none of them lets go of anything."""
    size = int(_one(world.server, "SELECT size FROM log_head"))
    for seat in world.seats:
        seen = int(_one(seat.connection, "SELECT max(size) FROM head"))
        before = held(seat)
        line = world._line(seat, "", None, "")
        kind = world._exchange(seat, line)
        if "choked" in line.met:
            continue  # something between could not carry it: the server never said a word
        if seen > size or kind.startswith("alarm"):
            demand(kind.startswith("alarm"), f"a restored server passed for the old one: {kind}")
            demand(held(seat) == before, "something was settled by a server that forgot")
        size = int(_one(world.server, "SELECT size FROM log_head"))


def _check_bytes(packed: bytes, row: dict[str, Any]) -> None:
    """What is stored is what was sealed, to the byte."""
    sent = Packed.from_data(json.loads(packed)).sealed()
    demand(sent.token == row["token"] and "~".join(sent.disclosures) == row["texts"], "stored is not what was sealed")


def _check_chains(world: "World", stored: dict[str, dict[str, Any]]) -> None:
    """Each report's versions that are no branches are one chain, in the log's order, up to the report's head."""
    odd = {promise.report for seat in world.seats for promise in seat.promises.values() if _is_odd(world, promise)}
    if world.past.reaches:  # until it has heard of a move again, a server that was put back gives a draft once more
        moved = (seat.connection.execute("SELECT report FROM move") for seat in world.seats)
        odd |= {report for rows in moved for (report,) in rows}
    chains: dict[str, list[dict[str, Any]]] = {}
    branches: dict[str, int] = {}
    for row in sorted(stored.values(), key=lambda each: each["log_index"]):
        report = row["report_id"]
        if row["branched"]:
            demand(world.cloned or report in odd, "a branch without a cause")
            branches[report] = branches.get(report, 0) + 1
            if report in chains:
                continue
        chain = chains.setdefault(report, [])
        if chain:
            demand(row["parent"] == chain[-1]["digest"], "a version was laid over another")
            demand(row["sequence"] == chain[-1]["sequence"] + 1, "a chain has a gap")
        chain.append(row)
    for report, head, count in world.server.execute("SELECT id, head, branches FROM report"):
        demand(chains[report][-1]["digest"] == head, "a report's head is not the end of its chain")
        demand(branches.get(report, 0) == count, "a report's branches are miscounted")
    told = _branch_notes(world)
    demand(told == branches, f"{sum(branches.values())} branches, and {sum(told.values())} were told to the officers")


def _is_odd(world: "World", promise: Promise) -> bool:
    """Whether the server never took it in, so that what follows it has lost its parent."""
    return bool(promise.bad) or promise.digest in world.server.fuse.refuses


def _branch_notes(world: "World") -> dict[str, int]:
    rows = world.server.execute("SELECT report_id, count(*) FROM inbox WHERE kind = 'branched' GROUP BY report_id")
    return dict(rows.fetchall())


def check_proofs(world: "World", seat: Seat) -> None:
    """Every tree head a tablet kept is one the server's log had; every receipt proves the entry that is there.

    What a log proved that is lost was checked before it was (`check_left`).
    """
    nodes = {
        (level, index): bytes(value)
        for level, index, value in world.server.execute('SELECT level, "index", hash FROM log_node')
    }
    key = parse_public(seat.vault.trust.log_key)
    for size, text in seat.connection.execute("SELECT size, checkpoint FROM head"):
        head = checkpoint.verify(text, key)
        if world.past.lost(head.origin, size - 1):
            continue
        demand(head.size == size, "a head is kept under another size")
        demand(head.root == root(size, lambda *at: nodes[at]), "a tablet holds a head that the log never had")
    for digest, entry, opening, proof, text in seat.connection.execute(
        "SELECT digest, entry, opening, proof, head FROM receipt"
    ):
        head = checkpoint.parse(text)
        if world.past.lost(head.origin, entry):
            continue
        leaf = leaf_of(commitment(bytes(opening)))
        check_inclusion(leaf, entry, head.size, [un_b64u(each) for each in json.loads(proof)], head.root)
        if not world.past.lost(head.origin, head.size - 1):
            demand(head.root == root(head.size, lambda *at: nodes[at]), "a receipt stands on a head the log never had")
        demand(open_entry(bytes(opening)).details.get("version") == digest, "a receipt is of another version")
        found = _one(world.server, 'SELECT opening FROM log_entry WHERE "index" = ?', entry)
        demand(bytes(found) == bytes(opening), "a receipt names an entry that says something else")


def news_waiting(world: "World", seat: Seat) -> bool:
    """Whether the server has something for the officer that is not on this tablet."""
    person = seat.vault.person.id
    sent = _one(world.server, "SELECT count(*) FROM inbox WHERE person_id = ?", person)
    return bool(sent != _one(seat.connection, "SELECT count(*) FROM inbox WHERE position >= 0"))


def follows(world: "World", seat: Seat) -> bool:
    """Whether the tablet has seen a tree head of the server's log as it is called now."""
    return _one(seat.connection, "SELECT 1 FROM head WHERE origin = ?", world.past.origin) is not None


def _check_inbox(world: "World", seat: Seat) -> None:
    sent = world.server.execute(
        "SELECT position, report_id FROM inbox WHERE person_id = ? ORDER BY position", (seat.vault.person.id,)
    ).fetchall()
    found = seat.connection.execute("SELECT position, report FROM inbox ORDER BY position").fetchall()
    # Below 0 stands what a lost log had for the officer and this one has not.
    got = [(position, report) for position, report in found if position >= 0 or not world.past.reaches]
    demand(sent == got, f"{len(sent)} items were left for the officer, {len(got)} came")


def _stored(world: "World") -> dict[str, dict[str, Any]]:
    names = ("digest", "report_id", "sequence", "parent", "branched", "log_index", "token", "texts")
    rows = world.server.execute(
        "SELECT v.digest, v.report_id, v.sequence, v.parent, v.branched, v.log_index, v.token, d.texts"
        " FROM version v JOIN disclosure d ON d.version_digest = v.digest"
    )
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def _one(connection: Any, statement: str, *values: object) -> Any:
    found = connection.execute(statement, values).fetchone()
    return found[0] if found else None
