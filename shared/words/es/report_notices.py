"""Labels and hints: notices."""

WORDS = {
    "part.notification": "Aviso",
    "part.notification+": "Agregar un aviso",
    "notification.target": "¿A quién se avisó?",
    "notification.target?": "Una fila por cada uno.",
    "notification.required_by_rule": "Lo exige la regla",
    "notification.due_at": "Se debe antes de",
    "notification.sent_at": "Se avisó a las",
    "notification.channel": "¿Cómo?",
    "notification.by_serial": "¿Quién de nosotros avisó?",
    "notification.by_serial?": "Número de serie.",
    "notification.not_sent_reason": "¿Por qué aún no se avisó?",
    "notification.not_sent_reason?": "Sigue pendiente hasta que se envíe.",
    "notification.acknowledged_by": "Confirmado por",
    "notification.acknowledged_by?": "Función o número de serie.",
    "notification.acknowledged_at": "Confirmado a las",
}
