"""The rail."""

WORDS = {
    "section.scene": "The scene",
    "section.safety": "Injuries and ambulance",
    "section.federal": "Who leads them",
    "section.conduct": "What they did",
    "section.people": "Our units and actions",
    "section.cameras": "Cameras and evidence",
    "section.public_reports": "Reports from the public",
    "section.property": "Property",
    "section.notices": "Notices",
    "section.narrative": "Timeline and account",
    "section.review": "Review",
    "section.records": "Records and release",
}
