/**
 * What lossless JSON costs: `parseJson` of the client against plain JSON.parse, on a page of 200 registrants as GoTo
 * sends it (goto-webinar.md 9.2; 63 kB), which has a long key in every item. Beside it a page of 200 listed webinars,
 * whose keys are strings, so that nothing has to be quoted.
 *
 * Both are run in turn, many times, and the medians compared, so that a busy machine slows both alike.
 */
import { parseJson } from "@rostrum/goto";

const ROUNDS = 40;
const PARSES_PER_ROUND = 25;

export default async function json() {
  const registrants = registrantPage(200);
  const webinars = webinarPage(200);
  const ofRegistrants = compare(registrants);
  const ofWebinars = compare(webinars);
  return {
    name: "json",
    results: {
      losslessRatio: ofRegistrants.ratio,
      losslessRatioWithoutLongNumbers: ofWebinars.ratio,
      plainMicroseconds: ofRegistrants.plain,
      losslessMicroseconds: ofRegistrants.lossless,
      pageBytes: Buffer.byteLength(registrants),
    },
  };
}

function compare(text: string): { plain: number; lossless: number; ratio: number } {
  const plain: number[] = [];
  const lossless: number[] = [];
  // The first rounds warm up the compiler and are not counted.
  for (let round = -10; round < ROUNDS; round++) {
    const plainTime = measure(() => JSON.parse(text));
    const losslessTime = measure(() => parseJson(text));
    if (round < 0) continue;
    plain.push(plainTime);
    lossless.push(losslessTime);
  }
  const plainMedian = median(plain);
  const losslessMedian = median(lossless);
  return {
    plain: round(plainMedian),
    lossless: round(losslessMedian),
    ratio: round(losslessMedian / plainMedian),
  };
}

/** Microseconds for one parse. */
function measure(parse: () => unknown): number {
  const start = performance.now();
  for (let count = 0; count < PARSES_PER_ROUND; count++) parse();
  return ((performance.now() - start) * 1000) / PARSES_PER_ROUND;
}

function registrantPage(count: number): string {
  const data = Array.from({ length: count }, (_, index) => {
    const person = `Person${index}`;
    return (
      `{"lastName":"Surname of ${person}","email":"${person.toLowerCase()}.surname@example-company.com",` +
      `"firstName":"${person}","registrantKey":${longKey(index)},"registrationDate":"2026-03-02T09:14:55Z",` +
      `"status":"APPROVED","joinUrl":"https://global.gotowebinar.com/join/5820913746120055301/${418306275 + index}",` +
      `"timeZone":"America/New_York"}`
    );
  });
  return `{"data":[${data.join(",")}],"total":${count},"page":0,"limit":200,"pageSize":${count}}`;
}

function webinarPage(count: number): string {
  const webinars = Array.from(
    { length: count },
    (_, index) =>
      `{"webinarKey":"${longKey(index)}","webinarID":"${418207733 + index}","organizerKey":"7340028811556042755",` +
      `"accountKey":"1100457730982213638","subject":"Spring release tour ${index}","description":"What changed and why",` +
      `"times":[{"startTime":"2026-04-21T15:00:00Z","endTime":"2026-04-21T16:00:00Z"}],"timeZone":"America/New_York",` +
      `"locale":"en_US","approvalType":"AUTOMATIC","registrationUrl":"https://attendee.gotowebinar.com/register/${longKey(index)}",` +
      `"impromptu":false,"isPasswordProtected":false,"recurrenceType":"single_session","experienceType":"classic"}`,
  );
  return `{"_embedded":{"webinars":[${webinars.join(",")}]},"page":{"size":200,"totalElements":${count},"totalPages":1,"number":0}}`;
}

function longKey(index: number): string {
  return String(6091172839004417283n + BigInt(index) * 7919n);
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
