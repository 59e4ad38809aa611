"""The tablet's files: taking them in, showing them, sending them."""

WORDS = {
    "tablet.state.files": "The report is delivered, and {done} of {count} files. The rest follows by itself",
    "tablet.pill.files": "{done} of {count} files",
    "tablet.sync.files": "Files still to be sent: {count}",
    "tablet.file.empty": "That file is empty. Nothing was attached; choose another one.",
    "tablet.file.too_large": "That file is larger than 25 MB. Nothing was attached. Keep the original and write down where it is.",
    "tablet.file.unreadable": "That file cannot be read. Nothing was attached; your answers are safe. Choose it again, or copy it first.",
    "tablet.file.full": "The tablet has too little room for this file. Nothing of it was kept; your answers are safe. Free some room, then attach it again.",
}
