import { addWords, useWords } from "../language/words.ts";

const words = addWords(
  "settings",
  {
    sections: "Sections of the settings",
    account: "My account",
    "api-keys": "API keys",
    people: "People",
    teams: "Teams",
    audit: "Audit log",
    agents: "Agents",
    retention: "How long data is kept",
    "personal-data": "Personal data",
    backup: "Backup",
    health: "How the hub is",
  },
  {
    sections: "Secciones de los ajustes",
    account: "Mi cuenta",
    "api-keys": "Claves de API",
    people: "Personas",
    teams: "Equipos",
    audit: "Registro de auditoría",
    agents: "Agentes",
    retention: "Cuánto se guardan los datos",
    "personal-data": "Datos personales",
    backup: "Copia de seguridad",
    health: "Cómo está el hub",
  },
);

export const useSettingsWords = () => useWords(words);
