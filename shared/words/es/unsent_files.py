"""Lo que puede dejar fuera un archivo que adjuntó una tableta aislada."""

WORDS = {
    "unsent.file.cut": "no está aquí: el archivo de la tableta termina antes. Cópielo otra vez",
    "unsent.file.damaged": "no está aquí: dañado en el camino o ya en la tableta. Copie otra vez el archivo, o deje que la tableta lo envíe",
    "unsent.file.wrong": "no está aquí: estos no son los bytes que nombra el informe",
    "unsent.file.too_large": "no está aquí: es más grande de lo que acepta el servidor",
    "unsent.file.elsewhere": "no está aquí todavía: la tableta lo está enviando ahora mismo. Repítalo más tarde",
    "unsent.file.storage": "no está aquí: el disco del servidor no lo aceptó. Libere espacio y repítalo",
}
