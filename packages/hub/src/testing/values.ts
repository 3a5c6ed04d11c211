/**
 * For tests: values made by chance from a JSON schema, most of which fit, and what is hard to bear put into them. A seed
 * makes them again. NOT a validator.
 */
import fc from "fast-check";

export type Schema = Readonly<Record<string, unknown>>;

export interface World {
  /** Names of what there is, so that requests find something. */
  readonly names: readonly string[];
  /** What properties of these names hold: places of which nothing is sent anywhere else. */
  readonly places: Readonly<Record<string, unknown>>;
}

/** A value that fits a schema, more or less. `$ref` is looked up in `root`. */
export function valueLike(
  schema: Schema,
  world: World,
  { name = "", root = schema, depth = 0 } = {},
): fc.Arbitrary<unknown> {
  const place = Object.keys(world.places).find((known) => name.toLowerCase().endsWith(known));
  if (place !== undefined) return fc.constant(world.places[place]);
  const below = (inner: Schema, called = "") =>
    valueLike(inner, world, { name: called, root, depth: depth + 1 });
  if (typeof schema.$ref === "string") {
    const target = schema.$ref
      .split("/")
      .slice(1)
      .reduce<unknown>((at, key) => (at as Schema)[key], root);
    return depth > 12 ? fc.constant(null) : below(target as Schema, name);
  }
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const variants = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (variants !== undefined) return fc.oneof(...variants.map((variant) => below(variant, name)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return objectLike(schema, below);
    case "array":
      return fc.array(below((schema.items ?? {}) as Schema), { maxLength: depth > 6 ? 0 : 4 });
    case "integer":
      return fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 50 }) },
        { weight: 1, arbitrary: fc.integer() },
      );
    case "number":
      return fc.oneof(fc.integer({ min: 1, max: 50 }), fc.double());
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      return fc.oneof(
        text(world),
        fc.constantFrom("2031-01-01T00:00:00Z", "rosa@acme.example", "a long password"),
      );
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectLike(
  schema: Schema,
  below: (inner: Schema, name?: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const required = new Set((schema.required ?? []) as string[]);
  // Addresses are always there: what is absent would be GoTo's own.
  const needed = properties
    .map(([name]) => name)
    .filter((name) => required.has(name) || /address$/i.test(name));
  const shape = Object.fromEntries(properties.map(([name, property]) => [name, below(property, name)]));
  const own = fc.record(shape, { requiredKeys: needed });
  const open = schema.additionalProperties;
  if (typeof open !== "object" || open === null) return own;
  return fc
    .tuple(own, fc.dictionary(fc.constantFrom("id", "email", "name"), below(open as Schema), { maxKeys: 2 }))
    .map(([some, more]) => ({ ...more, ...some }));
}

/** Names of what there is, and texts that are hard to bear. */
export function text(world: World): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...world.names) },
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom(...hardTexts),
  );
}

const hardTexts = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\u202e",
  "🧨".repeat(20),
  "../..",
  "..\\..\\x",
  "%",
  "%00",
  "'; drop table person; --",
  "{{7*7}}",
  "=$eval('1')",
  "x".repeat(300),
  "__proto__",
  "constructor",
  "ñandú",
  "-1",
  "1e999",
  "null",
  "NaN",
  "9007199254740993",
  "99999999999999999999999999",
  "00000000-0000-0000-0000-000000000000",
  "0000-00-00",
  "+275760-09-13T00:00:00.001Z",
  "-30000000d",
] as const;

/** JSON as text of what nobody sends by mistake; as text because some of it cannot be said otherwise. */
const hardJson: fc.Arbitrary<string> = fc.constantFrom(
  "null",
  "true",
  "[]",
  "{}",
  "0",
  "-1",
  "1e308",
  "1e999",
  "-0",
  "9007199254740993",
  "123456789012345678901234567890",
  "0.1e-400",
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  `"${"x".repeat(100_000)}"`,
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":null,"valueOf":1,"toJSON":1}',
  '{"then":1}',
  `${"[".repeat(2_000)}${"]".repeat(2_000)}`,
  `${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`,
  `[${"1,".repeat(20_000)}1]`,
);

/** The JSON of a value in which one place, seen from the seed, holds something hard, is gone, or has company. */
export function spoilt(value: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const how = fc.constantFrom("replace", "replace", "remove", "add");
  return fc.tuple(value, fc.nat(), how, hardJson).map(([whole, at, change, json]) => {
    const places = placesOf(whole);
    const place = places[at % places.length] ?? [];
    const marker = "a place that is spoilt";
    const changed = withChange(whole, place, change, marker);
    return (JSON.stringify(changed) ?? "null").replace(JSON.stringify(marker), () => json);
  });
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, at: Place = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, member]) =>
      placesOf(member, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function withChange(value: unknown, [key, ...rest]: Place, change: string, marker: string): unknown {
  if (key === undefined || typeof value !== "object" || value === null) {
    const company = change === "add" && typeof value === "object" && value !== null && !Array.isArray(value);
    return company ? { ...value, unheardOf: marker } : marker;
  }
  if (change === "remove" && rest.length === 0) {
    return Array.isArray(value)
      ? value.filter((_, index) => index !== key)
      : Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
  if (Array.isArray(value)) {
    return value.map((member, index) => (index === key ? withChange(member, rest, change, marker) : member));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === key ? withChange(member, rest, change, marker) : member,
    ]),
  );
}
