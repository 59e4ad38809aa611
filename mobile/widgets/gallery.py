"""Every widget as it looks, drawn to PNG files: `python -m mobile.widgets.gallery --out DIR`.

Draws each page by day, by night, in high contrast, and with the text at 160 %. For developers; it opens a window of
1280 x 800 (without a screen: SDL_VIDEODRIVER=offscreen) and holds invented words only.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import glFinish
from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.stacklayout import StackLayout
from kivy.uix.widget import Widget

from mobile import widgets as w
from mobile.theme import theme

PDT = timezone(timedelta(hours=-7))
NOON = datetime(2026, 10, 14, 14, 32, tzinfo=PDT)
AGENCIES = [("ice", "ICE"), ("cbp", "Border Patrol"), ("hsi", "HSI"), ("usms", "US Marshals"), ("other", "Other"),
            ("none", "None seen"), ("unknown", "Not sure")]  # fmt: skip
YES_NO = [("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")]
STREET_NAMES = ("Alvarado", "Bonnie", "Coronado", "Dewey", "Elmwood", "Foster", "Grand", "Hoover", "Irolo", "Juárez")
STREETS = [(f"s{n}", f"{name} Street", f"Area {n + 1}") for n, name in enumerate(STREET_NAMES)]
SECTIONS = [
    ("safety", "Safety and medical", "done", "Done"),
    ("scene", "Scene", "owed", "2 owed"),
    ("supervisor", "Federal supervisor", "wrong", "1 to correct"),
    ("people", "People hurt", "begun", "Begun"),
    ("footage", "Body-worn video", "blank", "Not begun"),
    ("narrative", "Narrative", "blank", "Not begun"),
]


def _page(*children: Widget) -> Widget:
    scroll = w.Scroll()
    column = BoxLayout(orientation="vertical", size_hint_y=None, padding=dp(32), spacing=dp(20))
    column.bind(minimum_height=column.setter("height"))
    for child in children:
        column.add_widget(child)
    scroll.add_widget(column)
    return scroll


def _row(*children: Widget) -> Widget:
    row = StackLayout(size_hint_y=None, spacing=dp(12))
    row.bind(minimum_height=row.setter("height"))
    for child in children:
        row.add_widget(child)
    return row


def _bars(title: str, *middle: Widget) -> tuple[Widget, w.TopBar]:
    screen = BoxLayout(orientation="vertical")
    top = w.TopBar(title=title, subtitle="Officer R. Ibarra-Demo · Unit 2A45", goes_back=True)
    top.actions.add_widget(w.StatusButton(words="Offline · 3 waiting", state_code="offline"))
    top.actions.add_widget(w.IconButton(icon="night", words="Night"))
    screen.add_widget(top)
    for part in middle:
        screen.add_widget(part)
    return screen, top


def controls() -> Widget:
    """Buttons, banners, pills."""
    return _page(
        w.Text(words="Buttons", style="heading", bold=True),
        _row(
            w.PrimaryButton(words="Send report", icon="send"), w.QuietButton(words="Save as draft"),
            w.DangerButton(words="Discard report", icon="remove"), w.LinkButton(words="Why?", icon="help"),
            w.IconButton(icon="settings", words="Settings"), w.PrimaryButton(words="Not yet", disabled=True),
            w.QuietButton(words="Not yet", disabled=True),
        ),
        w.Banner(words="All 12 reports delivered, 14:03", icon="check-double", tone="ok"),
        w.Banner(words="Offline. Your reports are safe on this tablet and go out when there is a network.",
                 icon="offline", tone="warn", action="Details"),
        w.Banner(words="The server says the lists on this tablet are too old.", icon="hand", tone="danger",
                 action="Update lists"),
        w.Banner(words="Practice mode. Nothing here is sent.", icon="info", tone="primary"),
        _row(*(w.Pill(state=state, words=words) for state, words in (
            ("draft", "Draft"), ("waiting", "Waiting"), ("sending", "Sending"), ("delivered", "Delivered"),
            ("partial", "Photo owed"), ("returned", "Returned"), ("approved", "Approved"), ("set-aside", "Set aside"),
        ))),
    )  # fmt: skip


def choices() -> Widget:
    """Chips, segments, counts, times, in their questions."""
    columns = w.Columns()
    for question in (
        w.Question(label="Were federal agents present?", mark="required",
                   input=w.Segments(options=YES_NO, value="yes")),
        w.Question(label="How many agents?", input=w.NumberBox(value=4),
                   help="Your best count. A range goes in the narrative."),
        w.Question(label="Agencies seen", mark="required", clause="ED 17", whole_row=True,
                   input=w.ChipGroup(options=AGENCIES, several=True, exclusive=["none"], value=("ice", "hsi"))),
        w.Question(label="Time of arrival", mark="required", input=w.TimeBox(
            value=NOON, now=lambda: NOON, zone=PDT, zone_text="PDT", title="Time of arrival")),
        w.Question(label="EMS called", mark="owed", mark_words="Owed by 14:37", input=w.TimeBox(
            now=lambda: NOON, zone=PDT, zone_text="PDT")),
        w.Question(label="How they answered", error="Choose how the supervisor answered.", input=w.ChipGroup(
            options=[("gave", "Gave name and badge"), ("part", "Gave a part"), ("refused", "Refused")])),
        w.Question(label="Vehicle", warning="No plate is given. Add it if you saw one.",
                   input=w.ChoiceBox(options=STREETS, hint="Choose a vehicle")),
    ):  # fmt: skip
        columns.add_widget(question)
    card = w.Card(title="On the scene")
    card.add_widget(columns)
    return _page(card)


def form() -> Widget:
    """A form as an officer meets it: rail, questions with text, bars."""
    columns = w.Columns()
    for question in (
        w.Question(label="Supervisor's name", mark="required", help="As stated, even if you doubt it.",
                   input=w.TextBox(value="Unknown, gave name as 'Miller'", saving="saved")),
        w.Question(label="Badge number", mark="required",
                   error="A badge has 3 to 10 letters or digits. Use ? for one you could not read.",
                   input=w.TextBox(value="E", limit=10)),
        w.Question(label="Street", input=w.ChoiceBox(options=STREETS, value="s0")),
        w.Question(label="Refused to identify", mark="owed", input=w.Segments(options=YES_NO[:2])),
        w.Question(label="What the supervisor said", whole_row=True, clause="ED 17",
                   help="Quote the words. No names of people detained.",
                   input=w.TextBox(lines=3, limit=400, saving="saving",
                                   value="He said the operation was federal and refused to give a name.")),
        w.Question(label="Passphrase", input=w.PassphraseBox(value="four plain words here")),
        w.Question(label="Location", input=w.TextBox(hint="Street address or crossing")),
    ):  # fmt: skip
        columns.add_widget(question)
    card = w.Card(title="Federal supervisor 1")
    card.add_widget(columns)
    middle = BoxLayout()
    middle.add_widget(w.Rail(items=SECTIONS, chosen="supervisor"))
    page = _page(card)
    middle.add_widget(page)
    foot = w.BottomBar(words="Saved on this tablet 14:32:07", icon="saved")
    foot.actions.add_widget(w.QuietButton(words="Previous"))
    foot.actions.add_widget(w.PrimaryButton(words="Next section"))
    return _bars("Incident 26-0417", middle, foot)[0]


def rows() -> Widget:
    """A list of reports."""
    column = BoxLayout(orientation="vertical", size_hint_y=None)
    column.bind(minimum_height=column.setter("height"))
    for number, place, state, words, line in (
        ("26-0420", "7th and Alvarado", "returned", "Returned", "Returned by Sgt. Ruiz-Demo 15:10. 2 comments"),
        ("26-0419", "MacArthur Park, north gate", "draft", "3 owed", "Saved 14:03. 3 things missing"),
        ("26-0418", "Union Station", "sending", "Sending", "Report done, photo 2 of 3 (41 %)"),
        ("26-0417", "1420 W 7th Street", "delivered", "Delivered", "Delivered 14:07. Report and 3 of 3 files verified"),
        ("26-0415", "Echo Park Lake", "needs-you", "Needs you", "Server says the form is too old. Update lists"),
    ):
        column.add_widget(w.ListRow(title=f"{number}   {place}", subtitle=line, icon="document",
                                    state_code=state, state_words=words))  # fmt: skip
    column.add_widget(w.EmptyState(icon="inbox", title="Nothing returned to you", action="Start new report",
                                   words="Reports that a supervisor sends back stand here."))  # fmt: skip
    scroll = w.Scroll()
    scroll.add_widget(column)
    return _bars("Reports", scroll)[0]


def time_sheet() -> Widget:
    """The sheet that corrects a time."""
    page = form()
    box = w.TimeBox(value=NOON, now=lambda: NOON, zone=PDT, zone_text="PDT", title="Time of arrival")
    Clock.schedule_once(lambda _dt: box.correct())
    return page


def choice_sheet() -> Widget:
    """The sheet with a search."""
    page = form()
    box = w.ChoiceBox(options=STREETS, value="s3", title="Street")
    Clock.schedule_once(lambda _dt: box.on_release())
    return page


def confirm_sheet() -> Widget:
    """A question before an act, and a toast."""
    page = form()
    sheet = w.ConfirmSheet(title="Discard this report?", yes_words="Discard report", no_words="Keep it", danger=True,
                           text="It was last saved at 14:03. What you have written since then is lost too, "
                                "and nobody can bring it back.")  # fmt: skip
    Clock.schedule_once(lambda _dt: sheet.open())
    said = "Stored on this tablet. It will be sent when you are connected."
    Clock.schedule_once(lambda _dt: w.toast(said, seconds=0), 0.05)
    return page


def focus() -> Widget:
    """Where the keyboard is."""
    page = choices()

    def tab(_dt: float) -> None:
        w.hand.keys = True
        controls = [x for x in page.walk() if isinstance(x, w.Chip)]
        controls[4].focus = True

    Clock.schedule_once(tab, 0)
    return page


PAGES: dict[str, Callable[[], Widget]] = {
    f.__name__: f for f in (controls, choices, form, rows, time_sheet, choice_sheet, confirm_sheet, focus)
}
LOOKS = {"day": ("day", 1.0), "night": ("night", 1.0), "contrast": ("contrast", 1.0), "large": ("day", 1.6)}


def settle(frames: int = 8) -> None:
    """Let layouts and pictures come to rest."""
    for _ in range(frames):
        EventLoop.idle()
        glFinish()


def clear() -> None:
    """Take everything off the window."""
    w.hide_toast()
    w.hand.keys = False
    for child in list(Window.children):
        if isinstance(child, w.Sheet):
            child.dismiss(animation=False)
        else:
            Window.remove_widget(child)
    settle(2)


def draw(page: str, look: str, out: Path) -> Path:
    """Draw one page in one look; returns the PNG."""
    theme.mode, theme.scale = LOOKS[look]
    Window.clearcolor = theme.ground
    Window.add_widget(PAGES[page]())
    settle(24)
    made = Path(Window.screenshot(name=str(out / f"{page}-{look}.png")))
    settle(1)
    target = out / f"{page}-{look}.png"
    made.replace(target)
    clear()
    return target


def main(arguments: list[str]) -> None:
    """Draw the pages that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m mobile.widgets.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--page", choices=list(PAGES), action="append", help="only this page (may be repeated)")
    parser.add_argument("--look", choices=list(LOOKS), action="append", help="only this look (may be repeated)")
    chosen: Any = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    EventLoop.ensure_window()
    EventLoop.start()
    Clock._max_fps = 0
    for look in chosen.look or LOOKS:
        for page in chosen.page or PAGES:
            print(draw(page, look, chosen.out))


def start_again_with(environment: dict[str, str]) -> None:
    """Run this program anew: Kivy reads its settings when it is first imported, which the package has done already."""
    os.environ.update(environment)
    os.execv(sys.executable, [sys.executable, "-m", "mobile.widgets.gallery", *sys.argv[1:]])


if __name__ == "__main__":
    if "KIVY_HOME" not in os.environ:
        start_again_with({
            "KIVY_HOME": tempfile.mkdtemp(prefix="kivy-"), "KIVY_NO_FILELOG": "1",
            "KIVY_METRICS_DENSITY": "1", "KIVY_METRICS_FONTSCALE": "1",
            "KCFG_GRAPHICS_WIDTH": "1280", "KCFG_GRAPHICS_HEIGHT": "800",
        })  # fmt: skip
    main(sys.argv[1:])
