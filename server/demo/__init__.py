"""`scenebook demo`: a server with invented people and scenes, and the tablet enrolled against it, in one terminal.

Everything is real but the people: the same database, log, doors and pages. The tablet is a process of its own,
started by its command; server and tablet share no code but `shared`.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from server import create_app
from server.cli.common import Wrong, saying
from server.demo import staging
from server.serve import serve
from server.settings import DEFAULT_PORT, Settings
from server.starting import initialise

READY = """
Scenebook is running with invented people. Ctrl-C stops everything.

  Pages    {address}/
  Data     {data}

  Sign in with           password                    to see
{people}
  The tablet             {tablet}
  Its passphrase         {passphrase}

Try:
  1. On the tablet: unlock, start a report, work down the 60-second card, press Done.
  2. In the browser as 90002: the report is under "On scene" at once. Open S1 under "To review", comment on a field,
     return it; or confirm the footage hold of each camera and approve it.
  3. As 90003: open the case, export a full and a redacted copy, download one, then
       {command} trust > trust.json
       {command} verify --trust trust.json BUNDLE.zip
"""


@click.command()
@click.option(
    "--data", default="var/demo", show_default=True, type=click.Path(path_type=Path), help="The demo's folder."
)
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--fresh", is_flag=True, help="Throw the demo's folder away and begin again.")
@click.option(
    "--tablet/--no-tablet", default=None, help="Open the tablet's window (default: where there is a display)."
)
def demo(data: Path, port: int, fresh: bool, tablet: bool | None) -> None:
    """A server with invented people and scenes, and the tablet enrolled against it."""
    data = data.absolute()
    if fresh and (data / "demo").exists():
        shutil.rmtree(data)
    settings = Settings(data=data / "server", public_url=f"http://127.0.0.1:{port}", port=port)
    with saying():
        services = initialise(settings)
        if not staging.is_staged(services):
            click.echo("Bringing invented people and three scenes to a new server ...")
            (data / "demo").touch()
            staging.stage(create_app(services), services)
    shows = bool(os.environ.get("DISPLAY") or sys.platform in ("win32", "darwin")) if tablet is None else tablet
    folder = data / "tablet"

    def started(address: str) -> None:
        enrolled = folder.exists() and any(folder.iterdir())
        code = "" if enrolled else staging.officer_code(services)
        threading.Thread(target=_tablet, args=(folder, address, code, shows, data), daemon=True).start()

    with _tablets():
        try:
            signal.signal(signal.SIGINT, _stop)
            serve(services, started)
        except OSError as error:
            raise Wrong(f"Port {port} is taken: choose another with --port. [{error.strerror}]") from error


_running: list[subprocess.Popen[bytes]] = []


def _tablet(folder: Path, address: str, code: str, shows: bool, data: Path) -> None:
    """Enrol the tablet if need be, say what can be tried, and open the tablet's window if there is a display."""
    command = [sys.executable, "-m", "mobile", "--folder", str(folder)]
    if code:
        secret = staging.OFFICER_PASSPHRASE.encode()
        done = subprocess.run(
            [*command, "enrol", "--server", address, "--code", code, "--passphrase-stdin"],
            input=secret,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            click.echo(f"The tablet could not be enrolled: {done.stderr.decode(errors='replace').strip()}", err=True)
    here = f"SCENEBOOK_DATA={data / 'server'} {Path(sys.argv[0])}"
    people = "\n".join(
        f"  {player.serial:<22} {player.password:<27} {player.shows}" for player in staging.CAST if player.password
    )
    window = "is open in its own window" if shows else f"has no display here; elsewhere: {' '.join(command)}"
    click.echo(
        READY.format(
            address=address,
            data=data,
            people=people,
            tablet=window,
            passphrase=staging.OFFICER_PASSPHRASE,
            command=here,
        )
    )
    if shows:
        _running.append(subprocess.Popen(command))


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


@contextmanager
def _tablets() -> Iterator[None]:
    """Whatever ends the server ends the tablet's window too; the tablet has saved every answer by then."""
    try:
        yield
    finally:
        for process in _running:
            process.terminate()
        for process in _running:
            process.wait(10)
