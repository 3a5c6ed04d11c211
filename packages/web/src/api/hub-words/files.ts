import type { Sentences } from "./tell.ts";

/** `packages/hub/src/endpoints` and `packages/hub/src/rows`: files of tables. */
export const files: Sentences = {
  'The endpoint "{name}" has no files.': "El endpoint «{name}» no tiene archivos.",
  "Files are brought to endpoints of CSV, ndjson, Excel and Parquet. Nothing was read or written.":
    "Se llevan archivos a endpoints de CSV, ndjson, Excel y Parquet. No se leyó ni se escribió nada.",
  "Choose one of these.": "Elija uno de ellos.",
  "The request carries no file: its body is to be application/octet-stream.":
    "La petición no lleva ningún archivo: su cuerpo debe ser application/octet-stream.",
  "Send the file as the body of the request.": "Envíe el archivo como cuerpo de la petición.",
  'There is no file "{name}" in the endpoint\'s folder.':
    "No hay ningún archivo «{name}» en la carpeta del endpoint.",
  "See the tables of the endpoint: they are its files.": "Vea las tablas del endpoint: son sus archivos.",
  'There is a file "{name}" already.': "Ya hay un archivo «{name}».",
  "It was left as it is.": "Se dejó como está.",
  "Give the file another name, or say that it is to be replaced.":
    "Dé otro nombre al archivo, o diga que debe sustituirse.",
  '"{name}" is larger than {most} GB.': "«{name}» ocupa más de {most} GB.",
  "Nothing of it was kept.": "No se guardó nada de él.",
  "Put it into the hub's folder for files by other means, or split it.":
    "Póngalo en la carpeta de archivos del hub por otros medios, o divídalo.",
  "Column {empty} has no name.": "La columna {empty} no tiene nombre.",
  'Two columns are called "{twice}".': "Dos columnas se llaman «{twice}».",
  'It has one column only, "{only}": its delimiter seems to be a tab.':
    "Tiene una sola columna, «{only}»: parece que su separador es un tabulador.",
  'It has one column only, "{only}": its delimiter seems to be "{other}".':
    "Tiene una sola columna, «{only}»: parece que su separador es «{other}».",
  "The first line of {basename} does not name its columns. {words}":
    "La primera línea de {basename} no nombra sus columnas. {words|told}",
  "Without the names of its columns the file cannot be read.":
    "Sin los nombres de sus columnas el archivo no se puede leer.",
  "Give every column a name of its own in the first line, or correct the delimiter or quote at the endpoint.":
    "Dé a cada columna un nombre propio en la primera línea, o corrija el separador o las comillas en el endpoint.",
  "It has {fields} fields where the first line names {header}.":
    "Tiene {fields} campos donde la primera línea nombra {header}.",
  "A quote is closed in the middle of a field.": "Unas comillas se cierran en medio de un campo.",
  "A quote begins in the middle of a field.": "Unas comillas empiezan en medio de un campo.",
  "A quote is opened and never closed.": "Unas comillas se abren y no se cierran.",
  "A quote is opened and not closed for too long.": "Unas comillas se abren y tardan demasiado en cerrarse.",
  "It has {text} characters, and an Excel cell holds {longestText}.":
    "Tiene {text} caracteres, y en una celda de Excel caben {longestText}.",
  "It has a character that Excel files cannot hold.":
    "Tiene un carácter que los archivos de Excel no admiten.",
  "Row {number} of {basename} does not name its columns: column {empty} has no name.":
    "La fila {number} de {basename} no nombra sus columnas: la columna {empty} no tiene nombre.",
  'Row {number} of {basename} does not name its columns: two columns are called "{twice}".':
    "La fila {number} de {basename} no nombra sus columnas: dos columnas se llaman «{twice}».",
  "The first row with values must name every column.":
    "La primera fila con valores debe nombrar todas las columnas.",
  "Give every column a name of its own, and put titles and notes on another sheet.":
    "Dé a cada columna un nombre propio, y ponga títulos y notas en otra hoja.",
  "It has values beyond the {header} columns that have names.":
    "Tiene valores más allá de las {header} columnas que tienen nombre.",
  "An Excel sheet holds {mostRows} rows, the first one with the names included.":
    "En una hoja de Excel caben {mostRows} filas, contando la primera con los nombres.",
  "The rows did not fit, and no file was made of them.":
    "Las filas no cabían, y no se hizo ningún archivo con ellas.",
  "Row {place} has a value that cannot be written, in {field}: {said}":
    "La fila {place} tiene un valor que no se puede escribir, en {field}: {said|told}",
  "Nothing is left out or cut, so the export ended there; what was written is not whole.":
    "No se omite ni se corta nada, así que la exportación terminó ahí; lo escrito no está completo.",
  "Leave that column out, or export as CSV or JSON, which hold every text.":
    "Quite esa columna, o exporte como CSV o JSON, que admiten cualquier texto.",
  "Write CSV or Parquet, or fewer rows a file.": "Escriba CSV o Parquet, o menos filas por archivo.",
  "{name} has {size} MB; workbooks are changed up to {largestToChange} MB.":
    "{name} tiene {size} MB; se cambian libros de hasta {largestToChange} MB.",
  "To keep its other sheets and its looks it must be loaded whole, which would take too much memory.":
    "Para conservar sus otras hojas y su aspecto hay que cargarlo entero, y ocuparía demasiada memoria.",
  "Write a new file, or CSV or Parquet.": "Escriba un archivo nuevo, o CSV o Parquet.",
  "{basename} is no Excel workbook (.xlsx) that can be read: {cause}.":
    "{basename} no es un libro de Excel (.xlsx) que se pueda leer: {cause|quoted}.",
  "It is of another or an older format, protected by a password, or not complete.":
    "Tiene otro formato o uno más antiguo, está protegido con contraseña o incompleto.",
  "Open it in a spreadsheet program and save it as .xlsx, without a password.":
    "Ábralo en un programa de hojas de cálculo y guárdelo como .xlsx, sin contraseña.",
  "The folder is there with 1 file of {called}; it can be written to.":
    "La carpeta existe y tiene 1 archivo de {called}; se puede escribir en ella.",
  "The folder is there with 1 file of {called}; it can only be read.":
    "La carpeta existe y tiene 1 archivo de {called}; solo se puede leer.",
  "The folder is there with {files} files of {called}; it can be written to.":
    "La carpeta existe y tiene {files} archivos de {called}; se puede escribir en ella.",
  "The folder is there with {files} files of {called}; it can only be read.":
    "La carpeta existe y tiene {files} archivos de {called}; solo se puede leer.",
  'The folder "{folder}" is there with 1 file of {called}; it can be written to.':
    "La carpeta «{folder}» existe y tiene 1 archivo de {called}; se puede escribir en ella.",
  'The folder "{folder}" is there with 1 file of {called}; it can only be read.':
    "La carpeta «{folder}» existe y tiene 1 archivo de {called}; solo se puede leer.",
  'The folder "{folder}" is there with {files} files of {called}; it can be written to.':
    "La carpeta «{folder}» existe y tiene {files} archivos de {called}; se puede escribir en ella.",
  'The folder "{folder}" is there with {files} files of {called}; it can only be read.':
    "La carpeta «{folder}» existe y tiene {files} archivos de {called}; solo se puede leer.",
  '"{name}" does not end in {extension}.': "«{name}» no termina en {extension}.",
  "Nobody, this endpoint included, would know it for a file of {called}. Nothing was written.":
    "Nadie, tampoco este endpoint, sabría que es un archivo de {called}. No se escribió nada.",
  'Call it "{split}{extension}".': "Llámelo «{split}{extension}».",
  "This endpoint's files of {called} are read in another encoding than UTF-8.":
    "Los archivos de {called} de este endpoint se leen con otra codificación que UTF-8.",
  "What is written is UTF-8 always, and one file must not mix the two. Nothing was written.":
    "Lo que se escribe es siempre UTF-8, y un archivo no debe mezclar las dos. No se escribió nada.",
  "Use an endpoint with the encoding utf-8 for writing.":
    "Para escribir use un endpoint con la codificación utf-8.",
  'The folder "{basename}" is not there or cannot be read.':
    "La carpeta «{basename}» no existe o no se puede leer.",
  "The endpoint's files cannot be found.": "Los archivos del endpoint no se encuentran.",
  "Make the folder below {root}, readable by the user that runs Rostrum, or correct its name.":
    "Cree la carpeta dentro de {root}, legible para el usuario que ejecuta Rostrum, o corrija su nombre.",
  '"{name}" does not name a file in the endpoint\'s folder.':
    "«{name}» no nombra ningún archivo de la carpeta del endpoint.",
  "Endpoints reach the files of their own folder only. Nothing was read or written.":
    "Los endpoints llegan solo a los archivos de su propia carpeta. No se leyó ni se escribió nada.",
  'Give the name of a file in it, like "people.csv" or "2031/people.csv"; links that lead out are not followed.':
    "Dé el nombre de un archivo de ella, como «people.csv» o «2031/people.csv»; los enlaces que llevan fuera no se siguen.",
  "{basename} holds bytes that are no {encoding} text.":
    "{basename} contiene bytes que no son texto {encoding}.",
  "Letters would come out wrong, so reading stopped there.":
    "Las letras saldrían mal; por eso la lectura se detuvo ahí.",
  "Save it as UTF-8, or (CSV) name its encoding at the endpoint, e.g. windows-1252.":
    "Guárdelo como UTF-8, o (CSV) nombre su codificación en el endpoint, por ejemplo windows-1252.",
  "Name the right encoding at the endpoint.": "Nombre en el endpoint la codificación correcta.",
  "What the stopped run had written so far is gone.":
    "Lo que la ejecución detenida había escrito ya no está.",
  "It was kept in a hidden file beside the real one, which somebody removed. The real file is as it was before that run.":
    "Se guardaba en un archivo oculto junto al verdadero, y alguien lo eliminó. El archivo verdadero está como antes de esa ejecución.",
  "Delete it, or let its flow write it anew without them.":
    "Elimínelo, o deje que su flujo lo escriba de nuevo sin ellos.",
  "Files are not changed.": "Los archivos no se cambian.",
  "It is packed and was not looked into.": "Está comprimido y no se miró dentro.",
  "{basename} was changed by somebody else each time it was about to be replaced.":
    "Alguien cambió {basename} cada vez que iba a ser sustituido.",
  "It was left as it is; the rows are kept beside it.": "Quedó como está; las filas se guardan a su lado.",
  "Stop what else writes to it, and let the run go on.":
    "Detenga lo que también escribe en él, y deje que la ejecución siga.",
  "Start the run from the beginning.": "Inicie la ejecución desde el principio.",
  "{name} has changed since the reading of it stopped.": "{name} ha cambiado desde que se detuvo su lectura.",
  "Its rows may have moved, so going on could leave some out. Nothing was read.":
    "Sus filas pueden estar en otro sitio, y al seguir podría faltar alguna. No se leyó nada.",
  'The field "{field}" must have a value.': "El campo «{field}» debe tener un valor.",
  "The file already has a row with the key {shown}, with other values.":
    "El archivo ya tiene una fila con la clave {shown}, con otros valores.",
  "{name} holds a row that cannot be read, at {place}: {words}":
    "{name} tiene una fila que no se puede leer, en {place|told}: {words|told}",
  "Writing the file anew would lose that row, so it was left as it is.":
    "Al escribir el archivo de nuevo se perdería esa fila; por eso quedó como estaba.",
  "Mend the row, then let the run go on.": "Corrija la fila, y deje que la ejecución siga.",
  "The line is JSON, but no object with fields.": "La línea es JSON, pero no un objeto con campos.",
  "{basename} is no Parquet file that can be read: {cause}.":
    "{basename} no es un archivo Parquet que se pueda leer: {cause|quoted}.",
  "It is of another format, or was not written to its end.":
    "Tiene otro formato, o no se escribió hasta el final.",
  "Have it written again by the system that makes it.":
    "Haga que el sistema que lo crea lo escriba de nuevo.",
  "Parquet keeps times to the millionth of a second.":
    "Parquet guarda las horas hasta la millonésima de segundo.",
};
