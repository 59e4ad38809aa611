"""How a question is declared in one line: the few words every part shares.

    scene = section("scene")
    source = Choice(scene("1!", "P", "ED17-L6", "chips"), "source")

The first word is the data dictionary's: the stage, with `!` where a final version must hold an answer. A condition
in `needed` stands for its `c`. Everything is checked by `About` at import.
"""

from typing import Protocol

from shared.about import ALWAYS, About, AllOf, AnyOf, Condition, Given, Is, Not, Privacy, Stage
from shared.answers import MARKS


class Ask(Protocol):
    """Makes the `About` of one question of a section."""

    def __call__(
        self,
        stage: str,
        privacy: str,
        clause: str,
        widget: str,
        *,
        needed: Condition | None = None,
        asked: Condition | None = None,
        marks: tuple[str, ...] = (),
        card: int = 0,
    ) -> About: ...


def section(name: str) -> Ask:
    """The questions of one section of the rail. Raises ValueError for an unknown stage, class, clause or widget."""

    def ask(
        stage: str,
        privacy: str,
        clause: str,
        widget: str,
        *,
        needed: Condition | None = None,
        asked: Condition | None = None,
        marks: tuple[str, ...] = (),
        card: int = 0,
    ) -> About:
        if stage.endswith("!") and needed is not None:
            raise ValueError("`!` and a condition exclude each other")
        return About(
            stage=Stage(stage.rstrip("!")),
            section=name,
            clause=clause,
            privacy=Privacy(privacy),
            widget=widget,
            needed=ALWAYS if stage.endswith("!") else needed,
            asked=asked,
            marks=marks,
            card=card,
        )

    return ask


def lacks(field: str) -> Condition:
    """The field of the same row holds no value: blank, or a mark that says why."""
    return AnyOf((Not(Given(field)), Is(field, *MARKS)))


def both(*conditions: Condition) -> Condition:
    """All of them."""
    return AllOf(conditions)


def either(*conditions: Condition) -> Condition:
    """At least one of them."""
    return AnyOf(conditions)
