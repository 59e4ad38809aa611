"""One version at the door: from what a tablet sent to something that may be stored, or every reason why not.

The order is fixed, cheapest and safest first: its form, whose key signed it, whether the definition it names is known
here, its answers, the rules. Nothing here touches the database but through `Services.form_for`; deciding what a good
version means for its report is `server.intake`.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from marshmallow import ValidationError

from server.services import Services
from server.store.devices import VERSION_KEY, Asker, KeyRow
from server.summary import summarise
from shared.about import About, Privacy, Stage
from shared.answers import Nested
from shared.canonical import canonical
from shared.catalog import Form
from shared.fields import Instant, moment
from shared.keys import parse_public
from shared.problems import Level, Problem
from shared.protocol import DIGEST_FORM, UUID_FORM
from shared.rules import Case, check_case
from shared.seal import Header, Packed, SealBroken

_LOG = logging.getLogger(__name__)
_UUID, _DIGEST = re.compile(UUID_FORM), re.compile(DIGEST_FORM)
_INSTANT = Instant(
    About(stage=Stage.AUTOMATIC, section="scene", clause="RECORD", privacy=Privacy.PUBLIC, widget="none")
)
_COUNT_MAX = 2**31 - 1


@dataclass(frozen=True)
class Opened:
    """A version that may be stored. `summary` and `problems` are canonical JSON; `facts` what a report row repeats."""

    digest: str
    header: Header
    key: str
    token: str
    texts: str
    problems: str
    summary: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Refusal:
    """A version that is not stored: its digest ("" if it has none), its report ("" likewise), every reason."""

    digest: str
    report: str
    problems: tuple[Problem, ...]


class _No(Exception):
    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(each.code for each in problems))
        self.problems = problems


def open_version(services: Services, asker: Asker, keys: Mapping[str, KeyRow], raw: object) -> Opened | Refusal:
    """Open what one member of a request's `versions` holds. `keys` are the asking tablet's, by id. Never raises."""
    digest = report = ""
    try:
        packed = Packed.from_data(raw)
        header = packed.header
        _check_header(header)
        report = header.report
        sealed = packed.verified(_key_of(packed, asker, keys))
        digest = sealed.digest
        form = _form_of(services, header)
        case, problems = _judge(form, packed.answers, header.kind == "final", moment(header.sealed_at))
        return Opened(
            digest=digest,
            header=header,
            key=packed.key,
            token=sealed.token,
            texts="~".join(sealed.disclosures),
            problems=canonical([each.as_data() for each in problems]).decode(),
            summary=canonical(summarise(case, problems)).decode(),
            facts=_facts(case),
        )
    except SealBroken as error:
        return Refusal(digest, report, (Problem(error.code),))
    except _No as no:
        return Refusal(digest, report, no.problems)
    except RecursionError:
        return Refusal(digest, report, (Problem("seal.form"),))
    except Exception:
        # A fault of ours in one version must not hold up the others; the tablet keeps it and shows it.
        _LOG.exception("a version of report %s could not be judged", report)
        return Refusal(digest, report, (Problem("exchange.fault"),))


def _check_header(header: Header) -> None:
    """What `Header.parse` leaves open: the forms of ids, numbers and times. Raises SealBroken."""
    ids = (header.report, header.author, header.device, header.incarnation)
    digests = (header.form, header.vocabulary, header.city, *([header.parent] if header.parent else []))
    numbers = (header.sequence, header.device_sequence, header.form_version)
    if (
        not all(map(_UUID.fullmatch, ids))
        or not all(map(_DIGEST.fullmatch, digests))
        or not all(0 < number <= _COUNT_MAX for number in numbers)
        or (header.sequence == 1) != (header.parent == "")
    ):
        raise SealBroken("seal.header")
    try:
        _INSTANT.canonical_value(header.sealed_at)
    except ValidationError as error:
        raise SealBroken("seal.header") from error


def _key_of(packed: Packed, asker: Asker, keys: Mapping[str, KeyRow]) -> Ed25519PublicKey:
    """The key that must have signed it: this officer's version key in this vault, still in force."""
    header, key = packed.header, keys.get(packed.key)
    if header.device != asker.device_id:
        raise SealBroken("seal.device")
    if header.author != asker.person_id:
        raise SealBroken("seal.author")
    if key is None or key.purpose != VERSION_KEY or key.person_id != header.author:
        raise SealBroken("seal.key_unknown")
    if key.revoked_at:
        raise SealBroken("seal.key_revoked")
    return public_key(key.public)


@lru_cache(maxsize=1024)
def public_key(text: str) -> Ed25519PublicKey:
    """A stored public key, ready to check with."""
    return parse_public(text)


def _form_of(services: Services, header: Header) -> Form:
    try:
        form = services.form_for(header.form_version, header.vocabulary, header.city)
    except LookupError:
        raise _No(Problem("exchange.form_unknown", params={"version": header.form_version})) from None
    if form.digest != header.form:
        raise _No(Problem("exchange.form_unknown", params={"version": header.form_version}))
    return form


def _judge(form: Form, answers: Nested, final: bool, sealed_at: datetime | None) -> tuple[Case, list[Problem]]:
    """The answers as the form reads them, and what its rules remark. Raises _No with every mistake at once.

    Judged as of the moment it was sealed, as the tablet did: a report that waited a week for a network is not late
    for that, and both sides accept and refuse alike. A clock that lies is measured beside it, never corrected.

    A report of the first minute must be well formed only; a final one must also break no rule. Rules that look at a
    clock look at the time of sealing, so that tablet and server judge alike however late a version arrives.
    """
    nested, mistakes = form.load(answers)
    case = Case(form, nested, sealed_at, final)
    remarks = check_case(case)
    if final:
        wrong = {each.address for each in mistakes}
        mistakes += [each for each in remarks if each.level is Level.ERROR and each.address not in wrong]
    if mistakes:
        raise _No(*mistakes)
    if nested != answers:
        # The seal covers what was sent; were it another spelling, the record would hold what nobody signed.
        raise _No(Problem("seal.spelling"))
    return case, remarks


def _facts(case: Case) -> dict[str, str]:
    """What a report's row repeats of its newest version, so that the queue can be asked by it."""
    held = case.incident
    names = {"area_code": 4, "incident_number": 20, "incident_date": 10}
    return {name: str(held[name])[:most] if isinstance(held.get(name), str) else "" for name, most in names.items()}
