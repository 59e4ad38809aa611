"""`scenebook export` and `scenebook verify`: the clerk's command line. The work is `server.exporting` and
`shared.bundle`; `verify` opens no database and no server."""

from pathlib import Path

import click

from shared.bundle import BadTrust, Outcome, Trust, Verdict
from shared.bundle import verify as check
from shared.privacy import PROFILES
from shared.words import say


@click.command()
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--trust",
    "trust_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The department's published trust.json. Without it only contradictions are found, not a complete forgery.",
)
def verify(bundle: Path, trust_file: Path | None) -> None:
    """Check an exported case without any server.

    Exit status: 0 genuine, or without --trust consistent (origin unproven); 1 refused, with every reason; 2 asked in
    a wrong way. A script that must not mistake "unproven" for "genuine" gives --trust: then 0 means genuine only.
    """
    try:
        trust = Trust.parse(trust_file.read_bytes()) if trust_file else None
    except BadTrust as error:
        raise click.UsageError(f"{trust_file} is not a trust file: {error}. It is made by: scenebook trust") from error
    outcome = check(bundle.read_bytes(), trust)
    click.echo("\n".join(lines(outcome)))
    if outcome.verdict is Verdict.REFUSED:
        raise SystemExit(1)


def lines(outcome: Outcome, language: str = "en") -> list[str]:
    """What is said of a bundle: the verdict, then every reason or what it is."""
    said = [say(f"bundle.{outcome.verdict.value}", language)]
    said += [
        "- " + printable(say(f"bundle.{each.code}", language, where=each.where, detail=each.detail))
        for each in outcome.failures
    ]
    case = outcome.facts.get("case")
    if outcome.verdict is not Verdict.REFUSED and isinstance(case, dict):
        told = {**outcome.facts, "number": case["number"]}
        names = ("number", "copy", "profile", "made_at", "origin", "tree_size", "log_key")
        said.append(say("export.facts", language, **{name: printable(str(told[name])) for name in names}))
    return said


def printable(text: str) -> str:
    """A text from a bundle that may be hostile, without what could steer a terminal."""
    return "".join(letter if letter.isprintable() else f"[U+{ord(letter):04X}]" for letter in text)


@click.command()
@click.argument("case_number")
@click.option(
    "--for",
    "requester",
    type=click.Choice(list(PROFILES)),
    required=True,
    help="Who asks. court and oig get a full copy, a prosecutor all but personnel matters, the others a redacted one.",
)
@click.option("--recipient", required=True, help="For whom. Stands on the cover.")
@click.option("--purpose", required=True, help="Why: a request number, a case, an order. Stands on the cover.")
@click.option("--order", default="", help="The reference of a court order or warrant, where rule V-35 asks for one.")
@click.option("--by", "serial", required=True, help="Serial of the records clerk who exports.")
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Also write the bundle here.")
def export(
    case_number: str,
    requester: str,
    recipient: str,
    purpose: str,
    order: str,
    serial: str,
    language: str,
    out: Path | None,
) -> None:
    """Export a case, all of whose reports are approved, as one bundle that anybody can check.

    Prints where the bundle is and its SHA-256. Exit status: 0 exported, 1 not exported (nothing was changed).
    """
    from server.cases import CaseRefused
    from server.cli.common import Wrong, opened
    from server.exporting import releasing
    from server.exporting.gathering import Unfit
    from server.exporting.leaks import Leak
    from server.exporting.typesetting import PacketFailed
    from server.roles import Role
    from server.store import cases, people

    with opened() as services:
        with services.store.reading() as db:
            case, person = cases.by_number(db, case_number), people.by_serial(db, serial)
        if case is None:
            raise Wrong(say("case.gone"))
        if person is None or Role.CLERK not in person.roles or person.suspended or person.locked:
            raise Wrong(say("export.by", serial=serial))
        try:
            row = releasing.export(
                services,
                person.id,
                case.id,
                requester=requester,
                recipient=recipient,
                purpose=purpose,
                order=order,
                language=language,
            )
            path = releasing.path_of(services, row)
            if out:
                _, data = releasing.fetch(services, person.id, row.id)
                out.write_bytes(data)
                path = out
        except CaseRefused as no:
            said = say(no.code) + (" " + say("export.nothing") if no.code.startswith("V-35") else "")
            raise Wrong(said) from no
        except Leak as leak:
            raise Wrong(say("export.leak", files=", ".join(leak.files))) from leak
        except (Unfit, PacketFailed, OSError) as error:
            raise Wrong(f"{say('export.failed')} [{error}]") from error
        click.echo(f"{path}\nsha256 {row.sha256}")
