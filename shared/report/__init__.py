"""THE definition of the report: one file a part, gathered here in the order an officer meets them.

Tablet, server, page, export, redaction, data dictionary and test data all read it through `shared.catalog`. Adding a
question is one line here plus its words (`docs/add-a-question.md`).
"""

from functools import cache

from shared.catalog import Form, PartSchema, build_form
from shared.city import shipped_city
from shared.configuration import Configuration
from shared.report.agents import FederalAgent, FederalVehicle
from shared.report.author import Author
from shared.report.cameras import BwvReference, Interruption
from shared.report.federal import FederalSupervisor, IdAttempt
from shared.report.incident import Incident
from shared.report.injury import Injury
from shared.report.misconduct import Allegation, MisconductReport, WitnessContact
from shared.report.notices import Notification
from shared.report.property import PropertyUse
from shared.report.records import Redaction, Release, ReturnItem, Review
from shared.report.timeline import Entry, LintDecision, Media, Narrative
from shared.report.units import Personnel, RespondingUnit
from shared.vocabulary import shipped_vocabulary

VERSIONS: dict[int, tuple[type[PartSchema], ...]] = {
    1: (
        Author,
        Incident,
        RespondingUnit,
        Personnel,
        BwvReference,
        Interruption,
        FederalSupervisor,
        IdAttempt,
        FederalAgent,
        FederalVehicle,
        Injury,
        MisconductReport,
        Allegation,
        WitnessContact,
        PropertyUse,
        Notification,
        Entry,
        Media,
        Narrative,
        LintDecision,
        Review,
        ReturnItem,
        Release,
        Redaction,
    )
}
"""The parts of every released form. A released form stays readable for ever, so none is ever taken out."""

LATEST = max(VERSIONS)


def form(version: int, configuration: Configuration) -> Form:
    """Form `version` under the given lists and city. Raises LookupError for a version or a list that is not there."""
    try:
        schemas = VERSIONS[version]
    except KeyError:
        raise LookupError(f"no form version {version}") from None
    return build_form(version, schemas, configuration)


@cache
def shipped_form() -> Form:
    """The latest form under the lists and the city that come with this release."""
    return form(LATEST, Configuration(shipped_vocabulary(), shipped_city()))
