"""`make soak`: what takes too long for the suite. The last table stands in `docs/reliability.md`.

    python -m tests.soak.run [--seconds N] [--seed N] [--only NAME] [--on]

Exit status 1 when anything did not hold. `--seconds` is for each part; a part that is done earlier ends earlier. With
`--on` a part goes on from the row that stands there: what it does now, with another seed, is added to it.
"""

import argparse
import secrets
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.soak import errors, herd, killing, large_file, power, processes
from tests.soak.part import Part, Row

PARTS: tuple[Part, ...] = (
    killing.PART,
    power.PART,
    errors.PART,
    processes.PART,
    herd.PART,
    large_file.PART,
)
DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- soak -->\n", "<!-- /soak -->\n"
HEAD = "| what | done | of | violations | when | |\n|---|---|---|---|---|---|\n"


def table(rows: list[Row], when: str, before: str = "", on: bool = False) -> str:
    """The rows for the page, and those of the table `before` whose parts were not lived now; `on`: added to them."""
    lines = {line.split(" | ")[0]: line for line in before.removeprefix(HEAD).splitlines()}
    for row in rows:
        name = f"| {row.what}"
        done, wanted, wrong, times, note = row.done, row.wanted, len(row.violations), when, row.note
        if on and name in lines:
            cells = lines[name].removesuffix(" |").split(" | ")
            done += int(cells[1].replace(",", ""))
            wanted = max(wanted, int(cells[2].replace(",", "")))
            wrong += int(cells[3])
            times, note = f"{cells[4]}; {when}", f"{cells[5]}; then {note}"
        lines[name] = f"{name} | {done:,} | {wanted:,} | {wrong} | {times} | {note} |"
    return HEAD + "".join(f"{line}\n" for line in lines.values())


def rewritten(page: str, rows: list[Row], when: str, on: bool = False) -> str:
    """The page with these rows in its table."""
    above, _, rest = page.partition(BEGIN)
    before, _, below = rest.partition(END)
    return above + BEGIN + table(rows, when, before, on) + END + below


def main() -> int:
    """Live the parts, print their table and put their rows into the one of the document."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--seconds", type=float, default=600.0)
    wanted.add_argument("--seed", type=int, default=secrets.randbits(32))
    wanted.add_argument("--only", default="", choices=("", *(each.name for each in PARTS)))
    wanted.add_argument("--on", action="store_true")
    asked = wanted.parse_args()
    rows: list[Row] = []
    for part in PARTS:
        if asked.only in ("", part.name):
            began = time.monotonic()
            print(f"{part.name}, seed {asked.seed} ...", flush=True)
            rows += part.live(asked.seconds, asked.seed)
            print(f"    {time.monotonic() - began:.0f} s", flush=True)
    for row in rows:
        print("".join(f"VIOLATION {row.what}: {each}\n" for each in row.violations), end="")
    when = f"{datetime.now(UTC):%Y-%m-%d}, seed {asked.seed}"
    print(table(rows, when))
    DOCUMENT.write_text(rewritten(DOCUMENT.read_text("utf-8"), rows, when, asked.on), "utf-8")
    return 1 if any(row.violations for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
