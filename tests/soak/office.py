"""A server in a process of its own, as people run it, that can be killed and started again on the same port; and what
its database holds when it is looked at from outside."""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from server import log
from server.accounts.people import add_person
from server.enrolling import offer
from server.services import Services, open_services
from server.settings import Settings
from server.starting import initialise
from server.store import log as log_rows
from server.store import versions
from shared.entry import Act, open_entry

ROOT = Path(__file__).parents[2]
TAKEN_IN = (Act.VERSION_ACCEPTED.value, Act.VERSION_BRANCHED.value)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@dataclass
class Office:
    """The department's server in `folder`; `processes` of them share one database."""

    folder: Path
    database_url: str = ""
    ports: list[int] = field(default_factory=lambda: [free_port()])
    threads: int = 8
    running: dict[int, subprocess.Popen[str]] = field(default_factory=dict)
    kills: int = 0

    def __post_init__(self) -> None:
        self.settings = Settings(data=self.folder / "data", database_url=self.database_url)
        self.temporary.mkdir()
        initialise(self.settings).store.close()

    @property
    def temporary(self) -> Path:
        """Where the server would put what it does not hold in memory: nothing may ever be there."""
        return self.folder / "temporary"

    @property
    def environment(self) -> dict[str, str]:
        """What the server's own commands are told."""
        return {
            **os.environ,
            "SCENEBOOK_DATA": str(self.settings.data),
            "SCENEBOOK_DATABASE_URL": self.database_url,
            "SCENEBOOK_THREADS": str(self.threads),
            "TMPDIR": str(self.temporary),
        }

    def address(self, number: int = 0) -> str:
        """Where the server process of this number answers."""
        return f"http://127.0.0.1:{self.ports[number]}"

    def start(self, number: int = 0) -> subprocess.Popen[str]:
        """Start one process; it answers when this returns."""
        port = self.ports[number]
        process = subprocess.Popen(
            [sys.executable, "-m", "server", "serve"],
            cwd=ROOT,
            env={**self.environment, "SCENEBOOK_PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=(self.folder / f"said-{number}").open("ab"),
            text=True,
        )
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said.startswith("Serving"), said
        self.running[number] = process
        return process

    def kill(self, number: int = 0) -> None:
        """End it at once, wherever it is."""
        process = self.running.pop(number)
        process.send_signal(signal.SIGKILL)
        _close(process)
        self.kills += 1

    def stop(self) -> None:
        """End all as people end them."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            _close(process)
        self.running.clear()

    def opened(self) -> Services:
        """The same database, from this process."""
        return open_services(self.settings)

    def codes(self, count: int) -> list[str]:
        """Enrolment codes of so many new officers."""
        services = self.opened()
        made = []
        for number in range(count):
            with services.store.writing() as db:
                who = {"serial": f"{50_000 + number}", "name": f"Demo Officer {number}", "rank": "Police Officer II"}
                made.append(offer(db, services, add_person(db, services, roles=["officer"], **who), actor="system"))
        services.store.close()
        return made

    def stored(self) -> tuple[Counter[str], Counter[str]]:
        """How often each version is in the database, and how often the log says that it was taken in."""
        services = self.opened()
        with services.store.reading() as db:
            rows = Counter(each.row.digest for each in versions.all_of_them(db))
            logged = Counter(
                str(open_entry(each.opening).details["version"])
                for each in log_rows.entries(db)
                if each.act in TAKEN_IN and each.opening is not None
            )
            assert log.head(db).size > 0
        services.store.close()
        return rows, logged

    def check(self) -> str:
        """`scenebook check`: "" when all is as it was written, else what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "server", "check"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return "" if done.returncode == 0 else done.stdout + done.stderr


def _close(process: subprocess.Popen[str]) -> None:
    process.wait(60)
    if process.stdout is not None:
        process.stdout.close()
