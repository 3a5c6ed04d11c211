/** How people hear a webinar: getAudioInformation, updateAudioInformation (goto-webinar.md 8.9). */

import type { Audio, AudioType, CountryNumbers, Webinar } from "../../world/model.ts";
import { webinarAt } from "../access.ts";
import * as body from "../body.ts";
import { defineWebinarOperation } from "../define.ts";
import { badRequest } from "../refusal.ts";

const audioTypes: readonly AudioType[] = ["PSTN", "VOIP", "Hybrid", "Private"];
const tollCountries = "AT AU BE CA CH DE DK ES FI FR GB IE IT NL NO NZ SE US".split(" ");
const tollFreeCountries =
  "AE AR AT AU BE BG BH BR BY CA CH CL CN CO CZ DE DK ES FI FR GB GR HK HU ID IE IL IN IS IT JP KR LU MX MY NL NO NZ PA PE PH PL PT RO RU SA SE SG TH TR TW UA US UY VN ZA".split(
    " ",
  );

export const getAudioInformation = defineWebinarOperation({
  operationId: "getAudioInformation",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/audio",
  handle: (context) => ({ status: 200, body: webinarAt(context).audio }),
});

/** A POST that replaces. `notifyParticipants` is taken and has no effect: the sandbox sends no mail. */
export const updateAudioInformation = defineWebinarOperation({
  operationId: "updateAudioInformation",
  method: "POST",
  path: "/organizers/:organizerKey/webinars/:webinarKey/audio",
  handle(context) {
    const webinar = webinarAt(context);
    const members = body.objectFrom(context.body);
    const type = body.choice(members, "type", audioTypes);
    if (type === undefined) throw badRequest("type is required.");
    context.world.setAudio(webinar, audioOf(type, members, webinar));
    return { status: 204 };
  },
});

function audioOf(type: AudioType, members: body.Members, webinar: Webinar): Audio {
  if (type === "VOIP") return { type };
  if (type === "Private") return { type, privateInfo: privateInfo(members) };
  return { type, confCallNumbers: numbers(members, webinar) };
}

function privateInfo(members: body.Members): NonNullable<Audio["privateInfo"]> {
  if (members.privateInfo == null) throw badRequest("Audio of type Private needs privateInfo.");
  const given = body.objectFrom(members.privateInfo, "privateInfo");
  const [organizer, panelist] = [body.text(given, "organizer"), body.text(given, "panelist")];
  return {
    attendee: body.requiredText(given, "attendee"),
    ...(organizer !== undefined && { organizer }),
    ...(panelist !== undefined && { panelist }),
  };
}

/** Numbers in the countries the body names; those there are (or the United States) when it names none. */
function numbers(members: body.Members, { audio, webinarId }: Webinar): Record<string, CountryNumbers> {
  if (members.pstnInfo == null)
    return { ...(audio.confCallNumbers ?? { US: countryNumbers("US", webinarId, true, true) }) };
  const given = body.objectFrom(members.pstnInfo, "pstnInfo");
  if (given.tollCountries == null && given.tollFreeCountries == null)
    throw badRequest("pstnInfo needs tollCountries, tollFreeCountries or both.");
  const toll = countries(given, "tollCountries", tollCountries);
  const tollFree = countries(given, "tollFreeCountries", tollFreeCountries);
  return Object.fromEntries(
    [...new Set([...toll, ...tollFree])]
      .sort()
      .map((country) => [
        country,
        countryNumbers(country, webinarId, toll.includes(country), tollFree.includes(country)),
      ]),
  );
}

function countries(members: body.Members, name: string, offered: readonly string[]): string[] {
  if (members[name] == null) return [];
  return body.itemsFrom(members[name], name).map((item) => {
    if (typeof item !== "string" || !offered.includes(item))
      throw badRequest(
        `${name} must hold country codes out of ${offered.join(", ")}, not ${JSON.stringify(item)}.`,
      );
    return item;
  });
}

/**
 * `toll` is always a member of the reply; it is empty in a country that has a toll-free number only. The access
 * codes are the same in all countries.
 */
function countryNumbers(
  country: string,
  webinarId: string,
  toll: boolean,
  tollFree: boolean,
): CountryNumbers {
  const place = String(tollFreeCountries.indexOf(country) + 10);
  const code = (role: number) => {
    const digits = String(Number(webinarId) + role);
    return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)}`;
  };
  return {
    toll: toll ? `+1 (555) 010-01${place}` : "",
    ...(tollFree && { tollFree: `1 800 555 01${place}` }),
    accessCodes: { organizer: code(1), panelist: code(2), attendee: code(3) },
  };
}
