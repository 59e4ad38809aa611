"""Lo que queda en la tableta de un informe que salió de ella pasados los días que fija la ciudad."""

WORDS = {
    "tablet.left.title": "Informe del {day}",
    "tablet.state.left_delivered": "Entregado. Retirado de esta tableta {at}, se conserva el recibo",
    "tablet.state.left_approved": "Aprobado. Retirado de esta tableta {at}, se conserva el recibo",
    "tablet.state.left_returned": "Devuelto por {by}, {at}, después de retirarse de esta tableta. El servidor lo tiene; pregúntele cómo seguir",
    "tablet.state.left_lost": "Retirado de esta tableta {at}; el servidor se restauró de una copia anterior y quizá no lo tenga. Se conserva el recibo: avise a su administrador",
    "tablet.pill.left_delivered": "Entregado",
    "tablet.pill.left_approved": "Aprobado",
    "tablet.pill.left_returned": "Devuelto",
    "tablet.pill.left_lost": "Quizá perdido",
    "tablet.left.why": "Su departamento guarda los informes en las tabletas unos días después de que el servidor los tenga completos. Su texto y sus archivos ya no están aquí. Estos recibos quedan: con ellos el registro del servidor prueba qué envió usted y cuándo.",
    "tablet.left.version": "Versión {number}, sellada {sealed}. Recibida por el servidor {taken}, entrada {entry} de su registro.",
    "tablet.left.digest": "Huella: {digest}",
}
