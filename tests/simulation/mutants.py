"""`make mutants`: the exchange broken on purpose, one line at a time, and how many worlds it takes to notice.

A simulation that finds nothing proves nothing until it is seen to find. Each mutant is a piece of the product's own
source with other words in it, compiled into its module for as long as it is looked for. Guards that stand behind each
other are broken together (`+`): alone, each is covered by the other. A mutant whose words are no longer in the source
is an error, so the table stays true.
"""

import argparse
import contextlib
import inspect
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import server.api.exchange as api
import server.store.devices as device_rows
import server.store.engine as engine
import server.store.inbox as inbox_rows
from mobile import believing, moved, moving, renewing, restored, sealing, syncing
from mobile.store import versions
from server import intake
from server import moving as moves
from tests.simulation.plan import Plan
from tests.simulation.remembering import holding
from tests.simulation.world import live


@dataclass(frozen=True)
class Change:
    """In `function` of `module`, these words instead of those."""

    module: ModuleType
    function: str
    old: str
    new: str


def settle(state: str) -> str:
    """Words that mark what a request carries as delivered, at once."""
    return (
        "with vault.store.writing() as database:\n"
        f'        [versions.decide(database, each, "{state}", [], "") for each in asked.digests]\n'
    )


ASKED = "    asked = ask(vault, clock, chance, reaches, spoken)\n"
ECHO = Change(believing, "believe", 'content["exchange"] != asked.exchange', "False")
SIGNED = Change(believing, "believe", "    try:\n        check_reply(", "    try:\n        (lambda *_: None)(")
PLACES = Change(believing, "_answers", 'return outcome["version"] == digest or', "return True or")
OF_VERSION = Change(believing, "_receipt", ' or act.details.get("version") != digest', "")
INCLUDED = Change(believing, "_receipt", "check_inclusion(", "(lambda *_: None)(")
CONSISTENT = Change(believing, "after", "check_consistency(", "(lambda *_: None)(")
KNOWN = Change(intake, "decide", "if stored:", "if False:")
SLOT = Change(intake, "decide", "if slot_taken:", "if False:")

MUTANTS: dict[str, tuple[Change, ...]] = {
    # the tablet
    "trust any 200": (
        Change(
            syncing,
            "_not_believed",
            "    if not 400",
            "    if reply.status == 200:\n        with vault.store.writing() as database:\n            "
            '[versions.decide(database, each, "stored", [], "") for each in asked.digests]\n    if not 400',
        ),
    ),
    "mark as sent before the reply": (Change(syncing, "exchange_once", ASKED, f"{ASKED}    {settle('stored')}"),),
    "take out of the outbox before the reply": (
        Change(
            syncing,
            "exchange_once",
            ASKED,
            f"{ASKED}    with vault.store.writing() as database:\n"
            '        database.conn.execute("DELETE FROM outbox")\n',
        ),
    ),
    "do not check the reply's signature": (SIGNED,),
    "do not check what the reply echoes": (ECHO,),
    "neither signature nor echo": (SIGNED, ECHO),
    "order by clock": (Change(versions, "queue", "ORDER BY o.position", "ORDER BY v.sealed_at"),),
    "skip the consistency check": (CONSISTENT,),
    "take a receipt of another version": (OF_VERSION,),
    "do not check a receipt's proof nor its version": (INCLUDED, OF_VERSION),
    "outcomes in any order, receipts of any version": (PLACES, OF_VERSION),
    "take any tree head, signed or not": (
        Change(
            believing, "after", "checkpoint.verify(stated, parse_public(trust.log_key))", "checkpoint.parse(stated)"
        ),
    ),
    "let the cursor go back": (
        Change(believing, "believe", 'int(cast(int, content["cursor"])) < asked.cursor', "False"),
    ),
    "keep the cursor before the data": (
        Change(
            syncing,
            "exchange_once",
            "    keep(vault, changes, at, chance)",
            "    with vault.store.writing() as database:\n"
            '        settings.put(database, "cursor", changes.cursor)\n'
            "    keep(vault, changes, at, chance)",
        ),
    ),
    "forget receipts": (Change(syncing, "_keep_settled", "if settled.receipt is not None:", "if False:"),),
    "never try one by one": (Change(versions, "tried", "database.conn.executemany(", "(lambda *_: None)("),),
    "what is stuck keeps the post away": (
        Change(syncing, "_not_believed", "settings.put(database, PULL_NEXT, True)", "pass"),
    ),
    "a 401 clears the outbox": (
        Change(
            syncing,
            "_not_believed",
            "    if reply.status >= 500",
            "    if reply.status == 401:\n        with vault.store.writing() as database:\n"
            '            database.conn.execute("DELETE FROM outbox")\n    if reply.status >= 500',
        ),
    ),
    "a clone goes on counting": (
        Change(syncing, "keep", "renew(database, vault.version_key, doubled, chance)", "pass"),
    ),
    "a clone forgets what was refused": (
        Change(renewing, "renew", "_seal_again(database, key, version, incarnation, chance)", "pass"),
    ),
    "seal without a place in the outbox": (
        Change(versions, "add", "    database.conn.execute(", "    (lambda *_: None)("),
    ),
    "count no device sequence": (Change(sealing, "sealed", 'settings.take_number(database, "device_sequence")', "1"),),
    "do not ask again for what a restored server lost": (
        Change(restored, "begin_again", "versions.queue_again(database, lost, at)", "pass"),
    ),
    "keep the receipts of a lost log": (
        Change(restored, "begin_again", "exchanges.supersede_receipts(database, lost)", "pass"),
    ),
    "make no room for what a restored server sends": (
        Change(restored, "begin_again", "exchanges.move_items_back(database, kept)", "pass"),
    ),
    "keep the post of a log that was left": (
        Change(restored, "begin_again", "kept = min(new.shared, new.reaches.get(left, 0))", "kept = new.shared"),
    ),
    "go on with the cursor of a lost log": (
        Change(syncing, "keep", "cursor = min(cursor, restored.begin_again(", "(restored.begin_again("),
    ),
    "follow any other origin": (
        Change(
            restored,
            "followed",
            "if named.size > reaches.get(named.origin, 0):\n        raise Earlier(reaches)",
            "reaches = {named.origin: named.size, **reaches}",
        ),
        CONSISTENT,
    ),
    "go on writing what was handed on": (
        Change(moving, "Moving.release", "drafts.move(database, report, MOVED, open=False)", "pass"),
    ),
    "ask once for a move": (
        Change(
            moved,
            "to_ask",
            "moves.carried(database, asked)",
            "[moves.remove(database, each.id, each.act) for each in asked]",
        ),
    ),
    "let an answer stay behind": (
        Change(moved, "_unfold", "not in follows and", 'not in follows and address.field != "text" and'),
    ),
    # the server
    "look at what follows on what was lost": (
        Change(intake, "_take_all", "if past and seen.size > log.shared_with(now, seen.origin, past):", "if False:"),
    ),
    "acknowledge before the commit": (
        Change(
            engine,
            "Store.write",
            "                with self.writing() as db:\n                    return work(db)\n",
            "                done = None\n                try:\n                    with self.writing() as db:\n"
            "                        done = work(db)\n                except BaseException:\n"
            "                    if done is None:\n                        raise\n                return done\n",
        ),
    ),
    "forget what was stored": (KNOWN,),
    "forget which numbers are taken": (SLOT,),
    "forget both": (KNOWN, SLOT),
    "hear a request twice": (Change(device_rows, "spend_nonce", "return False", "return True"),),
    "the last one wins": (
        Change(
            intake,
            "decide",
            "if header.parent != head.digest:\n        return Decision(Outcome.BRANCHED)",
            "if header.parent != head.digest:\n        return Decision(Outcome.STORED)",
        ),
    ),
    "refuse what stands on an old base": (
        Change(
            intake,
            "decide",
            "if header.parent != head.digest:\n        return Decision(Outcome.BRANCHED)",
            'if header.parent != head.digest:\n        return Decision(Outcome.REFUSED, "seal.header")',
        ),
    ),
    "do not log what is refused": (
        Change(
            intake,
            "_take",
            "if decision.outcome is not Outcome.ALREADY:",
            "if decision.outcome not in (Outcome.ALREADY, Outcome.REFUSED):",
        ),
    ),
    "a repeat gets another receipt": (Change(intake, "_take", "index = books.stored.get(each.digest)", "index = 0"),),
    "do not tell of a branch": (Change(intake, "_take", "inbox.put(db, branches)", "pass"),),
    "one bad row drops its batch": (Change(intake, "_take_all", "taken = _take_singly(", "taken = (lambda *_: [])("),),
    "skip an inbox item": (Change(inbox_rows, "after", '"cursor": cursor', '"cursor": cursor + 1'),),
    "give a draft to everybody who asks": (
        Change(moves, "decide_take", 'held.taken_by not in ("", asker.device_id)', "False"),
    ),
    "refuse a clock that is a day off": (
        Change(
            api,
            "exchange",
            "    push = Push(",
            '    if abs(_offset(str(asked["sent_at"]), now)) > 86_400:\n'
            '        raise Refused("exchange.shape", ["sent_at"])\n    push = Push(',
        ),
    ),
}


@contextlib.contextmanager
def planted(changes: tuple[Change, ...]) -> Iterator[None]:
    """The product with these changes in it, while the block lasts. Raises LookupError for words that are not there."""
    sources: dict[tuple[ModuleType, str], str] = {}
    for change in changes:
        where = (change.module, change.function)
        source = sources.get(where) or inspect.getsource(_found(*where)[2])  # type: ignore[arg-type]
        if change.old not in source:
            raise LookupError(f"{change.function} has no {change.old!r} any more")
        sources[where] = source.replace(change.old, change.new)
    undo: list[tuple[object, str, object]] = []
    try:
        for where, source in sources.items():
            owner, name, function = _found(*where)
            made: dict[str, object] = {}
            exec(compile(textwrap.dedent(source), f"<mutant of {name}>", "exec"), where[0].__dict__, made)
            for holder in [owner] if isinstance(owner, type) else holding(name, function):
                undo.append((holder, name, function))
                setattr(holder, name, made[name])
        yield
    finally:
        for holder, name, function in reversed(undo):
            setattr(holder, name, function)


def _found(module: ModuleType, path: str) -> tuple[object, str, object]:
    """What holds the function, its name, and the function."""
    owner: object = module
    *outer, name = path.split(".")
    for each in outer:
        owner = getattr(owner, each)
    return owner, name, getattr(owner, name)


def caught(changes: tuple[Change, ...], seeds: int, first: int = 0) -> tuple[int, str]:
    """How many worlds it took, and what was violated; (0, "") if none of `seeds` noticed."""
    with planted(changes):
        for number in range(1, seeds + 1):
            violation = live(Plan.of(first + number)).violation
            if violation:
                return number, violation
    return 0, ""


def main() -> int:
    """Print the table; the exit status says whether every mutant was caught."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--seeds", type=int, default=1000)
    wanted.add_argument("--only", default="")
    asked = wanted.parse_args()
    missed = 0
    for name, changes in MUTANTS.items():
        if asked.only not in name:
            continue
        began = time.process_time()
        number, violation = caught(changes, asked.seeds)
        missed += not number
        said = f"seed {number:>4}" if number else "not found"
        print(f"{said:>10}  {time.process_time() - began:6.1f} s  {name}: {violation}", flush=True)
    print(f"{len(MUTANTS)} mutants, {missed} not caught within {asked.seeds} seeds")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
