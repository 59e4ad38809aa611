"""Labels and hints: notices."""

WORDS = {
    "part.notification": "Notice",
    "part.notification+": "Add a notice",
    "notification.target": "Who was told?",
    "notification.target?": "One row for each.",
    "notification.required_by_rule": "Required by rule",
    "notification.due_at": "Due by",
    "notification.sent_at": "Told at",
    "notification.channel": "How?",
    "notification.by_serial": "Who of ours told them?",
    "notification.by_serial?": "Serial.",
    "notification.not_sent_reason": "Why not told yet?",
    "notification.not_sent_reason?": "Then it still counts as open until it is sent.",
    "notification.acknowledged_by": "Acknowledged by",
    "notification.acknowledged_by?": "Role or serial.",
    "notification.acknowledged_at": "Acknowledged at",
}
