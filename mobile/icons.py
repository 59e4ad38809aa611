"""Icons by the name we use for them, and what each state of a thing looks like.

The glyphs are Material Design Icons (Pictogrammers, Apache-2.0), read from the installed package's font file: see
`mobile.fonts`. A state is always an icon and words and a tone, so that none of the three carries the meaning alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GLYPHS: Final = {
    "back": "\U000f004d",
    "left": "\U000f0141",
    "right": "\U000f0142",
    "down": "\U000f0140",
    "up": "\U000f0143",
    "close": "\U000f0156",
    "required": "\U000f06c4",
    "check": "\U000f012c",
    "check-double": "\U000f012d",
    "plus": "\U000f0415",
    "minus": "\U000f0374",
    "search": "\U000f0349",
    "show": "\U000f06d0",
    "hide": "\U000f06d1",
    "help": "\U000f0625",
    "info": "\U000f02fd",
    "error": "\U000f05d6",
    "warning": "\U000f002a",
    "done": "\U000f05e0",
    "clock": "\U000f0150",
    "progress": "\U000f0996",
    "calendar": "\U000f00ed",
    "history": "\U000f02da",
    "pencil": "\U000f0cb6",
    "circle": "\U000f0766",
    "radio": "\U000f043d",
    "radio-on": "\U000f043e",
    "tick": "\U000f0131",
    "tick-on": "\U000f0132",
    "lock": "\U000f0341",
    "offline": "\U000f0164",
    "online": "\U000f1bec",
    "upload": "\U000f0b7e",
    "download": "\U000f0b7d",
    "exchange": "\U000f12d6",
    "devices": "\U000f0fb0",
    "clip": "\U000f03e2",
    "hand": "\U000f182d",
    "box": "\U000f120e",
    "reply": "\U000f045a",
    "shield-check": "\U000f0565",
    "shield": "\U000f0a12",
    "night": "\U000f0594",
    "day": "\U000f05a8",
    "contrast": "\U000f0197",
    "text-size": "\U000f027f",
    "language": "\U000f05ca",
    "settings": "\U000f08bb",
    "menu": "\U000f035c",
    "more": "\U000f01d9",
    "note": "\U000f11d7",
    "practice": "\U000f1180",
    "refresh": "\U000f0450",
    "place": "\U000f07d9",
    "locate": "\U000f01a4",
    "camera": "\U000f0d5d",
    "video": "\U000f0bdc",
    "document": "\U000f09ee",
    "folder": "\U000f0256",
    "picture": "\U000f0976",
    "narrative": "\U000f09ed",
    "person": "\U000f0013",
    "people": "\U000f000f",
    "voice": "\U000f05cb",
    "medical": "\U000f06ef",
    "ambulance": "\U000f002f",
    "building": "\U000f0d16",
    "gavel": "\U000f029b",
    "sign": "\U000f0f49",
    "send": "\U000f1165",
    "sent": "\U000f1162",
    "remove": "\U000f0a7a",
    "inbox": "\U000f1274",
    "checklist": "\U000f08a8",
    "save": "\U000f0818",
    "saved": "\U000f18eb",
}


@dataclass(frozen=True)
class Look:
    """How a state is drawn: icon name and tone (neutral, primary, ok, warn, danger). Its words come from outside."""

    icon: str
    tone: str


STATES: Final = {
    "": Look("circle", "neutral"),
    "blank": Look("circle", "neutral"),
    "begun": Look("pencil", "primary"),
    "done": Look("done", "ok"),
    "owed": Look("clock", "warn"),
    "wrong": Look("error", "danger"),
    "warned": Look("warning", "warn"),
    "explained": Look("document", "neutral"),
    "locked": Look("lock", "neutral"),
    "draft": Look("pencil", "primary"),
    "note": Look("note", "primary"),
    "practice": Look("practice", "warn"),
    "ready": Look("send", "primary"),
    "waiting": Look("clock", "neutral"),
    "sending": Look("upload", "primary"),
    "delivered": Look("check-double", "ok"),
    "partial": Look("clip", "warn"),
    "needs-you": Look("hand", "danger"),
    "set-aside": Look("box", "warn"),
    "returned": Look("reply", "danger"),
    "approved": Look("shield-check", "ok"),
    "free": Look("devices", "primary"),
    "elsewhere": Look("devices", "neutral"),
    "offline": Look("offline", "warn"),
    "online": Look("online", "ok"),
    "info": Look("info", "primary"),
}


def glyph(name: str) -> str:
    """The character to draw for an icon name; empty for an empty name. Raises KeyError for an unknown one."""
    return GLYPHS[name] if name else ""
