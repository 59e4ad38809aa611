"""What this machine can give a report beside answers: the folders where files lie, and a camera if there is one.

A platform brings its own `Devices`; what stands here is a desktop's, which has folders and says plainly that it has no
camera. Nothing is opened or read here.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Folder:
    """A place where files lie. `code` is for words under `tablet.folder.`: pictures, documents, downloads, card, home.

    `name` is shown beside them where there may be several of a kind, such as the name of a memory card.
    """

    code: str
    path: Path
    name: str = ""


class Camera(Protocol):
    """A way to take a photo."""

    there: bool
    """Whether this machine has one that the app can use."""

    def take(self, taken: Callable[[bytes], None]) -> None:
        """Let a person take a photo, and call `taken` with the bytes of its file; not at all if they change their mind.

        Called, and calling back, in the thread of the screen.
        """


class NoCamera:
    """A machine without one."""

    there = False

    def take(self, taken: Callable[[bytes], None]) -> None:
        """Nothing can be taken."""


class Devices:
    """The devices of a desktop. `environment` and `home` are this account's; `cards` is where memory cards appear."""

    def __init__(self, environment: Mapping[str, str], home: Path, cards: Path = Path("/media")) -> None:
        self._environment, self._home, self._cards = environment, home, cards
        self.camera: Camera = NoCamera()

    def folders(self) -> list[Folder]:
        """Where files lie, as far as it is there now, the likeliest first."""
        named = [Folder(code, self._named(code)) for code in ("pictures", "documents", "downloads")]
        user = self._environment.get("USER", "")
        cards = [
            Folder("card", path, path.name)
            for place in (self._cards / user if user else self._cards,)
            for path in _below(place)
        ]
        found = [each for each in (*named, *cards, Folder("home", self._home)) if each.path.is_dir()]
        return [each for number, each in enumerate(found) if each.path not in [other.path for other in found[:number]]]

    def _named(self, code: str) -> Path:
        """A folder by the name the desktop gives it (XDG user directories), else by its English one."""
        variable = {"pictures": "XDG_PICTURES_DIR", "documents": "XDG_DOCUMENTS_DIR", "downloads": "XDG_DOWNLOAD_DIR"}
        named = self._environment.get(variable[code])
        return Path(named) if named else self._home / code.capitalize()


def this_machine() -> Devices:
    """The devices of the machine the app runs on."""
    return Devices(os.environ, Path.home())


def _below(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.is_dir())
    except OSError:
        return []
