"""An unlocked vault with one report begun, for measuring: made by the product's own code, enrolled at nobody."""

from pathlib import Path

from mobile.drafting import Drafting
from mobile.forms import Forms
from mobile.store import settings
from mobile.system import SystemChance, SystemClock
from mobile.vault import Person, create, unlock
from mobile.vaultfile import Cost
from shared import report
from shared.answers import Address
from shared.canonical import b64u
from shared.city import shipped_city
from shared.recovery import recovery_key, recovery_public
from shared.vocabulary import shipped_vocabulary

PASSPHRASE = "blue kettle on the roof"


def practising(folder: Path) -> tuple[Drafting, str, Address]:
    """(the verbs, a report just begun, the address of a short text in it)."""
    chance, clock = SystemChance(), SystemClock()
    person = Person(chance.uuid(), "90001", "Bench", "Police Officer II")
    lists, city = shipped_vocabulary(), shipped_city()
    device = chance.uuid()

    def fill(database):
        for name, value in {
            "device": device,
            "incarnation": chance.uuid(),
            "person": vars(person),
            "trust": {
                "address": "http://127.0.0.1:9",
                "origin": "bench/log",
                "log_key": "",
                "reply_key": "",
                "recovery_key": "",
            },
            "seeds": {name: b64u(chance.token(32)) for name in ("version", "device")},
            "cursor": 0,
            "current": {"vocabulary": lists.digest, "city": city.digest},
        }.items():
            settings.put(database, name, value)
        for kind, held in (("vocabulary", lists), ("city", city)):
            settings.put_configuration(database, held.digest, kind, held.content, "2026-01-01T00:00:00+00:00")

    department = recovery_public(recovery_key(chance.token(32)))
    cheap = Cost(1024, 1, 1)
    place = create(
        folder,
        PASSPHRASE,
        device=device,
        person=person,
        recovery_key=department,
        fill=fill,
        chance=chance,
        cost=cheap,
    )
    vault = unlock(place, PASSPHRASE, clock)
    drafting = Drafting(vault, Forms(vault.store, report.form, report.LATEST), clock, chance)
    return drafting, drafting.start(), Address("incident", "-", "location_block")
