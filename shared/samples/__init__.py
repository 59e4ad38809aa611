"""Six invented scenes as complete records, and any number of generated ones: demo, practice, tests, benchmarks.

Every person, badge, plate and number is invented. `scene("S1")` to `scene("S6")`; `generator` makes more.
"""

from functools import cache
from importlib import import_module

from shared.report import shipped_form
from shared.samples.building import Scene, Step

__all__ = ["DUPLICATE", "SCENES", "Scene", "Step", "scene"]

SCENES = ("S1", "S2", "S3", "S4", "S5", "S6")
DUPLICATE = "S5B"
"""S5 as a second unit wrote it: the pair that is to be merged."""


@cache
def scene(name: str) -> Scene:
    """The scene called `name`, under the shipped form. Raises LookupError. Read it, never change it."""
    if name not in (*SCENES, DUPLICATE):
        raise LookupError(f"no scene {name!r}")
    module = import_module(f"{__name__}.{name.removesuffix('B').lower()}")
    told: Scene = (module.tell_duplicate if name == DUPLICATE else module.tell)(shipped_form())
    return told
