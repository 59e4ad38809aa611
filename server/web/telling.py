"""Pictures and words for states, levels, duties and acts: what templates look up instead of deciding."""

from collections.abc import Mapping

from server.reviewing.opening import Opened
from server.roles import Person
from shared.canonical import Value
from shared.configuration import Configuration
from shared.duties import Duty
from shared.words import say

STATE_ICONS = {
    "on_scene": "broadcast",
    "submitted": "inbox",
    "resubmitted": "arrow-repeat",
    "returned": "reply-fill",
    "approved": "check-circle-fill",
}
LEVEL_ICONS = {
    "error": "x-circle-fill",
    "warn": "exclamation-triangle",
    "flag": "flag-fill",
    "info": "info-circle",
    "lint": "shield-exclamation",
}
DUTY_ICONS = {
    "met": "check-circle-fill",
    "met_late": "clock-history",
    "owed": "hourglass-split",
    "not_met": "x-circle-fill",
    "not_applicable": "dash",
}
FEED_ICONS = {
    "interim": "broadcast",
    "final": "file-earmark-check",
    "branch": "diagram-2",
    "returned": "reply-fill",
    "approved": "check-circle-fill",
    "annotated": "person-check",
    "viewed": "eye",
    "comment_waiting": "chat-left-text",
    "comment_sent": "chat-left-text-fill",
    "comment_withdrawn": "chat-left",
}


def duty_why(duty: Duty, configuration: Configuration, language: str) -> str:
    """Why a duty stands as it does, "" where there is nothing to say. Codes of lists are told in words."""
    if not duty.reason:
        return ""
    lists = configuration.vocabulary
    params: dict[str, Value] = {
        name: lists.label(name, str(value), language) if name in lists.lists else value
        for name, value in duty.params.items()
    }
    return say(f"duty.reason.{duty.reason}", language, **params)


def named(person: Person, configuration: Configuration, language: str) -> str:
    """Rank and name."""
    return f"{configuration.vocabulary.label('rank', person.rank, language)} {person.name}"


def names(opened: Opened, language: str) -> Mapping[str, str]:
    """Rank and name of everybody a report speaks of, by person id."""
    configuration = opened.shown.form.configuration
    return {name: named(person, configuration, language) for name, person in opened.people.items()}


def standing(opened: Opened, person: Person, *, newest: bool) -> str:
    """The code of the sentence that stands where a decision cannot be made."""
    if not newest:
        return "web.standing.older"
    if person.id == opened.report.author_id:
        return "web.standing.own"
    return f"web.standing.{opened.report.state}"
