"""The rail."""

WORDS = {
    "section.scene": "El lugar",
    "section.safety": "Heridos y ambulancia",
    "section.federal": "Quién los dirige",
    "section.conduct": "Qué hicieron",
    "section.people": "Nuestras unidades y acciones",
    "section.cameras": "Cámaras y evidencia",
    "section.public_reports": "Denuncias del público",
    "section.property": "Propiedad",
    "section.notices": "Avisos",
    "section.narrative": "Cronología y relato",
    "section.review": "Revisión",
    "section.records": "Archivos y divulgación",
}
