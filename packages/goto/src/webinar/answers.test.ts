import { describe, expect, it } from "vitest";
import { UnexpectedAnswerError } from "../errors.ts";
import {
  accountKey,
  answering,
  emptyFlat,
  emptyHal,
  organizerKey,
  range,
  registrantKey,
  session,
  sessionKey,
  webinar,
  webinarKey,
} from "../testing/webinar-answers.ts";

describe("what GoTo sends", () => {
  it("comes out with all keys as strings, whether they came as long numbers, short numbers or strings", async () => {
    const one = answering(
      '{"webinarKey":5820913746120055301,"organizerKey":12,"accountKey":"1100457730982213638","webinarID":"418207733"}',
    );
    expect(await one.api.getWebinar(webinar)).toEqual({
      webinarKey: "5820913746120055301",
      organizerKey: "12",
      accountKey,
      webinarID: "418207733",
    });
    const people = answering('[{"registrantKey":6091172839004417283,"sessionKey":27340618,"attendance":[]}]');
    expect(await people.api.getAttendees(session)).toEqual([{ registrantKey, sessionKey, attendance: [] }]);
    const live = answering(
      '[{"webinarKey":1,"organizerKey":2,"webinarId":"418207733","coorganizers":[{"email":"e","organizerKey":7340028811556042755}]}]',
    );
    expect(await live.api.getInSessionWebinars({ organizerKey })).toEqual([
      {
        webinarKey: "1",
        organizerKey: "2",
        webinarID: "418207733",
        coorganizers: [{ email: "e", organizerKey }],
      },
    ]);
    const form = answering(
      '{"fields":[],"questions":[{"questionKey":4417283900441728390,"answers":[{"answer":"Support","answerKey":5}]}]}',
    );
    expect((await form.api.getRegistrationFields(webinar)).questions).toEqual([
      { questionKey: "4417283900441728390", answers: [{ answer: "Support", answerKey: "5" }] },
    ]);
    const asked = answering('[{"askerKey":6,"answers":[{"answeredBy":7340028811556042755}]}]');
    expect(await asked.api.getQuestions(session)).toEqual([
      { askerKey: "6", answers: [{ answeredBy: organizerKey }] },
    ]);
    const figures = answering('{"27340618":{"sessionInfo":{"sessionKey":27340618,"webinarId":418207733}}}');
    expect(await figures.api.getPerformanceForAllWebinarSessions(webinar)).toEqual({
      "27340618": { sessionInfo: { sessionKey, webinarId: "418207733" } },
    });
  });

  it("comes out with one name for a panelist's key and one for the short number, whichever GoTo used", async () => {
    const list = answering('[{"panelistId":8112233445566778899,"name":"A"}]');
    expect(await list.api.getPanelists(webinar)).toEqual([{ panelistKey: "8112233445566778899", name: "A" }]);
    const created = answering('[{"panelistKey":"8112233445566778899","name":"A"}]');
    expect(await created.api.createPanelists({ ...webinar, panelists: [] })).toEqual([
      { panelistKey: "8112233445566778899", name: "A" },
    ]);
    const hal = (member: string) =>
      `{"_embedded":{"webinars":[{"webinarKey":"1",${member}}]},"page":{"size":20,"totalElements":1,"totalPages":1,"number":0}}`;
    for (const member of ['"webinarID":"418207733"', '"webinarId":"418207733"']) {
      const { items } = await answering(hal(member)).api.getWebinars({ organizerKey, ...range });
      expect(items).toEqual([{ webinarKey: "1", webinarID: "418207733" }]);
    }
  });

  it("keeps fields that nobody knows yet", async () => {
    const { api } = answering('{"webinarKey":"1","omid":"x","newThing":{"deep":[1]}}');
    expect(await api.getWebinar(webinar)).toMatchObject({ omid: "x", newThing: { deep: [1] } });
  });

  it("is refused when it is not what was asked for, rather than taken for nothing", async () => {
    for (const text of ["[]", "7", '"x"', "null"]) {
      await expect(answering(text).api.getWebinar(webinar)).rejects.toThrow(UnexpectedAnswerError);
    }
    for (const text of ["{}", '{"data":[]}', "null"]) {
      await expect(answering(text).api.getAttendees(session)).rejects.toThrow(UnexpectedAnswerError);
    }
    await expect(answering("[1]").api.getAttendees(session)).rejects.toThrow(UnexpectedAnswerError);
  });
});

describe("the iterators", () => {
  const page = (number: number, keys: number[]) =>
    `{"_embedded":{"webinars":[${keys.map((key) => `{"webinarKey":"${key}"}`)}]},"page":{"size":2,"totalElements":3,"totalPages":2,"number":${number}}}`;

  it("yield one array per page, with the page size GoTo allows at most", async () => {
    const { api, requests } = answering(page(0, [1, 2]), page(1, [3]));
    const pages: string[][] = [];
    for await (const items of api.allWebinars({ organizerKey, ...range }))
      pages.push(items.map((item) => item.webinarKey));
    expect(pages).toEqual([["1", "2"], ["3"]]);
    expect(requests.map((request) => request.query)).toMatchObject([
      { page: 0, size: 200 },
      { page: 1, size: 200 },
    ]);
  });

  it("exist for every list that has pages", async () => {
    const hal = answering(emptyHal).api;
    const flat = answering(emptyFlat).api;
    const walks: AsyncGenerator<unknown[]>[] = [
      hal.allWebinars({ organizerKey, ...range }),
      hal.allAccountWebinars({ accountKey, ...range }),
      hal.allOrganizerSessions({ organizerKey, ...range }),
      hal.allSessions(webinar),
      hal.allAttendees(webinar),
      hal.allAssets({ search: { accountKey } }),
      hal.allAssetsForAdmin({ accountKey, search: { organizerKey } }),
      flat.allRegistrants(webinar),
      flat.allRecordingAssets({ webinarKey }),
    ];
    for (const walk of walks) expect(await walk.next()).toEqual({ done: true, value: undefined });
  });
});
