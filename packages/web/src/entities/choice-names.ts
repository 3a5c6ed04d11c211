/** GoTo's own words for kinds and states, as people say them in both languages. What is not here is shown as GoTo says it. */
const inBoth: Readonly<Record<string, readonly [english: string, spanish: string]>> = {
  single_session: ["Single session", "Sesión única"],
  series: ["One of a series", "De una serie"],
  sequence: ["Sequence", "Secuencia"],
  classic: ["Live webinar", "En directo"],
  broadcast: ["Webcast", "Webcast"],
  simulive: ["Recording, as if live", "Grabación, como en directo"],
  automatic: ["Automatic", "Automática"],
  manual: ["By the organizer", "Por el organizador"],
  approved: ["Approved", "Aprobado"],
  waiting: ["Waiting for approval", "A la espera de aprobación"],
  denied: ["Denied", "Rechazado"],
  regular: ["Before it ran", "Antes de celebrarse"],
  late: ["After it ran", "Después de celebrarse"],
  active: ["Active", "Activo"],
  inactive: ["Inactive", "Inactivo"],
};

export function choiceIn(language: "en" | "es", value: string): string {
  return inBoth[value.toLowerCase()]?.[language === "en" ? 0 : 1] ?? value;
}
