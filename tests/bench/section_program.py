"""Run by `tablet_rows.section` in a process of its own: prints CPU seconds as one JSON object."""

import gc
import json
import os
import tempfile
from pathlib import Path

from kivy.core.window import Window
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView
from kivy.uix.textinput import TextInput

from tests.bench.practice import practising
from tests.bench.window_program import cpu, frames, opened, window

QUESTIONS = 60
ROWS = 2  # of thirty questions each
TURNS = 5
CHANGES = 60


def resident():
    """Bytes of memory this process holds now."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measured(work):
    """CPU seconds of the work and of the frames that show it."""
    return cpu(lambda: (work(), frames(3)))


def bare():
    column = BoxLayout(orientation="vertical", size_hint_y=None)
    column.bind(minimum_height=column.setter("height"))
    for number in range(QUESTIONS):
        column.add_widget(Label(text=f"Question {number}", size_hint_y=None, height=40))
        column.add_widget(TextInput(text="", size_hint_y=None, height=56, multiline=False))
    scroll = ScrollView()
    scroll.add_widget(column)
    Window.add_widget(scroll)
    return scroll


with tempfile.TemporaryDirectory() as folder:
    home = Path(folder)
    drafting, report, _ = practising(home)
    for _ in range(ROWS):
        drafting.add_row(report, "misconduct_report")
    drafting.left(report)
    window()
    yardstick = []
    for _ in range(TURNS):
        made = []
        yardstick.append(measured(lambda: made.append(bare())))  # noqa: B023
        Window.remove_widget(made[0])
        frames(2)
    app = opened(home)
    first, again, asked = [], [], 0
    for _ in range(TURNS):
        app.go("form", report=report)
        frames(6)
        form = app.screens.current_screen
        form.turn_to("scene")
        frames(4)
        first.append(measured(lambda: form.turn_to("public_reports")))  # noqa: B023
        asked = len(form.pages["public_reports"].asked)
        frames(6)
        form.turn_to("scene")
        frames(4)
        again.append(measured(lambda: form.turn_to("public_reports")))  # noqa: B023
        form._drop_pages()
        form.section = ""
        app.go("home")
        frames(4)
    scale = QUESTIONS / max(asked, 1)
    told = {"ours": min(first) * scale, "again": min(again) * scale, "bare": min(yardstick), "questions": asked}
    app.go("form", report=report)
    frames(6)
    form = app.screens.current_screen
    sections = [each.name for each in form.desk.model.sections()]
    for section in sections:
        form.turn_to(section)
        frames(3)
    before = resident()
    for turn in range(CHANGES):
        form.turn_to(sections[turn % len(sections)])
        frames(3)
    told |= {"before": before, "after": resident()}
    print(json.dumps(told), flush=True)
    os._exit(0)
