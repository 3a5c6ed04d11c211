import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSealer, newKey, openSealer, parseKeys } from "./sealer.ts";

const sealerOf = (...keys: string[]) => createSealer(parseKeys(keys.join(","), "the test"));

describe("sealing", () => {
  it("opens what it sealed, whatever the text", () => {
    const sealer = sealerOf(newKey());
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (plain, place) => {
        expect(sealer.open(sealer.seal(plain, place), place)).toBe(plain);
      }),
    );
  });

  it("never gives the same sealed text twice, and does not show the plain one", () => {
    const sealer = sealerOf(newKey());
    const first = sealer.seal("a planted secret", "here");
    expect(sealer.seal("a planted secret", "here")).not.toBe(first);
    expect(Buffer.from(first.split(".")[3] ?? "", "base64url").toString()).not.toContain("planted");
  });

  it("derives one secret for each purpose, the same wherever the key is", () => {
    const [key, older] = [newKey(), newKey()];
    const secret = sealerOf(key).derive("cookies");
    expect(Buffer.from(secret, "base64")).toHaveLength(32);
    expect(sealerOf(key, older).derive("cookies")).toBe(secret);
    expect(sealerOf(key).derive("something else")).not.toBe(secret);
    expect(sealerOf(older).derive("cookies")).not.toBe(secret);
    expect(secret).not.toContain(key.slice(0, 10));
  });

  it("does not open in another place", () => {
    const sealer = sealerOf(newKey());
    expect(() => sealer.open(sealer.seal("x", "row 1"), "row 2")).toThrow(
      expect.objectContaining({ code: "key.wrong" }),
    );
  });

  it("does not open when any one character was changed", () => {
    const sealer = sealerOf(newKey());
    const sealed = sealer.seal("some secret", "here");
    for (let index = 0; index < sealed.length; index += 1) {
      const other = sealed[index] === "A" ? "B" : "A";
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
      const same = changed
        .split(".")
        .map((part, i) => (i > 1 ? Buffer.from(part, "base64url").toString("hex") : part));
      const whole = sealed
        .split(".")
        .map((part, i) => (i > 1 ? Buffer.from(part, "base64url").toString("hex") : part));
      // The last digit of base64url may carry unused bits: then nothing was changed.
      if (same.join() === whole.join()) continue;
      expect(() => sealer.open(changed, "here")).toThrow();
    }
  });

  it("names the key that is missing, and opens again when it is put back", () => {
    const [former, fresh] = [newKey(), newKey()];
    const sealed = sealerOf(former).seal("x", "here");
    expect(() => sealerOf(fresh).open(sealed, "here")).toThrow(
      expect.objectContaining({
        code: "key.missing",
        message: expect.stringContaining(sealerOf(former).keyId),
      }),
    );
    expect(sealerOf(fresh, former).open(sealed, "here")).toBe("x");
  });

  it("seals with the first key and knows what an older one sealed", () => {
    const [former, fresh] = [newKey(), newKey()];
    const sealed = sealerOf(former).seal("x", "here");
    const rotated = sealerOf(fresh, former);
    expect(rotated.isOutdated(sealed)).toBe(true);
    expect(rotated.isOutdated(rotated.seal("x", "here"))).toBe(false);
  });

  it.each(["", "short", "not base64 at all!", Buffer.alloc(16).toString("base64")])(
    "refuses %j as a key",
    (text) => {
      expect(() => parseKeys(text, "ROSTRUM_KEY")).toThrow(expect.objectContaining({ code: "key.unusable" }));
    },
  );

  it("takes a key as hex too", () => {
    const hex = Buffer.alloc(32, 7).toString("hex");
    expect(sealerOf(hex).keyId).toBe(sealerOf(Buffer.alloc(32, 7).toString("base64")).keyId);
  });
});

describe("the key file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "rostrum-key-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is made once, for its owner only", () => {
    const sealed = openSealer(undefined, folder).seal("x", "here");
    expect(openSealer(undefined, folder).open(sealed, "here")).toBe("x");
    expect(statSync(path.join(folder, "key")).mode & 0o777).toBe(0o600);
  });

  it("is not made when ROSTRUM_KEY is given", () => {
    openSealer(newKey(), folder);
    expect(statSync(path.join(folder, "key"), { throwIfNoEntry: false })).toBeUndefined();
  });
});
