"""Los archivos de la tableta: recibirlos, mostrarlos, enviarlos."""

WORDS = {
    "tablet.state.files": "El informe está entregado, y {done} de {count} archivos. El resto sigue solo",
    "tablet.pill.files": "{done} de {count} archivos",
    "tablet.sync.files": "Archivos por enviar: {count}",
    "tablet.file.empty": "Ese archivo está vacío. No se adjuntó nada; elija otro.",
    "tablet.file.too_large": "Ese archivo tiene más de 25 MB. No se adjuntó nada. Guarde el original y anote dónde está.",
    "tablet.file.unreadable": "No se puede leer ese archivo. No se adjuntó nada; sus respuestas están a salvo. Elíjalo otra vez, o cópielo antes.",
    "tablet.file.full": "La tableta tiene muy poco espacio para este archivo. No se guardó nada de él; sus respuestas están a salvo. Libere espacio y adjúntelo otra vez.",
}
