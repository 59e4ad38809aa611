"""What the tablet costs: the start, a section of the form, an answer on the disk. Windows offscreen, pixels real."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sqlcipher3
from measuring import Row, in_turn

ROOT = Path(__file__).parents[2]
TURNS = 7

FIRST_FRAME = """
import gc; gc.disable()
import os, sys, time
def shown(*_):
    times = os.times()
    print(times.user + times.system, flush=True)
    os._exit(0)
"""
OURS = """
from pathlib import Path
from mobile.app import FieldApp
from mobile.system import SystemChance, SystemClock
from kivy.core.window import Window
Window.bind(on_flip=shown)
FieldApp(Path(sys.argv[1]), SystemClock(), SystemChance()).run()
"""
ONE_LABEL = """
from kivy.app import App
from kivy.uix.label import Label
from kivy.core.window import Window
Window.bind(on_flip=shown)
class One(App):
    def build(self):
        return Label(text="Scenebook")
One().run()
"""


def _environment(home: str) -> dict[str, str]:
    return {
        **os.environ,
        "SDL_VIDEODRIVER": "offscreen",
        "KIVY_HOME": home,
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
        "KIVY_METRICS_DENSITY": "1",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(__file__).parent))),
    }


def _run(program: str, *arguments: str) -> list[str]:
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "program.py"  # Kivy looks for the source of an App's class
        file.write_text(program, "utf-8")
        done = subprocess.run(
            [sys.executable, str(file), *arguments],
            env=_environment(home),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.strip().splitlines()


def _program(name: str, *arguments: str) -> list[str]:
    return _run((Path(__file__).parent / name).read_text("utf-8"), *arguments)


def start() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as vaults:
        programs = ((FIRST_FRAME + OURS, vaults), (FIRST_FRAME + ONE_LABEL,))
        pairs = [tuple(float(_run(*program)[-1]) for program in programs) for _ in range(TURNS)]
    ours, bare = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    note = f"{ours:.2f} s CPU against {bare:.2f} s, least of {TURNS}"
    yield Row("start to first frame", ours / bare, "x", "a one-label Kivy app", 1.6, note)


def answer() -> Iterator[Row]:
    """An answer until it is a durable row, over a bare one-row commit in the same kind of store."""
    sys.path.insert(0, str(ROOT))
    from tests.bench.practice import practising

    with tempfile.TemporaryDirectory() as folder:
        drafting, report, address = practising(Path(folder))
        key = os.urandom(32)
        bare = sqlcipher3.connect(str(Path(folder) / "bare.db"), isolation_level=None)
        bare.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE answer (address TEXT PRIMARY KEY, value TEXT)")
        turn = iter(range(10**9))

        def ours() -> None:
            drafting.answer(report, address, f"{next(turn)} block S Union Ave")

        def yardstick() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT OR REPLACE INTO answer VALUES ('a', ?)", (f"{next(turn)} block S Union Ave",))
            bare.execute("COMMIT")

        a, b = in_turn(ours, yardstick, times=60, clock=time.perf_counter)
    note = f"{a * 1e3:.2f} ms against {b * 1e3:.2f} ms wall"
    yield Row("answer to durable row", a / b, "x", "a bare one-row commit in an equal store", 2, note)


def section() -> Iterator[Row]:
    """A section of 60 questions first built and drawn, over as many bare Labels and TextInputs; and shown again."""
    told = json.loads(_program("section_program.py")[-1])
    first = f"{told['ours'] * 1e3:.0f} ms CPU against {told['bare'] * 1e3:.0f} ms, {told['questions']} questions"
    yield Row("section first built", told["ours"] / told["bare"], "x", "as many Labels and TextInputs", 2, first)
    again = f"{told['again'] * 1e3:.0f} ms CPU"
    yield Row("section shown again", told["again"] / told["ours"], "x", "first built", 0.2, again)
    held = f"{told['after'] / 2**20:.0f} MB against {told['before'] / 2**20:.0f} MB"
    yield Row(
        "memory after 60 section changes", told["after"] / told["before"], "x", "every section seen once", 1.05, held
    )


def typing() -> Iterator[Row]:
    """A letter typed into a question of the form, over the same letter in a bare TextInput with the same words."""
    told = json.loads(_program("typing_program.py")[-1])
    for name, kind in (("short", "one line"), ("long", "870 characters")):
        ours, bare = told[name]["ours"], told[name]["bare"]
        note = f"{ours * 1e3:.2f} ms CPU against {bare * 1e3:.2f} ms until the next frame is laid out"
        yield Row(f"keystroke, {kind}", ours / bare, "x", "a bare TextInput with the same words", 2, note)


def scrolling() -> Iterator[Row]:
    """A frame while home's list is scrolled, with ten thousand reports and with a hundred; and opening that list."""
    turns = [
        [json.loads(_program("scrolling_program.py", str(number))[-1]) for number in (100, 10_000)] for _ in range(3)
    ]
    few, many = (min((turn[each] for turn in turns), key=lambda told: float(told["frame"])) for each in (0, 1))
    if (few["rows"], many["rows"]) != (100, 10_000):
        raise RuntimeError("the list does not hold them all")
    note = f"{many['frame'] * 1e3:.1f} ms CPU against {few['frame'] * 1e3:.1f} ms, pixels drawn in software, least of 3"
    yield Row("scroll frame, 10,000 reports", many["frame"] / few["frame"], "x", "100 reports", 1.2, note)
    note = f"{many['open'] * 1e3:.0f} ms CPU against {few['open'] * 1e3:.0f} ms, three frames drawn"
    yield Row("list shown, 10,000 reports", many["open"] / few["open"], "x", "100 reports", None, note)


MEASURES = [start, answer, section, typing, scrolling]
