"""One zone for everything an officer sees and seals, whatever the machine is set to."""

from datetime import UTC, datetime
from typing import Any

from mobile.session import Session
from mobile.store import drafts
from mobile.vault import Vault
from shared.answers import Address
from tests.mobile.small_server import CountingChance, FrozenClock, Network


class UtcMachine(FrozenClock):
    """A tablet that somebody set to UTC."""

    def now(self) -> datetime:
        return super().now().astimezone(UTC)


def test_a_tablet_set_to_another_zone_says_and_seals_the_citys_times(
    vault: Vault, network: Network, chance: CountingChance
) -> None:
    session = Session(vault, lambda _address: network, UtcMachine(), chance)
    drafting = session.drafting
    report = drafting.start()
    attempt: Any = drafting.instant()
    drafting.answer(report, Address("incident", "-", "lapd_arrived_at"), attempt)
    version = drafting.seal(report, "interim")
    with vault.store.reading() as database:
        draft = drafts.get(database, report)
    assert version is not None and draft is not None
    offset = FrozenClock().now().utcoffset()
    for text in (attempt["at"], draft.saved_at, version.sealed_at, session.clock.now().isoformat()):
        assert datetime.fromisoformat(text).utcoffset() == offset, text
    session.lock()
