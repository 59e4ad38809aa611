"""What stands on the tablet of a report that left it after the city's days."""

WORDS = {
    "tablet.left.title": "Report of {day}",
    "tablet.state.left_delivered": "Delivered. Removed from this tablet {at}, receipt kept",
    "tablet.state.left_approved": "Approved. Removed from this tablet {at}, receipt kept",
    "tablet.state.left_returned": "Returned by {by}, {at}, after it was removed from this tablet. The server has it; ask them how to go on",
    "tablet.state.left_lost": "Removed from this tablet {at}; the server was restored from an older backup and may not have it. Receipt kept: tell your administrator",
    "tablet.pill.left_delivered": "Delivered",
    "tablet.pill.left_approved": "Approved",
    "tablet.pill.left_returned": "Returned",
    "tablet.pill.left_lost": "May be lost",
    "tablet.left.why": "Your department keeps reports on tablets for some days after the server has them whole. Its text and files are gone from here. These receipts stay: with them the server's log proves what you sent, and when.",
    "tablet.left.version": "Version {number}, sealed {sealed}. Taken in by the server {taken}, entry {entry} of its log.",
    "tablet.left.digest": "Digest: {digest}",
}
