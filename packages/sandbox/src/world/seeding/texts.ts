/** Texts of seeded webinars: subjects, descriptions, polls, surveys, questions of the form. */

export const subjects: readonly (readonly [subject: string, description: string])[] = [
  ["Heat pumps in practice", "What installers learned in ten winters."],
  ["Spring release tour", "What changed and why"],
  ['Onboarding: "the first week", part 1', "Same group each week; bring questions."],
  ["Seguridad en la nube, paso a paso", "Una hora práctica, con turno de preguntas."],
  ["Datenschutz für Einsteiger & Fortgeschrittene", "Was gilt, was kommt, was tun?"],
  ["Q&A <live>: pricing, packaging; what's next?", "No slides.\nJust answers."],
  ["製品アップデート 2030", "新機能のご紹介です。"],
  ["Künstliche Intelligenz im Büro 🤖", "Was sie kann, was nicht – mit Beispielen."],
  ["مقدمة في تحليل البيانات", "ساعة واحدة مع أمثلة."],
  ["How we cut support calls by 40 %", "A case, told by the people who did it"],
  ["L'atelier d'été : l'énergie à l'œuvre", "Atelier pratique, inscription gratuite."],
  ["Safety briefing, site visitors", "Required before the first visit. Lasts 30 minutes."],
];

export const pollTexts: readonly { question: string; choices: readonly string[]; multiple: boolean }[] = [
  {
    question: "How did you hear about us?",
    choices: ["Colleague", "Newsletter", "Search", "Other"],
    multiple: false,
  },
  {
    question: "Which topics matter, to you?",
    choices: ["Price", "Time, and effort", "Risk"],
    multiple: true,
  },
  { question: "Would you like a follow-up call?", choices: ["Yes", "No"], multiple: false },
  { question: "¿Tamaño de su equipo?", choices: ["1–5", "6–20", "Más de 20"], multiple: false },
];

export const surveyTexts: readonly {
  question: string;
  type: "MULTIPLE_CHOICE" | "MULTIPLE_ANSWER" | "SHORT_ANSWER" | "RATING";
  choices: readonly string[];
}[] = [
  { question: "How useful was it?", type: "RATING", choices: ["1", "2", "3", "4", "5"] },
  { question: "Would you recommend it?", type: "MULTIPLE_CHOICE", choices: ["Yes", "No", "Not sure"] },
  { question: "What next?", type: "MULTIPLE_ANSWER", choices: ["Deep dive", "Case study", "Workshop"] },
  { question: "Anything else?", type: "SHORT_ANSWER", choices: [] },
];

export const formQuestions: readonly { question: string; choices: readonly string[]; required: boolean }[] = [
  { question: "Which team are you on?", choices: ["Support", "Sales", "R&D, labs", "Küche"], required: true },
  { question: 'What should we cover? ("any topic")', choices: [], required: false },
];
