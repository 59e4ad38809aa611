"""What the definition costs: a whole report judged, one field judged while typing, and the start of the catalogue."""

import json
import subprocess
import sys
from collections.abc import Iterator

from measuring import Row, in_turn

from shared.fields import moment
from shared.report import shipped_form
from shared.rules import check
from shared.samples import scene


def validation() -> Iterator[Row]:
    form, told = shipped_form(), scene("S1")
    text = json.dumps(told.answers)
    now = moment(told.steps[-1].at)

    def whole() -> None:
        answers, problems = form.load(told.answers)
        assert not problems
        check(form, answers, final=True, now=now)

    ours, bare = in_turn(whole, lambda: json.loads(text), times=20)
    load, _ = in_turn(lambda: form.load(told.answers), lambda: None, times=20)
    note = f"{ours * 1e3:.2f} ms a report, of which loading {load * 1e3:.2f} ms; {1 / ours:.0f} reports/s a core"
    yield Row("validate a full S1 report", ours / bare, "x", "json.loads of the same text", None, note)
    spec = form.spec("federal_supervisor", "badge_number")
    assert spec is not None
    one, all_of_it = in_turn(lambda: spec.load("H-2?17"), whole, times=20)
    note = f"{one * 1e6:.1f} µs a field"
    yield Row("validate one field", one / all_of_it, "x", "one full validation", None, note)


def start() -> Iterator[Row]:
    def cpu_of(program: str) -> float:
        timed = f"import time; t = time.process_time(); {program}; print(time.process_time() - t)"
        done = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)
        return float(done.stdout)

    def least(program: str) -> float:
        return min(cpu_of(program) for _ in range(7))

    ours, bare = least("from shared.report import shipped_form; shipped_form()"), least("import marshmallow")
    note = f"{ours * 1e3:.0f} ms CPU against {bare * 1e3:.0f} ms"
    yield Row("catalogue ready to use", ours / bare, "x", "importing marshmallow", None, note)


MEASURES = [validation, start]
