/** The REST routes that make one-time links. NOT the pages behind them (`sign-in/pages.ts`). */
import { z } from "zod";
import { HubError } from "../../platform/errors.ts";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import { Email, RoleName } from "../people/model.ts";
import { PersonWanted } from "../people/routes.ts";
import { actorOf, principalOf } from "../principal.ts";
import type { Links, MadeLink } from "./service.ts";
import type { Invitation } from "./store.ts";

const LinkAnswer = z.object({
  address: z.string().describe("To be opened in a browser, once; it is not kept"),
  expiresAt: z.string(),
});
const InvitationAnswer = z.object({
  id: z.string(),
  email: z.string(),
  role: RoleName,
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
});

const tags = ["people"];
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer };

export function registerLinkRoutes(http: Http, links: Links): void {
  http.get(
    "/invitations",
    {
      config: { permission: "people:read" },
      schema: {
        tags,
        summary: "Invitations that wait to be accepted",
        response: { 200: z.object({ invitations: z.array(InvitationAnswer) }) },
      },
    },
    async () => ({ invitations: (await links.invitations()).map(answerOfInvitation) }),
  );

  http.post(
    "/invitations",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Invite a person; an earlier invitation of the same address ends",
        body: z.object({ email: Email, role: RoleName }),
        response: { 201: InvitationAnswer.extend(LinkAnswer.shape), ...errors },
      },
    },
    async (request, reply) => {
      const { invitation, ...link } = await links.invite(request.body, principalOf(request));
      return reply.code(201).send({ ...answerOfInvitation(invitation), ...answerOfLink(link) });
    },
  );

  http.delete(
    "/invitations/:invitation",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Withdraw an invitation",
        params: z.object({ invitation: z.string().describe("E-mail address or id") }),
        response: { 204: z.undefined().describe("Withdrawn"), ...errors },
      },
    },
    async (request, reply) => {
      await links.withdraw(request.params.invitation, actorOf(request));
      return reply.code(204).send(undefined);
    },
  );

  http.post(
    "/people/:person/password-link",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Make a link by which a person chooses a new password",
        params: PersonWanted,
        response: { 201: LinkAnswer, ...errors },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(answerOfLink(await links.makePasswordLink(request.params.person, principalOf(request)))),
  );

  http.post(
    "/setup-links",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Make a link by which somebody becomes administrator; at the hub's own machine only",
        response: { 201: LinkAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const who = actorOf(request);
      if (who.kind !== "local") throw notLocal();
      return reply.code(201).send(answerOfLink(await links.makeSetupLink(who)));
    },
  );
}

function answerOfLink({ address, expiresAt }: MadeLink): z.infer<typeof LinkAnswer> {
  return { address, expiresAt: expiresAt.toISOString() };
}

function answerOfInvitation(invitation: Invitation): z.infer<typeof InvitationAnswer> {
  const { id, email, role, createdBy, createdAt, expiresAt } = invitation;
  return {
    id,
    email,
    role,
    invitedBy: createdBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

/** It is the way back in for who has lost theirs, and must prove that they own the machine. */
function notLocal(): HubError {
  return new HubError({
    kind: "forbidden",
    code: "access.local-only",
    message: "Set-up links are made with the access token of the data folder alone.",
    meaning: "They make whoever opens them administrator. Nothing was made.",
    remedy:
      "Run `rostrum setup-link` at the hub's machine; else invite: rostrum people invite EMAIL --role ROLE",
  });
}
