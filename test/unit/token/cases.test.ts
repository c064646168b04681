import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { base64url, CompactEncrypt, type JWK } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { known, unknown } from "../../../src/core/known.ts";
import { isLiteral, parsePolicy } from "../../../src/policy/index.ts";
import {
  evaluateToken,
  type KeySets,
  type PresentedToken,
  readJwtRequirements,
  readPresentedToken,
  type Verdict,
} from "../../../src/token/index.ts";
import { type CaseKey, createCaseKeys, fillKeys } from "./case-keys.ts";
import { testNow } from "./tokens.ts";

interface DiscoveryCase {
  readonly issuer?: string;
  readonly keys: readonly (JWK & { readonly key: string })[];
}

/** A policy, a token and how it is sent; what a gateway makes of it, and how sure that is. */
interface TokenCase {
  readonly id: string;
  readonly what: string;
  readonly policy: string;
  readonly discovery: Readonly<Record<string, DiscoveryCase | "unavailable">>;
  readonly certificates?: Readonly<Record<string, string>>;
  readonly resolve?: Readonly<Record<string, string>>;
  readonly send: {
    readonly header?: string;
    readonly name?: string;
    readonly query?: null;
    readonly value?: true;
  };
  readonly token: {
    readonly raw?: string;
    readonly alg?: string;
    readonly key?: string;
    readonly header?: object;
    readonly headerText?: string;
    readonly claims?: object;
    readonly payloadText?: string;
    readonly payloadBase64?: string;
    readonly repeat?: readonly [string, number];
    readonly signature?: "flip" | "garbage" | "none" | "der" | "padded" | "plain-base64";
    readonly after?: string;
  };
  readonly expected: {
    readonly verdict: Verdict["kind"] | "contested";
    readonly reason?: string;
    readonly observedReason?: string;
    readonly message?: string;
    readonly body?: string;
    readonly status?: number;
  };
}

/** Where sources disagree or say nothing, the gateway's library decides; an outage refuses. */
const contestedCases: Readonly<Record<string, string>> = {
  "alg-RS384": "accepted",
  "alg-PS384": "accepted",
  "alg-PS512": "accepted",
  "alg-ES512": "accepted",
  "discovery-down": "rejected",
  "send-basic-not-required": "accepted",
  "rc-separator-comma-blank": "rejected",
};

const file = new URL("../../fixtures/tokens/cases.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as TokenCase[];

suite("tokens as the gateway's library judges them", () => {
  let keys: ReadonlyMap<string, CaseKey>;
  suiteSetup(() => {
    keys = createCaseKeys();
  });

  for (const one of cases) {
    test(`${one.id}: ${one.what}`, async () => {
      const { expected } = one;
      const verdict = await judge(one, keys);
      const wanted = expected.verdict === "contested" ? contestedCases[one.id] : expected.verdict;
      assert.equal(verdict.kind, wanted, JSON.stringify(verdict));
      if (verdict.kind !== "rejected" || expected.reason === undefined) return;
      if (expected.reason !== "*") assert.equal(verdict.reason, expected.reason, verdict.message);
      if (expected.observedReason) assert.equal(verdict.seenReason, expected.observedReason);
      if (expected.message) assert.equal(verdict.message, expected.message);
      if (expected.body) assert.equal(verdict.response.message, expected.body);
      assert.equal(verdict.response.status, expected.status ?? 401);
    });
  }

  test("every contested case has an answer", () => {
    const contested = cases.filter(({ expected }) => expected.verdict === "contested");
    assert.deepEqual(contested.map(({ id }) => id).sort(), Object.keys(contestedCases).sort());
  });
});

async function judge(one: TokenCase, keys: ReadonlyMap<string, CaseKey>): Promise<Verdict> {
  const token = await makeToken(one, keys);
  const policy = fillKeys(one.policy, keys);
  const document = parsePolicy(`<policies><inbound>${policy}</inbound></policies>`);
  const [element] = document.elements("validate-jwt");
  assert.ok(element);
  const requirements = readJwtRequirements(element, document.text, (written) => {
    const name = /^\{\{(\w+)\}\}$/.exec(written)?.[1] ?? "";
    const value = one.resolve?.[name];
    if (value !== undefined) return known(value.replace("{token}", token));
    return isLiteral(written) ? known(written) : unknown;
  });
  return evaluateToken(present(one, token), requirements, keySetsOf(one, keys), testNow);
}

function present({ send, resolve }: TokenCase, token: string): PresentedToken | undefined {
  if (send.value) {
    return { text: (resolve?.["tok"] ?? "").replace("{token}", token), scheme: undefined };
  }
  return readPresentedToken(send.header?.replaceAll("{token}", token));
}

function keySetsOf(one: TokenCase, keys: ReadonlyMap<string, CaseKey>): KeySets {
  const jwkOf = (name: string) => keys.get(name)?.publicJwk ?? {};
  const discovery: [string, ReturnType<KeySets["discovery"]["get"]> & object][] = [];
  for (const [url, found] of Object.entries(one.discovery)) {
    if (found === "unavailable") discovery.push([url, { kind: "unavailable", problem: "Down." }]);
    else {
      const listed = found.keys.map(({ key, ...rest }) => ({ ...jwkOf(key), ...rest }));
      discovery.push([url, { kind: "keys", issuer: found.issuer, keys: listed }]);
    }
  }
  const certificates = Object.entries(one.certificates ?? {}).map(([id, name]) => [id, jwkOf(name)] as const);
  return { discovery: new Map(discovery), certificates: new Map(certificates) };
}

async function makeToken(one: TokenCase, keys: ReadonlyMap<string, CaseKey>): Promise<string> {
  const { token } = one;
  if (token.raw === "{jwe-dir}") {
    const good = cases.find(({ id }) => id === "alg-RS256");
    assert.ok(good);
    return new CompactEncrypt(Buffer.from(await makeToken(good, keys)))
      .setProtectedHeader({ alg: "dir", enc: "A128CBC-HS256" })
      .encrypt(keys.get("oct32")?.secret ?? Buffer.alloc(32));
  }
  if (token.raw !== undefined) return token.raw;
  const [fill = "", times = 0] = token.repeat ?? [];
  const written = token.payloadText ?? JSON.stringify(token.claims);
  const payload = fill === "" ? written : written.replace(fill, fill.repeat(times));
  const text = [
    base64url.encode(token.headerText ?? JSON.stringify(token.header)),
    token.payloadBase64 ?? base64url.encode(payload),
  ].join(".");
  const signature = keys.get(token.key ?? "")?.sign(text, token.alg ?? "RS256") ?? Buffer.alloc(0);
  return `${text}.${damage(signature, token.signature)}${token.after ?? ""}`;
}

function damage(signature: Buffer, how: TokenCase["token"]["signature"]): string {
  switch (how) {
    case "none":
      return "";
    case "garbage":
      return Buffer.alloc(signature.length, 7).toString("base64url");
    case "flip":
      return Buffer.from(signature.map((octet, index) => (index === 3 ? octet ^ 1 : octet))).toString(
        "base64url",
      );
    case "padded":
      return `${signature.toString("base64url")}==`;
    case "plain-base64":
      return `+/${signature.toString("base64").replaceAll("=", "").slice(2)}`;
    case "der":
      return toDer(signature).toString("base64url");
    default:
      return signature.toString("base64url");
  }
}

/** An ECDSA signature as a DER sequence of two integers, which JOSE does not allow. */
function toDer(signature: Buffer): Buffer {
  const half = signature.length / 2;
  const integer = (octets: Buffer) => {
    const value = (octets[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), octets]) : octets;
    return Buffer.concat([Buffer.from([2, value.length]), value]);
  };
  const both = Buffer.concat([integer(signature.subarray(0, half)), integer(signature.subarray(half))]);
  return Buffer.concat([Buffer.from([48, both.length]), both]);
}
