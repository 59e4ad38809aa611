"""Writes `verify.py`, the checker that travels inside a bundle: the shared modules themselves, letter for letter.

There is one implementation of the check. The script holds the source of each module it needs, in the order in which
they need each other, so a reviewer can compare every part with the repository; around them stands only the few lines
of `_FRAME`. It needs Python 3.11 and the package `cryptography`, and neither network nor server.
"""

import inspect
from functools import cache
from types import ModuleType

from shared import (
    answers,
    archive,
    bundle,
    bundled_files,
    bundled_report,
    canonical,
    checkpoint,
    commit,
    entry,
    keys,
    merkle,
    seal,
)
from shared.words.en import bundle as words

ORDER: tuple[ModuleType, ...] = (
    canonical,
    answers,
    archive,
    keys,
    commit,
    seal,
    merkle,
    checkpoint,
    entry,
    bundled_files,
    bundled_report,
    bundle,
    words,
)
"""Every module after those it imports."""

_QUOTE = "'''"

_FRAME = '''#!/usr/bin/env python3
"""Checks an exported case: python3 verify.py BUNDLE.zip [TRUST.json]

Needs Python 3.11 or later and the package "cryptography" (pip install cryptography). No network, no server.
Exit code: 0 when nothing is wrong, 1 when the bundle is refused, 2 when it cannot be read. Without the department's
trust file the best answer is "consistent, origin unproven", and the exit code is 0.

A checker that came with the thing it checks proves little to a careful reader: this file is a convenience. Take it
from a source you trust, or compare the parts below with the published source, or write your own.

Below, between the marks, are modules of Scenebook's package "shared", letter for letter.
"""

import sys
from types import ModuleType


def install(name, source):
    """Make the module `name` from its source, as an import of its file would."""
    module = ModuleType(name)
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)
    exec(compile(source, name, "exec"), module.__dict__)


for package in ("shared", "shared.words", "shared.words.en"):
    install(package, "")
'''

_END = '''

def main(arguments):
    """Check the file that the command line names. Returns the exit code."""
    from shared.bundle import BadTrust, Trust, Verdict, verify
    from shared.words.en.bundle import WORDS

    if len(arguments) not in (1, 2):
        print(__doc__)
        return 2
    try:
        with open(arguments[0], "rb") as file:
            data = file.read()
        trust = None
        if len(arguments) == 2:
            with open(arguments[1], "rb") as file:
                trust = Trust.parse(file.read())
    except (OSError, BadTrust) as error:
        print(error)
        return 2
    outcome = verify(data, trust)
    print(WORDS["bundle." + outcome.verdict])
    for failure in outcome.failures:
        sentence = WORDS["bundle." + failure.code].format(where=failure.where, detail=failure.detail)
        print("- " + sentence.encode("ascii", "backslashreplace").decode())
    if outcome.verdict is not Verdict.REFUSED:
        case = outcome.facts["case"]
        print(f"case {case['number']}, {outcome.facts['copy']} copy, made {outcome.facts['made_at']}")
        print(f"log {outcome.facts['origin']}, {outcome.facts['tree_size']} entries")
        print(f"log key {outcome.facts['log_key']}")
    return int(outcome.verdict is Verdict.REFUSED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
'''


@cache
def script() -> bytes:
    """The script. Raises ValueError if a module cannot be quoted as it is."""
    pieces = [_FRAME]
    for module in ORDER:
        source = inspect.getsource(module)
        if _QUOTE in source or source.endswith("\\"):
            raise ValueError(f"{module.__name__} holds {_QUOTE} and cannot stand inside it")
        pieces.append(f"\n\n# ---- {module.__name__} ----\ninstall({module.__name__!r}, r{_QUOTE}{source}{_QUOTE})\n")
    return "".join([*pieces, _END]).encode("utf-8")
