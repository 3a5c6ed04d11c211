/** How to reach a database. The password is a secret and comes separately. NOT a connection string: those hide one. */
import { z } from "zod";

const shared = {
  host: z.string().min(1).describe("Name or address of the database server"),
  database: z.string().min(1),
  user: z.string().min(1),
  tls: z
    .enum(["verified", "unverified", "off"])
    .default("verified")
    .describe(
      "verified: encrypted, and the server must prove who it is; unverified: encrypted only; off: for a server on this very machine",
    ),
  authority: z
    .string()
    .optional()
    .describe("Certificate (PEM) of the authority that signed the server's, where it is not a public one"),
};

export const PostgresOptions = z.strictObject({
  kind: z.literal("postgres"),
  ...shared,
  port: z.number().int().min(1).max(65_535).default(5432),
  schema: z.string().min(1).default("public").describe("The schema whose tables are named without one"),
});
export type PostgresOptions = z.infer<typeof PostgresOptions>;

export const MysqlOptions = z.strictObject({
  kind: z.literal("mysql"),
  ...shared,
  port: z.number().int().min(1).max(65_535).default(3306),
});
export type MysqlOptions = z.infer<typeof MysqlOptions>;

/** The TLS settings of both drivers. */
export function tlsOf(
  options: PostgresOptions | MysqlOptions,
): { rejectUnauthorized: boolean; ca?: string } | undefined {
  if (options.tls === "off") return undefined;
  return {
    rejectUnauthorized: options.tls === "verified",
    ...(options.authority === undefined ? {} : { ca: options.authority }),
  };
}
