"""One life of the app over a disk as it is: unlock, look at everything, go on with a flow to its end, look again.

A flow's first life begins on a disk that was looked at when it was made (`place`), so it does not look at it first.
"""

import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

from mobile.vault import Vault
from tests.soak import oracles
from tests.soak.calls import Say
from tests.soak.flows import FLOWS, Flow, Known, Tablet, step
from tests.soak.place import Place, make


def life(place: Place, flow: Flow, known: Known, random: object) -> Callable[[Say], None]:
    """What a child does: the flow, from wherever the lives that told `known` left it. Raises Violation."""

    def act(say: Say) -> None:
        told = list(known)

        def tell(*words: object) -> None:
            told.append(list(words))
            say(*words)

        place.dice.random = Random(str(random))
        vault = step(tell, place.unlock)
        if known:
            tell("looking")
            check(place, flow, vault, told)
            tell("looked")
        flow.act(Tablet(place, known, tell, vault, place.drafting(vault)))
        tell("looking")
        check(place, flow, vault, told)
        if flow.served:
            oracles.check_delivered(place, vault)
        tell("looked")
        vault.lock()
        tell("end")

    return act


def look(place: Place, flow: Flow, known: Known) -> None:
    """Open everything anew and look at it, in this process. Raises Violation, StoreError, VaultError."""
    try:
        vault = place.unlock()
        try:
            check(place, flow, vault, known)
        finally:
            vault.lock()
    finally:
        place.services.store.close()


def check(place: Place, flow: Flow, vault: Vault, told: Known) -> None:
    """Everything that must hold at this moment. Raises Violation."""
    believed = check_tablet(place, flow, vault, told)
    if flow.served:
        oracles.check_word(believed, oracles.check_server(place, told))


def check_tablet(place: Place, flow: Flow, vault: Vault, told: Known) -> oracles.Believed:
    """Everything that must hold of the tablet alone. Raises Violation."""
    if flow.base == "older":
        with vault.store.reading() as database:
            oracles.demand(oracles.content_of(database) == place.content, "the update changed what was stored")
    return oracles.check_tablet(vault, told)


IN_MEMORY = "/dev/shm"
"""Where the disks are: what a killed process wrote is there for the next one, as on any disk; only quicker."""


@contextmanager
def place() -> Iterator[Place]:
    """A disk with everything loaded that lives need: every flow was lived once in this process."""
    where = IN_MEMORY if Path(IN_MEMORY).is_dir() else None
    with tempfile.TemporaryDirectory(prefix="scenebook-soak-", dir=where) as folder:
        made = make(Path(folder))
        made.restore("sealed")
        vault = made.unlock()
        with vault.store.reading() as database:
            made = replace(made, content=oracles.content_of(database))
        vault.lock()
        for flow in FLOWS:
            made.restore(flow.base)
            look(made, flow, [])
            life(made, flow, [], "warm")(lambda *words: None)
        made.restore("draft")
        gc.collect()
        gc.freeze()  # what is shared with the children stays shared
        try:
            yield made
        finally:
            gc.unfreeze()
            made.services.store.close()
