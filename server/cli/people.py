"""`scenebook people` and `scenebook devices`: who there is, and which tablets speak for them."""

import sys
from collections.abc import Sequence

import click

from server import enrolling
from server.accounts.people import SYSTEM, BadPerson, add_person, suspend_person
from server.cli.common import AskedWrongly, Wrong, opened
from server.roles import Person, Role
from server.services import Services
from server.store import Connection
from server.store import devices as tablets
from server.store import people as rows
from shared.invitation import invitation
from shared.words import say

PASSWORD_FROM = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it."
)


@click.group()
def people() -> None:
    """Add, list and suspend people."""


@people.command("add")
@click.option("--serial", required=True, help="Serial number, which is also the sign-in name.")
@click.option("--name", required=True)
@click.option("--rank", required=True, help='One of the city\'s ranks, such as "Sergeant II".')
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([each.value for each in Role]))
@click.option("--area", "areas", multiple=True, help="Area codes a supervisor reviews; none means all.")
@PASSWORD_FROM
def add(serial: str, name: str, rank: str, roles: Sequence[str], areas: Sequence[str], password_stdin: bool) -> None:
    """Add somebody. Only officers without another role go without a password: they use a tablet."""
    password = "" if set(roles) == {Role.OFFICER.value} and not password_stdin else asked_password(password_stdin)
    with opened() as services:
        person_id = added(services, serial, name, rank, roles, areas, password)
    click.echo(f"{serial} is {person_id}")


def asked_password(from_stdin: bool) -> str:
    """The password, from standard input or asked for twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password (15 characters or more)", hide_input=True, confirmation_prompt=True))


def ranks(services: Services) -> list[str]:
    """The codes of the city's ranks, in its order."""
    return [term.code for term in services.form().configuration.vocabulary.terms("rank")]


def added(
    services: Services,
    serial: str,
    name: str,
    rank: str,
    roles: Sequence[str],
    areas: Sequence[str],
    password: str,
) -> str:
    """Add a person; their id. Raises Wrong, AskedWrongly for a rank that the city does not have."""
    known = ranks(services)
    if rank not in known:
        raise AskedWrongly(say("person.rank", rank=rank, ranks=", ".join(known)))

    def work(db: Connection) -> str:
        return add_person(
            db, services, serial=serial, name=name, rank=rank, roles=roles, areas=areas, password=password
        )

    try:
        return services.store.write(work)
    except BadPerson as error:
        raise Wrong(say(error.code)) from error


@people.command("list")
def list_people() -> None:
    """Everybody: serial, name, roles, state."""
    with opened() as services, services.store.reading() as db:
        for person in rows.everyone(db):
            state = "suspended" if person.suspended else "locked" if person.locked else ""
            roles = ",".join(sorted(each.value for each in person.roles))
            click.echo("\t".join((person.serial, person.name, roles, state)).rstrip())


@people.command("suspend")
@click.argument("serial")
def suspend_someone(serial: str) -> None:
    """Suspend somebody: no sign-in, and their tablets are not heard any more. What they wrote stays."""
    with opened() as services:
        services.store.write(lambda db: suspend_person(db, services, _by_serial(db, serial).id, actor=SYSTEM))
    click.echo(f"{serial} is suspended")


def _by_serial(db: Connection, serial: str) -> Person:
    person = rows.by_serial(db, serial)
    if person is None:
        raise AskedWrongly(f"Nobody has the serial number {serial}. See `scenebook people list`.")
    return person


@click.group("devices")
def devices() -> None:
    """Enrol, list and suspend tablets."""


@devices.command("offer")
@click.argument("serial")
@click.option("--hours", default=enrolling.CODE_HOURS, show_default=True, type=click.IntRange(1, 168))
def offer_one(serial: str, hours: int) -> None:
    """Make a one-time code with which one tablet becomes the officer SERIAL's."""
    with opened() as services:
        code = services.store.write(
            lambda db: enrolling.offer(db, services, _by_serial(db, serial).id, actor=SYSTEM, hours=hours)
        )
        link = invitation(services.settings.public_url, code)
        click.echo(f"Code     {code}\nServer   {services.settings.public_url}\nLink     {link}")
        click.echo(f"Valid for {hours} hours, for one tablet. Hand it over in person.")


@devices.command("list")
def list_devices() -> None:
    """Every tablet: id, officer, when it was last heard, its clock's offset in seconds, state."""
    with opened() as services, services.store.reading() as db:
        for tablet, serial in tablets.everything(db):
            state = "suspended" if tablet.suspended else ""
            columns = (tablet.id, serial, tablet.seen_at, f"{tablet.clock_offset_s:+d}", tablet.app, state)
            click.echo("\t".join(columns).rstrip())


@devices.command("suspend")
@click.argument("device")
def suspend_device(device: str) -> None:
    """Suspend a tablet by its id: it is not heard any more, and its keys sign nothing new."""
    with opened() as services:
        try:
            services.store.write(lambda db: enrolling.suspend(db, services, device, actor=SYSTEM))
        except LookupError:
            raise AskedWrongly(f"No tablet has the id {device}. See `scenebook devices list`.") from None
    click.echo(f"{device} is suspended")
