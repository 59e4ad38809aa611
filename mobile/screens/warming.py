"""Loads what the rules need before anybody waits for it: the linter's word lists take a second to compile.

`warm()` starts that in a thread once; `warmed()` says whether the rules can run now without a pause.
"""

from __future__ import annotations

import threading
from importlib import import_module
from typing import Final

HEAVY: Final = "shared.lint"

_done = threading.Event()
_begun = threading.Event()


def warm() -> None:
    """Begin, unless it was begun."""
    if not _begun.is_set():
        _begun.set()
        threading.Thread(target=_load, name="warming", daemon=True).start()


def warmed() -> bool:
    """Whether it is there."""
    return _done.is_set()


def _load() -> None:
    try:
        import_module(HEAVY)
    finally:
        _done.set()  # if it cannot be loaded, the rules say so where somebody hears it
