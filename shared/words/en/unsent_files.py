"""What can keep a file out that a stranded tablet enclosed."""

WORDS = {
    "unsent.file.cut": "not here: the file from the tablet ends before it. Copy it again",
    "unsent.file.damaged": "not here: damaged on the way, or already on the tablet. Copy the file again, or let the tablet send it",
    "unsent.file.wrong": "not here: these are not the bytes that the report names",
    "unsent.file.too_large": "not here: larger than the server takes",
    "unsent.file.elsewhere": "not here yet: the tablet is sending it right now. Do this again later",
    "unsent.file.storage": "not here: the server's disk did not take it. Free some room, then do this again",
}
