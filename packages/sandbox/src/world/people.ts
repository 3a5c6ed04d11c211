/**
 * The public: people who register. Person number n is always the same person, with the same name and address,
 * in whichever webinar they turn up. One in eight has a name that breaks careless programs.
 *
 * Not organizers (`model.ts` Organizer); those come with the seeded contents.
 */

import { chance, hash, pick } from "./chance.ts";
import type { RegistrantDetails } from "./model.ts";

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly timeZone: string;
  readonly details: RegistrantDetails;
}

const firstNames = [
  "Ada", "Ben", "Carla", "Daniel", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Liam",
  "Marta", "Noah", "Olga", "Pablo", "Quentin", "Rosa", "Samuel", "Teresa", "Uma", "Victor", "Wanda", "Yara",
] as const; // biome-ignore format: a table
const lastNames = [
  "Abbott", "Bauer", "Castillo", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ivanova", "Jansen",
  "Kowalski", "Lopez", "Moreau", "Novak", "Olsen", "Petrov", "Quinn", "Rossi", "Schmidt", "Tanaka",
] as const; // biome-ignore format: a table

/** Each has bitten somebody: quoting, CSV, sorting, cutting, direction, normal forms, surrogate pairs. */
const hardNames: readonly (readonly [string, string])[] = [
  ["Seán", "O'Brien"],
  ["D’Angelo", "St. John-Smythe"],
  ["Zoë", "Müller-Lüdenscheidt"],
  ["Nguyễn Thị", "Ánh"],
  ["李", "小龍"],
  ["さくら", "田中"],
  ["محمد", "الأحمد"],
  ["שָׂרָה", "כֹּהֵן"],
  ["Дмитрий", "Щербаков"],
  ["Ἀλέξανδρος", "Παπαδόπουλος"],
  ["อรุณ", "ใจดี"],
  ["आर्या", "शर्मा"],
  ["Jose\u0301", "Nun\u0303ez"],
  ["Sam 👩🏽‍💻", "Rivera 🎧"],
  ['Robert "Bob"', "Smith, Jr."],
  ["Null", "Undefined"],
  ["Anne; Marie", "=SUM(A1:A9)"],
  ["<b>Tim</b>", "O&M"],
  [
    "Bartholomew Maximilian Theodore Alexander Christopher Jonathan Sebastian",
    "Featherstonehaugh-Cholmondeley-Majoribanks of Upper Wallop",
  ],
  ["M", "X"],
];

const organizations = [
  "Northwind Traders", 'Müller & Söhne "Werk 2", GmbH', "Acme, Inc.", "株式会社サンプル", "Contoso", "O'Neill Partners",
  "Fabrikam", "Société Générale d’Essais", "Wide World Importers", "شركة المثال",
] as const; // biome-ignore format: a table
const jobTitles = [
  "Engineer",
  "Head of Training",
  "Buyer, EMEA",
  "Nurse",
  "Consultant",
  "CFO",
  "Lehrer/in",
] as const;
const places: readonly (readonly [
  city: string,
  state: string,
  zipCode: string,
  country: string,
  timeZone: string,
])[] = [
  ["Berlin", "Berlin", "10115", "Germany", "Europe/Berlin"],
  ["Madrid", "Madrid", "28013", "Spain", "Europe/Madrid"],
  ["New York", "New York", "10001", "United States", "America/New_York"],
  ["São Paulo", "SP", "01310-100", "Brazil", "America/Sao_Paulo"],
  ["東京", "東京都", "100-0001", "Japan", "Asia/Tokyo"],
  ["London", "", "SW1A 1AA", "United Kingdom", "Europe/London"],
];
const comments = [
  "Will there be a recording?",
  'Line one\nLine two, with a comma\r\nand "quotes" at the end',
  "¿Habrá subtítulos en español? ¡Gracias!",
  "tab\there; semicolon; pipe | and a backslash \\",
  "שלום, האם יהיו שקפים?",
  "🎉🎉 first time here 🎉🎉",
] as const;
const industries = ["Education", "Healthcare", "Manufacturing", "Retail", "Software", "Other"] as const;

/** Person number `number` of the world with this seed. */
export function personAt(seed: number, number: number): Person {
  const hard = chance(seed, number, 1) < 1 / 8;
  const [firstName, lastName] = hard
    ? pick(hardNames, seed, number, 2)
    : ([pick(firstNames, seed, number, 2), pick(lastNames, seed, number, 3)] as const);
  const [city, state, zipCode, country, timeZone] = pick(places, seed, number, 4);
  return { firstName, lastName, email: emailOf(firstName, lastName, number), timeZone, details: detailsOf() };

  function detailsOf(): RegistrantDetails {
    const mask = hash(seed, number, 5);
    return {
      ...(mask & 1 ? { organization: pick(organizations, seed, number, 6) } : {}),
      ...(mask & 2 ? { jobTitle: pick(jobTitles, seed, number, 7) } : {}),
      ...(mask & 4 ? { city, ...(state === "" ? {} : { state }), zipCode, country } : {}),
      ...(mask & 8 ? { phone: `+1 555 01${String(hash(seed, number, 8) % 100).padStart(2, "0")}` } : {}),
      ...(mask & 16 ? { industry: pick(industries, seed, number, 9) } : {}),
      ...((mask & 0xe0) === 0 ? { questionsAndComments: pick(comments, seed, number, 10) } : {}),
      ...((mask & 0x700) === 0 ? { address: `${(mask >>> 12) % 300} Main St, Apt "B"` } : {}),
      ...((mask & 0x3000) === 0 ? { numberOfEmployees: "51-100", purchasingTimeFrame: "3-6 months" } : {}),
      ...((mask & 0xc000) === 0 ? { purchasingRole: "Influencer" } : {}),
      ...((mask & 0x30000) === 0 ? { source: "newsletter-17" } : {}),
    };
  }
}

/** An address that is valid, and by its number nobody else's. Keeps apostrophes: they are legal there. */
function emailOf(firstName: string, lastName: string, number: number): string {
  const plain = `${firstName}.${lastName}`
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9.'-]/g, "")
    .slice(0, 40)
    .replace(/\.{2,}/g, ".")
    .replace(/^\.|\.$/g, "");
  return `${plain === "" ? "person" : plain}.${number}@example.${number % 3 === 0 ? "org" : "com"}`;
}
