"""Palabras que un registro no debe guardar (`shared.lint`): qué se encontró, por qué es un riesgo, qué hacer."""

_NEVER = "Quítelo: ninguna cita justifica guardarlo."
_DO = "Quítelo. Déjelo solo si son las palabras exactas de un agente federal y le importan al informe, y diga por qué."

WORDS = {
    "lint.immigration_status": f"Esto revela la situación migratoria o la ciudadanía de alguien. La ley no nos deja preguntarla, y un registro que la guarda puede usarse contra esa persona. {_DO}",
    "lint.nationality": f"Esto revela de qué país o pueblo es alguien. No dice nada de lo que pasó y puede servir para encontrar a esa persona. {_DO}",
    "lint.birthplace": f"Esto revela dónde nació o de dónde viene alguien. La Ciudad no lo recoge y puede servir para encontrar a esa persona. {_DO}",
    "lint.a_number": f"Esto parece un número A, el número del expediente migratorio de una persona. Quien lo tiene puede buscarla. {_NEVER}",
    "lint.ssn": f"Esto parece un número de Seguro Social. Quien lo tiene puede hacerse pasar por esa persona. {_NEVER}",
    "lint.travel_document": f"Esto habla de un pasaporte, una visa u otro documento de viaje o de un consulado. Muestra la situación o la nacionalidad de una persona. {_DO}",
    "lint.home_address": f"Esto parece la dirección donde vive alguien. Una copia publicada llevaría hasta su puerta. {_NEVER}",
    "lint.federal_personal_contact": f"Esto parece un teléfono, correo, cuenta, casa o familia privados de una persona federal. Aquí solo va lo que da la propia agencia: una línea de oficina o de guardia. {_NEVER}",
}
