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
    rows: list[Row] = []
    failed = False
    for measure in [*MEASURES, *([server_rows.large] if wanted.large else [])]:
        if wanted.only not in measure.__name__:
            continue
        print(f"measuring {measure.__name__} ...", file=sys.stderr, flush=True)
        try:
            rows += measure()
        except Exception:
            failed = True
            traceback.print_exc()
    print(table(rows))
    if not wanted.only and not failed:
        machine = f"{platform.machine()}, Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}"
        DOCUMENT.write_text(f"{HEADING}Measured on {machine}.\n\n{table(rows)}", "utf-8")
    if wanted.json:
        wanted.json.write_text(json.dumps([row.data() for row in rows], indent=1) + "\n", "utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
