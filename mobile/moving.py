"""An officer's verbs for a draft that is continued on another of their tablets, or at a desk: release it, take it.

A draft is moved, never copied: a tablet that released it writes no more, and one that wants it writes only once the
server has said that it is the one. Both verbs are on the disk when they return and reach the server with the next
exchange (`mobile.moved`).
"""

from mobile.content import typed_problems
from mobile.drafting import DraftError, Drafting
from mobile.forms import Forms
from mobile.moved import AWAY, MOVED, reopen
from mobile.sealing import NotReady
from mobile.store import Database, drafts, moves
from mobile.store.moves import OPEN, RELEASE, SENT, TAKE, WAITING, Move
from mobile.vault import Vault
from shared.ports import Chance

MOVABLE = ("draft", "returned")
"""States of a report that can be released: what the server has not refused, and no note, no practice."""


class Moving:
    """The verbs, over one open vault."""

    def __init__(self, vault: Vault, drafting: Drafting, forms: Forms, chance: Chance) -> None:
        self._store, self._drafting, self._forms, self._chance = vault.store, drafting, forms, chance

    def may_release(self, report: str) -> bool:
        """Whether `release` is to be offered."""
        with self._store.reading() as database:
            draft = drafts.get(database, report)
        return draft is not None and draft.open and draft.state in MOVABLE

    def release(self, report: str) -> None:
        """Seal what is here as an interim version and write no more: any tablet of the officer may go on.

        What was typed and is no answer yet would stay behind, so it is put right or cleared first. Raises NotReady
        with those problems, DraftError, StoreError; then the report is written here as before.
        """
        name = self._chance.uuid()

        def keep(database: Database) -> None:
            content = self._drafting.content_in(database, report)
            if not content.draft.open or content.draft.state not in MOVABLE:
                raise DraftError("move.not_now")
            if left := typed_problems(content):
                raise NotReady(left)
            version = self._drafting.seal_in(database, report, "interim")
            assert version is not None, "only practice is not sealed"
            moves.add(database, Move(name, RELEASE, report, version.digest, WAITING, content.draft.state))
            drafts.move(database, report, MOVED, open=False)
            self._drafting.left_in(database, report)

        self._store.write(keep)

    def take(self, report: str) -> bool:
        """Ask to go on with a draft here; True if it is here at once, because nobody had heard of its release yet.

        Raises DraftError: move.taken if it is not to be had, move.newer if this app is too old for it; StoreError.
        """

        def keep(database: Database) -> bool:
            draft, own = drafts.get(database, report), moves.latest(database, report, RELEASE)
            if draft is None or draft.state not in AWAY:
                raise DraftError("draft.unknown")
            offer = moves.offer(database, report)
            if offer is None and own is not None and own.state == WAITING:
                moves.remove(database, own.id, RELEASE)
                reopen(database, report, own.was)
                return True
            if offer is not None:
                if offer.form_version > self._forms.latest:
                    raise DraftError("move.newer")
                wanted = Move(offer.move, TAKE, report, offer.version, WAITING, offer.was)
            elif own is not None and own.state == SENT and not own.repeated:
                wanted = Move(own.id, TAKE, report, own.version, WAITING, own.was)
            else:
                raise DraftError("move.taken")
            held = moves.get(database, wanted.id, TAKE)
            if held is None or held.state not in OPEN:
                moves.add(database, wanted)
            return False

        return self._store.write(keep)

    def news(self) -> list[Move]:
        """Moves that the server refused and nobody was told of; they count as told now. Raises StoreError."""
        with self._store.reading() as database:
            found = moves.untold(database)
        if found:
            self._store.write(moves.told)
        return found
