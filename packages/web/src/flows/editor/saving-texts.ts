/** Words of what stands between a flow and its being kept: what is missing, and what somebody else kept meanwhile; for `words.ts`. */

export const savingEnglish = {
  whichConnection: "There are {{count}} connections, and the flow names none. Choose which is meant.",
} as const;

export const savingSpanish: Record<keyof typeof savingEnglish, string> = {
  whichConnection: "Hay {{count}} conexiones y el flujo no nombra ninguna. Elija cuál es.",
};
