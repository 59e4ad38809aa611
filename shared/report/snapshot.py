"""A released form as it was frozen: `python -m shared.report.snapshot 1 > shared/report/snapshots/1.json`.

A version in the field names its form by the digest of this data, so a released file is never changed: a change to the
definition is a new form version with a file of its own.
"""

import json
import sys
from importlib import resources

from shared.report import LATEST, form, shipped_form


def text(version: int) -> str:
    """The file's text for a form version: one question a line, so that a change reads as one line."""
    data = form(version, shipped_form().configuration).snapshot
    parts = data["parts"]
    assert isinstance(parts, list)
    lines = ["{", f'"form": {json.dumps(data["form"])}, "version": {version}, "parts": [']
    for nth, part in enumerate(parts):
        head = {key: value for key, value in part.items() if key != "fields"}
        lines.append(json.dumps(head)[:-1] + ', "fields": [')
        fields = [json.dumps(each, ensure_ascii=False) for each in part["fields"]]
        lines.append(",\n".join(fields))
        lines.append("]}" + ("," if nth < len(parts) - 1 else ""))
    return "\n".join([*lines, "]}"]) + "\n"


def frozen(version: int) -> str:
    """The released file. Raises FileNotFoundError for a form that was never released."""
    return resources.files(__package__).joinpath("snapshots", f"{version}.json").read_text("utf-8")


if __name__ == "__main__":
    sys.stdout.write(text(int(sys.argv[1]) if len(sys.argv) > 1 else LATEST))
