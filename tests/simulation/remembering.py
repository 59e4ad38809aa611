"""What is worked out once in a world and looked up from then on: pure answers, of the same product's code.

Faults make tablets send the same versions again and again, and oracles look at what the product looked at. Whether a
signature holds of certain bytes, and what a version opens to, is the same each time. Only what was found good is kept.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

import orjson

from server import opening
from server.opening import Opened
from server.services import Services
from server.store.devices import Asker, KeyRow
from shared import keys

OURS = ("mobile", "server", "shared", "tests.simulation")


@contextlib.contextmanager
def remembering() -> Iterator[None]:
    """While the block lasts, each answer is worked out once."""
    with contextlib.ExitStack() as undo:
        for module, name, made in (
            (keys, "signature_holds", _signatures(keys.signature_holds)),
            (opening, "open_version", _versions(opening.open_version)),
        ):
            undo.enter_context(in_place_of(name, getattr(module, name), made))
        yield


@contextlib.contextmanager
def in_place_of(name: str, function: object, other: object) -> Iterator[None]:
    """Every module of ours that knows the function by its name knows the other one, while the block lasts."""
    holders = holding(name, function)
    for holder in holders:
        setattr(holder, name, other)
    try:
        yield
    finally:
        for holder in holders:
            setattr(holder, name, function)


def holding(name: str, function: object) -> list[ModuleType]:
    """Every module of ours that knows the function by its name."""
    ours = [module for path, module in list(sys.modules.items()) if path.startswith(OURS)]
    return [module for module in ours if getattr(module, name, None) is function]


def _signatures(holds: Callable[..., bool]) -> Callable[..., bool]:
    good: set[tuple[bytes, bytes, bytes]] = set()

    def signature_holds(key: Any, signature: bytes, message: bytes) -> bool:
        asked = (key.public_bytes_raw(), signature, message)
        if asked in good:
            return True
        if held := holds(key, signature, message):
            good.add(asked)
        return held

    return signature_holds


def _versions(open_it: Callable[..., object]) -> Callable[..., object]:
    good: dict[tuple[object, ...], Opened] = {}

    def open_version(services: Services, asker: Asker, keys: Mapping[str, KeyRow], raw: object) -> object:
        asked = (asker, tuple(keys.items()), orjson.dumps(raw))
        if asked in good:
            return good[asked]
        opened = open_it(services, asker, keys, raw)
        if isinstance(opened, Opened):
            good[asked] = opened
        return opened

    return open_version
