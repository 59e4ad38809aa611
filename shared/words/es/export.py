"""El expediente impreso, el registro legible, la nota del paquete y las páginas de archivo."""

WORDS = {
    "export.state.answered": "respondida",
    "export.state.unknown": "se desconoce",
    "export.state.not_observed": "no observado",
    "export.state.refused": "se negó",
    "export.state.blank": "en blanco",
    "export.state.not_asked": "no preguntada: no correspondía",
    "export.state.not_in_version": "no era pregunta de esa versión del formulario",
    "export.state.withheld": "[consta - retenido en espera de revisión]",
    "export.packet.title": "Caso {number}",
    "export.packet.running": "Caso {number}",
    "export.packet.copy.full": "Copia completa",
    "export.packet.copy.redacted": "Copia censurada para el público",
    "export.packet.publisher": "Departamento de Policía de {city}, registros de escenas de control migratorio federal",
    "export.packet.made": "Hecho {at}",
    "export.packet.page": "Página {page} de {pages}",
    "export.packet.not_approved": "NO APROBADO",
    "export.packet.case": "Caso",
    "export.packet.case_title": "Asunto",
    "export.packet.opened": "Abierto",
    "export.packet.made_at": "Exportado",
    "export.packet.recipient": "Para",
    "export.packet.purpose": "Motivo",
    "export.packet.copy": "Copia",
    "export.packet.reports": "Informes",
    "export.packet.included": "Lo que contiene y lo que no",
    "export.packet.report": "Informe",
    "export.packet.report_number": "Informe {number}",
    "export.packet.shown": "Respuestas mostradas",
    "export.packet.pending": "Retenidas en espera de revisión",
    "export.packet.confidential": "Confidenciales, solo contadas",
    "export.packet.added_shown": "Anotaciones mostradas",
    "export.packet.added_withheld": "Anotaciones retenidas",
    "export.packet.counts_note": "Las respuestas se cuentan en la versión aprobada de cada informe. Una pregunta en blanco, o que no correspondía, no es una respuesta.",
    "export.packet.redacted_note": 'Una respuesta marcada "{withheld}" existe y la selló el agente; puede publicarse tras una decisión. Las respuestas confidenciales se cuentan y nunca se enumeran, para que nadie sepa a qué pregunta responden.',
    "export.packet.full_note": "De esta copia no se retiene nada.",
    "export.packet.files_note": "Archivos que acompañan a los informes, incluidos en la carpeta files/ con su SHA-256 por nombre: {count}.",
    "export.packet.files_missing_note": "Nombrados por un informe, pero no recibidos por el departamento antes de esta exportación: {names}.",
    "export.packet.excluded_note": "No se incluyen: informes que no pertenecen a este caso, borradores, comentarios de revisión que nunca se enviaron, video corporal (el registro lo señala).",
    "export.packet.words_note": "Las preguntas se imprimen como se le hicieron al agente.",
    "export.packet.check": "Cómo comprobar este expediente",
    "export.packet.check_1": "Este PDF es un archivo de un paquete (un zip). El manifest.json del paquete menciona cada archivo con su SHA-256; el registro del departamento nombra el SHA-256 de ese manifiesto.",
    "export.packet.check_2": "Compruebe el paquete entero con: scenebook verify --trust trust.json BUNDLE.zip, o con el programa que contiene: python3 verify.py BUNDLE.zip trust.json.",
    "export.packet.check_3": 'Obtenga trust.json del departamento por otra vía que el paquete. Sin él la respuesta es solo "coherente, origen sin probar".',
    "export.packet.check_4": "Los datos de este expediente están adjuntos a este PDF y en el paquete como record.json.",
    "export.packet.scene": "De un vistazo",
    "export.packet.duties": "Los cinco deberes de la Directiva Ejecutiva 17",
    "export.packet.none_recorded": "No consta ninguno.",
    "export.packet.left_blank": "En blanco:",
    "export.packet.not_then": "No preguntadas por esa versión del formulario:",
    "export.packet.withheld_note": "De este informe, {pending} respuestas constan y se retienen en espera de revisión, y {confidential} respuestas confidenciales se cuentan sin enumerarse.",
    "export.packet.annotations": "Añadido por otros, junto a las palabras del agente",
    "export.packet.question": "Pregunta",
    "export.packet.added": "Añadido",
    "export.packet.by": "Por, cuándo, entrada del registro",
    "export.packet.decisions": "Decisiones de revisión",
    "export.packet.decision": "Decisión",
    "export.packet.said": "Nota y comentarios",
    "export.packet.decision.returned": "Devuelto",
    "export.packet.decision.approved": "Aprobado",
    "export.packet.comments_withheld": "{number} notas retenidas",
    "export.packet.no_note": "sin nota",
    "export.packet.whole_report": "todo el informe",
    "export.packet.chain": "Versiones",
    "export.packet.chain_note": "Cada versión está firmada por su autor y nombra a la anterior por su resumen criptográfico. El expediente imprime la aprobada; todas están en el paquete.",
    "export.packet.version": "Versión",
    "export.packet.sealed_at": "Sellada",
    "export.packet.sealed_by": "Sellada por",
    "export.packet.digest": "SHA-256",
    "export.packet.kind.interim": "provisional",
    "export.packet.kind.final": "final",
    "export.packet.branched": "sobre una versión anterior",
    "export.packet.approved_mark": "aprobada",
    "export.packet.digests": "Para comparar",
    "export.packet.head_digest": "Versión aprobada, SHA-256",
    "export.packet.record_digest": "record.json, SHA-256",
    "export.packet.report_id": "Identificador del informe",
    "export.packet.name_withheld": "{rank}, nombre retenido",
    "export.packet.entry": "entrada {index}",
    "export.packet.superseded": "Existe una versión más reciente de este informe. Lo impreso aquí es la versión que se aprobó.",
    "export.packet.attached": "El informe {report} como datos",
    "export.readme": """Caso {number}, {copy}
{line}

Qué es esto
-----------
Registros de escenas de control migratorio federal, tal como los agentes los sellaron y los supervisores los
aprobaron, exportados por la oficina de registros. Nada se volvió a escribir: lo legible se hizo de lo sellado.

  packet.pdf                   el caso, para imprimir
  reports/.../record.json      cada informe como datos, todas sus versiones, en palabras y tal como se sellaron
  reports/.../version-N.sdjwt  cada versión como la firmó su autor (SD-JWT, RFC 9901)
  reports/.../reviews.json     lo que decidieron los revisores
  files/                       fotos y documentos tal como se tomaron, por su SHA-256; ninguno en una copia censurada
  definitions/                 el formulario, las listas y la configuración con que se hicieron
  log/                         las entradas del registro en que se apoya todo, con sus pruebas (RFC 9162)
  manifest.json                cada archivo con su tamaño y SHA-256, y lo que se cuenta
  seal.json                    la entrada del registro de esta exportación, que nombra el manifiesto
  verify.py                    un programa que lo comprueba todo

Cómo comprobarlo
----------------
Con el archivo de confianza del departamento (obténgalo por otra vía que este paquete):

  python3 verify.py BUNDLE.zip trust.json        necesita Python 3.11 y el paquete "cryptography"
  scenebook verify --trust trust.json BUNDLE.zip

  "genuine" significa: es lo que el registro del departamento dice que se exportó, y no se cambió ni un bit.

Sin el archivo de confianza se encuentran daños y contradicciones, pero no una falsificación completa:

  "consistent, origin unproven" significa: nada se contradice. No se comprobó quién lo hizo.

Lo que ninguna comprobación dice: si lo que escribió un agente es cierto, o si hay otros informes de la escena.

Un programa que viene con lo que comprueba prueba poco. Tome verify.py de una fuente de confianza o compárelo con el
código publicado.

Lo que se retiene
-----------------
{withheld}
""",
    "export.readme.full": "De esta copia no se retiene nada.",
    "export.readme.redacted": """Las respuestas marcadas "[consta - retenido en espera de revisión]" existen y las cubre la firma del agente; su valor
no está en este paquete. Las confidenciales se cuentan y no se enumeran. Cada respuesta retenida está tras una sal de
144 bits aleatorios: nada aquí permite probar una conjetura.""",
    "export.packet.copy.prosecutor": "Copia de la fiscalía",
    "export.packet.made_for": "Pedida por",
    "export.packet.order": "Orden",
    "export.packet.prosecutor_note": "De esta copia solo se retienen asuntos de personal del departamento (Penal Code 832.7); se cuentan como confidenciales.",
    "export.packet.by_decision_note": "Respuestas mostradas porque un archivista lo decidió, cada una con su entrada del registro en record.json: {count}.",
    "export.readme.prosecutor": """Solo se retienen asuntos de personal del departamento (Penal Code 832.7). Se cuentan y no se listan.""",
}
