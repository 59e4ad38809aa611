"""Six invented scenes as complete records, and any number of generated ones: demo, practice, tests, benchmarks.

Every person, badge, plate and number is invented. `scene("S1")` to `scene("S6")`; `generator` makes more.
"""

from functools import cache
from importlib import import_module

from shared.report import shipped_form
from shared.samples.building import Scene, Step

__all__ = ["SCENES", "Scene", "Step", "scene"]

SCENES = ("S1", "S2", "S3", "S4", "S5", "S6")


@cache
def scene(name: str) -> Scene:
    """The scene called `name`, under the shipped form. Raises LookupError. Read it, never change it."""
    if name not in SCENES:
        raise LookupError(f"no scene {name!r}")
    told: Scene = import_module(f"{__name__}.{name.lower()}").tell(shipped_form())
    return told
