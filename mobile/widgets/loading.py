"""Loads a widget file's kv rules once. A second load would apply every rule twice."""

from __future__ import annotations

from pathlib import Path

from kivy.lang import Builder

from mobile import fonts

_loaded: set[Path] = set()
fonts.register()  # the rules name the icon font


def load_kv(module_file: str) -> None:
    """Load the `.kv` beside `module_file` (a module's `__file__`), unless it is loaded already."""
    path = Path(module_file).with_suffix(".kv")
    if path not in _loaded:
        _loaded.add(path)
        Builder.load_file(str(path))
