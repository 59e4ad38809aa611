"""Icons as inline drawings: the few that are used, cut from the sprite that Bootstrap-Flask brings.

The whole sprite is a megabyte; a page needs a dozen paths.
"""

import re
from functools import cache
from pathlib import Path

import flask_bootstrap
from markupsafe import Markup

_SPRITE = Path(flask_bootstrap.__file__).parent / "static/bootstrap5/icons/bootstrap-icons.svg"


@cache
def icon(name: str) -> Markup:
    """The drawing called `name`, decorative: words always stand beside it. Raises LookupError."""
    found = re.search(
        rf'<symbol[^>]*viewBox="([^"]+)"[^>]*id="{re.escape(name)}"[^>]*>(.*?)</symbol>',
        _SPRITE.read_text("utf-8"),
        re.DOTALL,
    )
    if found is None:
        raise LookupError(f"no icon {name!r}")
    box, paths = found.groups()
    return Markup(f'<svg class="icon" viewBox="{box}" fill="currentColor" aria-hidden="true">{paths}</svg>')
