import { addWords, useWords } from "../../language/words.ts";

const words = addWords(
  "backup",
  {
    title: "Backup",
    text: "One file with all that the hub keeps, as it is at one moment. The hub goes on meanwhile.",
    take: "Download a backup",
    holds: "It holds personal data, and secrets only sealed: keep it where few can read it.",
    notHeld:
      "It does not hold the key that opens the connections' secrets (ROSTRUM_KEY, or the file “key” of the data folder), nor the files that flows write. Keep the key in another place, once.",
    restoreTitle: "To restore one",
    restoreText:
      "A hub that serves cannot be overwritten: stop it, then run this at its machine. It puts the backup into an empty database, all of it or nothing.",
    restoreCommand: "At the hub's machine",
    replace: "To throw away what is in the database, add --replace.",
    regular: "Every night by itself",
    regularCommand: "In a timetable of the machine (cron)",
  },
  {
    title: "Copia de seguridad",
    text: "Un archivo con todo lo que guarda el hub, tal como está en un momento. El hub sigue mientras tanto.",
    take: "Descargar una copia",
    holds: "Contiene datos personales, y secretos solo sellados: guárdela donde pocos puedan leerla.",
    notHeld:
      "No contiene la clave que abre los secretos de las conexiones (ROSTRUM_KEY, o el archivo «key» de la carpeta de datos), ni los archivos que escriben los flujos. Guarde la clave en otro sitio, una vez.",
    restoreTitle: "Para restaurar una",
    restoreText:
      "Un hub en servicio no se puede sobrescribir: deténgalo y ejecute esto en su máquina. Pone la copia en una base de datos vacía, entera o nada.",
    restoreCommand: "En la máquina del hub",
    replace: "Para desechar lo que hay en la base de datos, añada --replace.",
    regular: "Cada noche por sí sola",
    regularCommand: "En el planificador de la máquina (cron)",
  },
);

export const useBackupWords = () => useWords(words);
