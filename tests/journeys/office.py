"""The office's side of the journey: a real server process, its command line, and a supervisor and clerk in Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.chromium import PATIENCE_MS, QUIET

PASSWORD = "paper lantern over the harbour"
STAFF = {
    "supervisor": ("90002", "Demo Sergeant Ferrule", "Sergeant II"),
    "clerk": ("90003", "Demo Clerk Vellum", "Records staff"),
}


def scenebook(*arguments, environment=None, given=""):
    """Run the command as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        capture_output=True,
        text=True,
        input=given,
        env={**os.environ, **(environment or {})},
        cwd=Path(__file__).parents[2],
        check=False,
        timeout=300,
    )


class Server:
    """`scenebook serve` in a process of its own, from an empty folder."""

    def __init__(self, data):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.environment = {"SCENEBOOK_DATA": str(data), "SCENEBOOK_PORT": str(port)}
        self.address = f"http://127.0.0.1:{port}"
        self._process = None

    def __enter__(self):
        self.run("init")
        self._said = open(Path(self.environment["SCENEBOOK_DATA"]) / "server.log", "wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "server", "serve"],
            env={**os.environ, **self.environment},
            cwd=Path(__file__).parents[2],
            stdout=subprocess.DEVNULL,
            stderr=self._said,
        )
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=5)
                return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def __exit__(self, *_):
        ended = self._process.poll()
        assert ended is None, f"the server ended on the way ({ended}): {Path(self._said.name).read_text()[-2000:]}"
        self._process.terminate()
        assert self._process.wait(60) == 0, "the server did not end by itself when told to"
        self._said.close()

    def run(self, *arguments, given=""):
        done = scenebook(*arguments, environment=self.environment, given=given)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def people(self, officer):
        self.run(
            "people", "add", "--serial", officer["serial"], "--name", officer["name"],
            "--rank", officer["rank"], "--role", "officer",
        )  # fmt: skip
        for role, (serial, name, rank) in STAFF.items():
            self.run(
                "people", "add", "--serial", serial, "--name", name, "--rank", rank, "--role", role,
                "--password-stdin", given=f"{PASSWORD}\n",
            )  # fmt: skip

    def offer(self, serial):
        return self.run("devices", "offer", serial).split()[1]


class Browser:
    """One Chromium; whoever signs in last is at it."""

    def __init__(self, server, shots):
        self._server, self._shots = server, shots

    def __enter__(self):
        path = next(
            (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
        )
        assert path, "no Chromium on this machine: scripts/setup.sh test installs one"
        expect.set_options(timeout=PATIENCE_MS)
        self._tools = sync_playwright().start()
        self._chromium = self._tools.chromium.launch(executable_path=path, args=QUIET)
        return self

    def __exit__(self, *_):
        self._chromium.close()
        self._tools.stop()

    def sign_in(self, role):
        context = self._chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=self._server.address)
        context.set_default_timeout(PATIENCE_MS)
        self.page = context.new_page()
        self.page.goto("/")
        self.page.get_by_label("Serial number").fill(STAFF[role][0])
        self.page.get_by_label("Password").fill(PASSWORD)
        self._shot(f"sign-in-{role}")
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def sees_on_scene(self):
        self.page.get_by_role("link", name="On scene").click()
        self._shot("queue-on-scene")
        self._open()
        self._shot("report-on-scene")

    def return_with(self, field, comment):
        self.page.goto("/reports")
        self._shot("queue-to-review")
        self._open()
        line = self._line(field)
        line.locator("summary").click()
        line.get_by_role("textbox").fill(comment)
        line.get_by_role("button", name="Keep comment").click()
        expect(line.get_by_text(comment)).to_be_visible()
        self._shot("report-comment")
        self.page.get_by_role("button", name="Return to officer").click()
        expect(self.page.locator(".report-head")).to_contain_text("Returned")
        self._shot("report-returned")

    def hold_and_approve(self, words):
        self.page.goto("/reports")
        self._open()
        expect(self.page.locator("body")).to_contain_text(words.strip())
        holds = self.page.get_by_role("button", name="Confirm the hold")
        for left in range(holds.count(), 0, -1):
            expect(holds).to_have_count(left)
            holds.first.click()
        expect(holds).to_have_count(0)
        approve = self.page.get_by_role("button", name="Approve")
        expect(approve).to_be_enabled()
        self._shot("report-held")
        approve.click()
        expect(self.page.locator(".report-head")).to_contain_text("Approved")
        self._shot("report-approved")

    def export_case(self, title, full, redacted):
        page = self.page
        page.goto("/cases")
        self._shot("cases")
        page.locator("input[name=report]").first.check()
        page.locator("#title").fill(title)
        page.locator("form:has(#title) button").click()
        expect(page.locator("#recipient")).to_be_visible()
        for who, copy, path in (("court", "full", full), ("public", "redacted", redacted)):
            page.locator("#requester").select_option(who)
            page.locator("#recipient").fill("Superior Court, Department 100")
            page.locator("#purpose").fill("Request 2026-117")
            page.locator("form:has(#recipient) button").click()
            link = page.locator(f"a:has-text('-{copy}-')").first
            expect(link).to_be_visible()
            with page.expect_download() as download:
                link.click()
            download.value.save_as(path)
        self._shot("case-exported")

    def _open(self):
        self.page.locator("a[href*='/reports/']:not([href*='tab='])").first.click()
        expect(self.page.locator(".report-head")).to_be_visible()

    def _line(self, field):
        return self.page.locator(f"#f-{field.replace('/', '-')}")

    def _shot(self, name):
        self.page.screenshot(path=self._shots.next(name))
