"""Por qué algo se muestra a menos personas de lo que dice su pregunta, y a quién."""

WORDS = {
    "P-E1": "Sobre un menor: se retiene, salvo si y cuándo se pidió ayuda.",
    "P-E2": "Una vivienda, o no se sabe que no lo sea: se retiene el lugar exacto, queda la cuadra.",
    "P-E3": "Denuncia anónima: se retienen las palabras, el idioma y la evidencia.",
    "P-E4": "Lo pidió la víctima de un delito de la lista: se retienen contacto y palabras.",
    "P-E5": "Más que palabras generales: decide el archivo.",
    "P-E6": "Palabras que no se pueden guardar: se retienen.",
    "P-E7": "Divulgarlo pone en peligro a quien denuncia: se retienen contacto, palabras y evidencia.",
    "P-E8": "La matrícula de un vehículo sin distintivos puede ser privada: se retiene.",
    "privacy.P": "Público",
    "privacy.R": "Restringido: solo se muestra por decisión del archivo",
    "privacy.C": "Confidencial: nunca se muestra al público",
    "recipient.court": "Tribunal",
    "recipient.prosecutor": "Fiscalía",
    "recipient.oversight": "Supervisión",
    "recipient.public": "Público",
    "recipient.subject": "La persona de quien trata",
}
