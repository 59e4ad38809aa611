"""Reads a case from the store: reports, versions, decisions, annotations, people, log entries and their proofs."""

from collections.abc import Iterable
from typing import cast

from server import log
from server.cases import CaseView
from server.exporting.material import Added, CaseHeld, Decided, Decision, Named, ReportHeld, VersionHeld
from server.services import Services
from server.store import Connection, annotations, configuration, devices, people, reviews, showings, versions
from server.store import log as log_rows
from server.store.log import EntryRow
from server.store.reports import ReportRow
from server.store.versions import HeldVersion
from shared.answers import Address
from shared.bundled_report import chain_of
from shared.canonical import canonical, parse_canonical
from shared.catalog import Form
from shared.entry import Act
from shared.keys import parse_public
from shared.seal import unseal

DECISIONS = ("returned", "approved")


class Unfit(Exception):
    """What is stored cannot be exported, because it does not prove; the message is for the administrator."""


def gather(db: Connection, services: Services, case: CaseView) -> tuple[CaseHeld, dict[str, int]]:
    """(the case, version key id to the log entry that binds it), all in one consistent view. Raises Unfit."""
    head = log.head(db)
    bound: dict[str, int] = {}
    reports = tuple(report_held(db, services, row, bound) for row in case.reports)
    wanted = set(bound.values())
    wanted |= {each.accepted for report in reports for each in report.versions}
    wanted |= {each.entry for report in reports for each in report.decisions}
    wanted |= {each.entry for report in reports for each in report.added}
    wanted |= {each.entry for report in reports for each in report.decided}
    about = [each for each in log_rows.about(db, case.row.id) if each.act in (Act.CASE_OPENED, Act.CASE_LINKED)]
    entries = {each.index: each for each in (*about, *_entries(db, wanted))}
    if wanted - entries.keys():
        raise Unfit(f"the log lacks entries {sorted(wanted - entries.keys())}")
    held = CaseHeld(
        id=case.row.id,
        number=case.row.number,
        title=case.row.title,
        opened_at=case.row.opened_at,
        reports=reports,
        people=_people(db, reports),
        entries=entries,
        proofs=log.inclusions(db, sorted(entries), head.size),
        head=head,
        checkpoint=log.checkpoint(services, head),
        definitions=_definitions(db, reports),
    )
    return held, bound


def report_held(db: Connection, services: Services, row: ReportRow, bound: dict[str, int]) -> ReportHeld:
    """One report with all its versions; `bound` is filled with the keys that signed them. Raises Unfit."""
    held = [_version(db, services, each, bound) for each in versions.of_report(db, row.id)]
    held.sort(key=lambda each: (each.opened.header.sequence, each.accepted))
    decisions = [each for each in reviews.of_report(db, row.id) if each.decision in DECISIONS]
    added = annotations.of_report(db, row.id)
    chain = chain_of(each.opened.digest for each in held)
    shown = [each for each in showings.of_report(db, row.id) if not each.ended_at and each.chain == chain]
    indexes = {each.log_index for each in decisions} | {each.log_index for each in added}
    indexes |= {each.log_index for each in shown}
    entries = {each.index: each for each in _entries(db, indexes)}
    return ReportHeld(
        id=row.id,
        head=row.head,
        state=row.state,
        versions=tuple(held),
        decisions=tuple(
            Decision(
                each.decision,
                each.version_digest,
                each.person_id,
                entries[each.log_index].at,
                each.note,
                tuple(cast(list[dict[str, str]], parse_canonical(each.comments.encode()))),
                each.log_index,
            )
            for each in decisions
        ),
        added=tuple(
            Added(
                Address(each.part, each.row, each.field),
                parse_canonical(each.value.encode()),
                each.person_id,
                entries[each.log_index].at,
                each.log_index,
                each.salt,
            )
            for each in added
        ),
        decided=tuple(
            Decided(
                each.id,
                Address(each.part, each.row, each.field),
                each.profile,
                each.recipient,
                each.person_id,
                entries[each.log_index].at,
                each.log_index,
            )
            for each in shown
        ),
    )


def _version(db: Connection, services: Services, held: HeldVersion, bound: dict[str, int]) -> VersionHeld:
    key = devices.get_key(db, held.row.key_id)
    if key is None:
        raise Unfit(f"version {held.row.digest} is signed by a key that is not known here")
    bound[key.id] = key.bound_index
    opened = unseal(held.sealed, parse_public(key.public))
    header = opened.header
    form = services.form_in(db, header.form_version, header.vocabulary, header.city)
    return VersionHeld(held.sealed, opened, form, held.row.log_index, held.row.branched)


def _entries(db: Connection, indexes: Iterable[int]) -> list[EntryRow]:
    wanted = set(indexes)
    if not wanted:
        return []
    return [each for each in log_rows.entries(db, min(wanted)) if each.index in wanted]


def _people(db: Connection, reports: Iterable[ReportHeld]) -> dict[str, Named]:
    ids = {each.opened.header.author for report in reports for each in report.versions}
    ids |= {each.by for report in reports for each in report.decisions}
    ids |= {each.by for report in reports for each in report.added}
    ids |= {each.by for report in reports for each in report.decided}
    found = people.several(db, ids)
    return {each: Named(row.id, row.serial, row.name, row.rank) for each, row in sorted(found.items())}


def _definitions(db: Connection, reports: Iterable[ReportHeld]) -> dict[str, bytes]:
    forms: dict[str, Form] = {}
    files: dict[str, bytes] = {}
    for report in reports:
        for version in report.versions:
            header = version.opened.header
            forms[header.form] = version.form
            for kind, digest in (("vocabulary", header.vocabulary), ("city", header.city)):
                text = configuration.content(db, digest, kind)
                if text is None:
                    raise Unfit(f"{kind} {digest} is not known here")
                files[f"definitions/{kind}-{digest}.json"] = text.encode()
    for digest, form in forms.items():
        if form.digest != digest:
            raise Unfit(f"form {digest} is not known here any more")
        files[f"definitions/form-{digest}.json"] = canonical(form.snapshot)
    return files
