"""`make bench`: measure every row, print the table, keep it in docs/benchmarks.md, and as JSON if asked.

    python tests/bench/run.py [--json FILE] [--only TEXT] [--large]

Nothing is gated here: a target that is not met is printed as such and the exit code stays 0.
"""

import argparse
import json
import platform
import sys
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import definition_rows
import herd_rows
import server_rows
import tablet_rows
from measuring import Row

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"
MEASURES: list[Callable[[], Iterable[Row]]] = [
    *definition_rows.MEASURES,
    *server_rows.MEASURES,
    *herd_rows.MEASURES,
    *tablet_rows.MEASURES,
]

HEADING = """# Benchmarks

Written by `make bench`; the last run stands here. Ratios compare with a yardstick measured in the same run and are
what is promised; absolute figures depend on the machine and are only reported. A row without a target promises
nothing.

"""


def table(rows: list[Row]) -> str:
    lines = ["| what | value | against | target | met | absolute |", "|---|---|---|---|---|---|"]
    for row in rows:
        met = {True: "yes", False: "**no**", None: ""}[row.met]
        target = "" if row.target is None else f"at most {row.target:g}"
        lines.append(f"| {row.name} | {row.value:.3g} {row.unit} | {row.yardstick} | {target} | {met} | {row.note} |")
    return "\n".join(lines) + "\n"


LONG = """
## Longer runs

`python tests/bench/run.py --only large --large`; the last run of each stands here.

"""


def keep(rows: list[Row], long: list[Row]) -> None:
    """Put what was measured into the document; what was not stays as it stands there."""
    short, _, before = DOCUMENT.read_text("utf-8").partition(LONG)
    machine = f"Measured on {platform.machine()}, Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}."
    if rows:
        short = f"{HEADING}{machine}\n\n{table(rows)}"
    if long:
        before = f"{machine}\n\n{table(long)}"
    DOCUMENT.write_text(short + (LONG + before if before else ""), "utf-8")


def measured(measures: Iterable[Callable[[], Iterable[Row]]]) -> tuple[list[Row], bool]:
    """The rows of every measure, and whether all of them could be taken."""
    rows: list[Row] = []
    whole = True
    for measure in measures:
        print(f"measuring {measure.__name__} ...", file=sys.stderr, flush=True)
        try:
            rows += measure()
        except Exception:
            whole = False
            traceback.print_exc()
    return rows, whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="", help="only the measures with this in their name")
    parser.add_argument(
        "--large",
        action="store_true",
        help="also with 100,000 stored reports, which takes a quarter of an hour and more",
    )
    wanted = parser.parse_args()
    rows, whole = measured(each for each in MEASURES if wanted.only in each.__name__)
    long, all_long = measured([server_rows.large] if wanted.large else [])
    print(table([*rows, *long]))
    keep([] if wanted.only or not whole else rows, long)
    if wanted.json:
        wanted.json.write_text(json.dumps([row.data() for row in [*rows, *long]], indent=1) + "\n", "utf-8")
    return 0 if whole and all_long else 1


if __name__ == "__main__":
    raise SystemExit(main())
