"""Run by `tablet_rows.typing` in a process of its own: prints CPU seconds of a letter as one JSON object.

A letter is what happens until the next frame is laid out, without drawing: ours beside a bare TextInput of the same
size with the same words in it. Storing is not in it: that is a timer's work, and a row of its own.
"""

import json
import os
import statistics
import tempfile
from pathlib import Path

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.textinput import TextInput
from window_program import cpu, frames, opened, window

from shared.answers import Address
from tests.bench.practice import practising

LETTERS = "and went on to the corner "
TURNS = 21
WORDS = ("Two agents in vests without a name stood at the gate. " * 16).strip()
FIELDS = {"long": (Address("narrative", "-", "narrative_text"), WORDS),
          "short": (Address("incident", "-", "location_block"), "1200 block S Union")}  # fmt: skip


def typed():
    """One run of letters into whatever has the focus."""
    for letter in LETTERS:
        Window.dispatch("on_textinput", letter)
        Clock.tick()


def bare(box, text):
    entry = TextInput(
        text=text, multiline=box.lines > 1, font_name=box.entry.font_name, font_size=box.entry.font_size,
        size_hint=(None, None), size=box.entry.size, padding=box.entry.padding,
    )  # fmt: skip
    Window.add_widget(entry)
    return entry


with tempfile.TemporaryDirectory() as folder:
    home = Path(folder)
    drafting, report, _ = practising(home)
    for address, words in FIELDS.values():
        drafting.answer(report, address, words)
    drafting.left(report)
    window()
    app = opened(home)
    app.go("form", report=report)
    frames(6)
    form = app.screens.current_screen
    told = {}
    for name, (address, words) in FIELDS.items():
        form.turn_to(form.desk.model.section_of(address))
        frames(6)
        box = form.pages[form.section].asked[address].box
        keeper, ours, yardstick = form.desk.keeper, [], []
        other = bare(box, words)
        for _ in range(TURNS):
            for entry, times in ((box.entry, ours), (other, yardstick)):
                entry.focus = True
                entry.cursor = entry.get_cursor_from_index(len(entry.text))
                frames(2)
                times.append(cpu(typed) / len(LETTERS))
                keeper.flush()
                entry.text = words
                keeper.flush()
                frames(2)
        Window.remove_widget(other)
        told[name] = {"ours": statistics.median(ours), "bare": statistics.median(yardstick)}
    print(json.dumps(told), flush=True)
    os._exit(0)
