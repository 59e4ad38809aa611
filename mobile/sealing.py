"""From a draft's answers to a sealed version: what keeps it from being sealed, whether it would be new, its header.

The verbs that officers know are `mobile.drafting`; everything here happens inside their transaction.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from mobile.content import Content, judged
from mobile.store import Database, settings, versions
from mobile.store.versions import WAITING, Version
from mobile.vault import Vault
from shared.answers import Nested
from shared.canonical import Value, canonical
from shared.commit import SEED_BYTES
from shared.ports import Chance
from shared.problems import Level, Problem
from shared.protocol import BODY_BYTES_MAX
from shared.seal import Header, Packed, seal

ENVELOPE_BYTES = 10_000


class NotReady(Exception):
    """The report cannot be sealed like this; `problems` say where and why. Nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.code for problem in self.problems[:5]))


def refuse_problems(content: Content, answers: Nested, kind: str, now: datetime) -> None:
    """An interim version must be well formed, a final one must also break no rule. Raises NotReady."""
    wrong = judged(content, answers, now) if kind == "final" else content.form.load(answers)[1]
    errors = [problem for problem in wrong if problem.level is Level.ERROR]
    if errors:
        raise NotReady(errors)


def unchanged(database: Database, report: str, kind: str, answers: Nested) -> Version | None:
    """The version that says all of this already, if the next one would follow it."""
    tip, last = versions.tip(database, report), versions.last(database, report)
    if tip is None or last is None or tip.digest != last.digest or tip.kind != kind:
        return None
    return tip if Packed.from_data(json.loads(tip.packed)).answers == answers else None


def sealed(
    database: Database,
    vault: Vault,
    content: Content,
    answers: Nested,
    kind: str,
    instant: Mapping[str, Value],
    chance: Chance,
) -> Version:
    """The next version of a report; it is not stored yet. Raises NotReady if it would not fit into a request."""
    draft, form, last = content.draft, content.form, versions.last(database, content.draft.report)
    header = Header(
        kind=kind,
        report=draft.report,
        sequence=last.sequence + 1 if last else 1,
        parent=last.digest if last else "",
        author=vault.person.id,
        device=vault.id,
        # From the store, not the vault: the exchange's thread may be renewing it.
        incarnation=str(settings.get(database, "incarnation")),
        device_sequence=settings.take_number(database, "device_sequence"),
        sealed_at=instant,
        form_version=form.version,
        form=form.digest,
        vocabulary=draft.vocabulary,
        city=draft.city,
    )
    packed = seal(header, answers, chance.token(SEED_BYTES), vault.version_key)
    version = Version(
        digest=packed.sealed().digest,
        report=draft.report,
        sequence=header.sequence,
        kind=kind,
        parent=header.parent,
        incarnation=header.incarnation,
        device_sequence=header.device_sequence,
        sealed_at=str(instant["at"]),
        packed=canonical(packed.data()),
        state=WAITING,
        problems=(),
        decided_at="",
    )
    if len(version.packed) > BODY_BYTES_MAX - ENVELOPE_BYTES:
        raise NotReady([Problem("report.too_large", params={"max": BODY_BYTES_MAX})])
    return version
