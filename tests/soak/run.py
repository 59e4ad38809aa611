"""`make soak`: what takes too long for the suite. Its last table stands in `docs/reliability.md`.

    python -m tests.soak.run [--seconds N] [--seed N] [--only NAME]

Exit status 1 when anything did not hold. `--seconds` is for each part; a part that is done earlier ends earlier.
"""

import argparse
import secrets
import sys
import time
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


def table(rows: list[Row]) -> str:
    """The rows for the page."""
    lines = ["| what | done | of | violations | |", "|---|---|---|---|---|"]
    for row in rows:
        lines.append(f"| {row.what} | {row.done:,} | {row.wanted:,} | {len(row.violations)} | {row.note} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Live all parts, print the table; a run of all of them also replaces the one in the document."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--seconds", type=float, default=600.0)
    wanted.add_argument("--seed", type=int, default=secrets.randbits(32))
    wanted.add_argument("--only", default="", choices=("", *(each.name for each in PARTS)))
    asked = wanted.parse_args()
    rows: list[Row] = []
    for part in PARTS:
        if asked.only in ("", part.name):
            began = time.monotonic()
            print(f"{part.name}, seed {asked.seed} ...", flush=True)
            rows += part.live(asked.seconds, asked.seed)
            print(f"    {time.monotonic() - began:.0f} s", flush=True)
    for row in rows:
        print("\n".join(f"VIOLATION {row.what}: {each}" for each in row.violations), end="")
    print(table(rows))
    if not asked.only:
        before, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        DOCUMENT.write_text(before + BEGIN + table(rows) + END + after, "utf-8")
    return 1 if any(row.violations for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
