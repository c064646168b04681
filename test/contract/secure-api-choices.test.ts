import assert from "node:assert/strict";
import { SignJWT, UnsecuredJWT } from "jose";
import { suite, suiteSetup, test } from "mocha";
import { type AccessChange, type InstanceSnapshot, isSecured } from "../../src/access/index.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import {
  existingWays,
  planSecureApi,
  readChoices,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../src/workflows/secure-api.ts";
import { withSandbox } from "../support/sandbox.ts";
import {
  type CheckedScenario,
  checksThatAreThere,
  sharedIssuer,
  sharedKey,
  theirAudience,
} from "../support/scenarios/checks-that-are-there.ts";
import { withScenarioSandbox } from "../support/scenarios/sandbox-scenarios.ts";
import { snapshotOf } from "../support/scenarios/snapshot.ts";
import { applied, contentsOf, openClouds, signal, takenBack } from "./secure-api-clouds.ts";

const ownAudience = "https://api.example/";
const operations = ["add", "sub"] as const;
type Existing = SecureApiChoices["policy"]["existing"];

/** Somebody who calls, and how the columns of the page are called that tell of them. */
interface Called {
  readonly token: string | undefined;
  readonly named: (column: string) => boolean;
  /** Whether the page has a column for them at all, before somebody lets them in. */
  readonly isTold: boolean;
}

/** Whether a column is that of callers with a key, told as the page does; `no key` for those without. */
function isOfKey(column: string, key: string): boolean {
  if (column === "anybody") return key === "no key";
  if (/ and a key$|^a key alone$/.test(column)) return key !== "no key";
  return column.includes(key) || !/a key|no key/.test(column);
}

/** Of some checks nobody asks what they make of tokens with a shared key, or without a signature. */
function isWorthCalling(name: string, scenario: CheckedScenario): boolean {
  const text = JSON.stringify(scenario);
  if (name.startsWith("shared")) return text.includes(sharedIssuer);
  return name !== "forged" || text.includes("require-signed-tokens");
}

/** The service lays out what it stores. */
function spacesAside(contents: unknown): string {
  return JSON.stringify(contents).replaceAll(/(?:\\[rnt]|\s)+/g, "");
}

const isIn = (status: number | undefined) => status !== undefined && status >= 200 && status < 300;
const origin = "https://app.example";
const none = { kind: "none" } as const;

suite("every kind of check that is there, met in every way and called", function () {
  this.timeout(60_000);
  const sandbox = withSandbox();
  const placed = withScenarioSandbox(sandbox);
  let clouds: Clouds;
  let keyNames: Readonly<Record<string, string>>;
  let callers: Readonly<Record<string, Called>>;

  suiteSetup(async () => {
    clouds = await openClouds(sandbox);
    const hostOf = (url: string) => new URL(url).host;
    const { acme, partner } = placed.hosts;
    const shared = (audience: string) =>
      new SignJWT({})
        .setProtectedHeader({ alg: "HS256" })
        .setIssuer(sharedIssuer)
        .setAudience(audience)
        .setExpirationTime("1h")
        .sign(sharedKey);
    const { api, product } = placed.keys;
    keyNames = { "": "no key", [api]: "a key of the API", [product]: "a key of starter" };
    const plain = (column: string) => /^(anybody$|a key( of .+)? alone)/.test(column);
    const theirs = (issuer: string) => (column: string) =>
      column.startsWith(`tokens of ${hostOf(issuer)}`) && !column.includes(ownAudience);
    const combined = (issuer: string, audience: string) => (column: string) =>
      column.startsWith(`tokens of ${hostOf(issuer)} for ${audience}`) && !column.includes(" and https");
    callers = {
      "no token": { token: undefined, named: plain, isTold: true },
      "the partner's": {
        token: await placed.token("partner", { aud: theirAudience }),
        named: theirs(partner),
        isTold: true,
      },
      "the partner's for ours": {
        token: await placed.token("partner", { aud: ownAudience }),
        named: combined(partner, ownAudience),
        isTold: false,
      },
      ours: {
        token: await placed.token("acme", { aud: ownAudience }),
        named: (column) => column.startsWith("an Auth0 token"),
        isTold: true,
      },
      "ours for theirs": {
        token: await placed.token("acme", { aud: theirAudience }),
        named: combined(acme, theirAudience),
        isTold: false,
      },
      "ours, expired": {
        token: await placed.token("acme", { aud: ownAudience, exp: 1 }),
        named: plain,
        isTold: false,
      },
      shared: { token: await shared(theirAudience), named: theirs(sharedIssuer), isTold: true },
      "shared for ours": {
        token: await shared(ownAudience),
        named: combined(sharedIssuer, ownAudience),
        isTold: false,
      },
      forged: {
        token: new UnsecuredJWT({ iss: `${partner}/`, aud: theirAudience, exp: 4_000_000_000 }).encode(),
        named: theirs(partner),
        isTold: false,
      },
    };
  });

  /** An instance with a second operation, and with another API that meets the same policies but the first one's own. */
  function instanceFor(scenario: CheckedScenario): InstanceSnapshot {
    const told = { ...scenario, what: "", verdict: "open", answers: [200, 200, 200, 200, 200] } as const;
    const { spaces, notes } = snapshotOf(told, placed.hosts);
    const [space] = spaces;
    const [api] = space?.apis ?? [];
    const [only] = api?.operations ?? [];
    assert.ok(space && api && only);
    const add = { ...only, name: "add", urlTemplate: "/add" };
    const sub = { ...only, name: "sub", urlTemplate: "/sub", policy: undefined };
    return { spaces: [{ ...space, apis: [{ ...api, operations: [add, sub] }] }], notes };
  }

  /** The status that each caller gets at each operation, with a key of all APIs and with one of the product. */
  async function callAll(who: readonly string[], keys: readonly string[]) {
    const places = ["orders", "invoices"].flatMap((api) =>
      operations.map((operation) => ({ api, operation })),
    );
    const answers = who.flatMap((name) =>
      places.flatMap((place) => keys.map((key) => ({ name, ...place, key }))),
    );
    return Promise.all(
      answers.map(async (one) => {
        const { token } = callers[one.name] ?? assert.fail();
        const headers = token === undefined ? {} : { "X-Token": token };
        const path = `${one.api}/${one.operation}`;
        const status = await placed.send(token, { path, key: one.key, headers });
        return { ...one, status };
      }),
    );
  }

  async function plan(existing: Existing, asked: Partial<SecureApiChoices["policy"]> = {}) {
    const { subscriptionId } = sandbox.info.azure;
    const instance = { subscriptionId, resourceGroup: "contoso-rg", serviceName: "contoso-apim" };
    const snapshot = await readSecureApi(clouds, { instance, apiId: "orders" }, signal);
    const api = snapshot.auth0Apis.find(({ identifier }) => identifier === ownAudience) ?? assert.fail();
    const suggested = suggestSecureApi(snapshot);
    const choices: SecureApiChoices = {
      ...suggested,
      auth0Api: { kind: "existing", api, addScopes: [] },
      application: none,
      connection: none,
      user: none,
      authorizationServer: none,
      republishPortal: false,
      policy: { ...suggested.policy, ...asked, existing },
    };
    const full = await readChoices(clouds, snapshot, choices, signal);
    return { ways: existingWays(snapshot, choices), securing: planSecureApi(full, choices) };
  }

  for (const [what, scenario] of Object.entries(checksThatAreThere)) {
    for (const existing of ["accept-both", "decide-by-issuer", "replace", "leave"] as const) {
      test(`${what}: ${existing}`, async () => {
        placed.place(instanceFor(scenario));
        const { api, product } = placed.keys;
        const keys = scenario.product === undefined ? [api] : ["", api, product];
        const who = Object.keys(callers).filter((name) => isWorthCalling(name, scenario));
        const [start, before] = [contentsOf(sandbox), await callAll(who, keys)];
        const { ways, securing } = await plan(existing);
        assert.deepEqual(
          ways.map(({ way }) => way),
          scenario.ways,
        );
        const isOffered = existing === "leave" || scenario.ways.includes(existing);
        if (!isOffered && scenario.otherwise) {
          assert.deepEqual(securing.changes, [], "what is not offered is not done");
          assert.match(securing.notes.join("\n"), scenario.otherwise);
        }
        if (existing === "leave" && scenario.otherwise) {
          assert.match(securing.notes.join("\n"), new RegExp(`not offered: .*${scenario.otherwise.source}`));
        }
        const journal = securing.changes.length > 0 ? await applied(securing, clouds) : undefined;
        const after = await callAll(who, keys);
        for (const [index, call] of before.entries()) {
          const status = after[index]?.status ?? assert.fail();
          const table = call.api === "orders" ? securing.access : securing.elsewhere;
          if (table) compare(table, call, status);
          else assert.equal(isIn(status), isIn(call.status), `changed unseen: ${JSON.stringify(call)}`);
        }
        if (existing !== "replace")
          assert.deepEqual(barred(before, after), [], "no check's callers are shut out");
        if (isSecured(securing.access)) {
          const nobody = ["no token", "ours, expired", "forged"];
          const own = after.filter(({ api }) => api === "orders");
          assert.ok(own.every(({ name, status }) => !nobody.includes(name) || !isIn(status)));
          assert.ok(own.every(({ name, key, status }) => name !== "ours" || key === "" || isIn(status)));
        }
        if (journal) await takenBack(journal, clouds);
        assert.equal(spacesAside(contentsOf(sandbox)), spacesAside(start), "undo puts all back");
      });
    }
  }

  const combined = [
    "a check of the API",
    "a check of one operation",
    "a check for all APIs",
    "a check in a fragment",
    "Entra's tokens",
  ];
  for (const what of combined) {
    const scenario = checksThatAreThere[what];
    for (const existing of scenario?.ways ?? []) {
      test(`${what}: ${existing}, with scopes of operations and a cors`, async () => {
        placed.place(instanceFor(scenario ?? assert.fail()));
        const start = contentsOf(sandbox);
        const operationScopes = [
          { operationId: "add", scopes: ["read"] },
          { operationId: "sub", scopes: ["write"] },
        ];
        const { securing } = await plan(existing, { operationScopes, corsOrigins: [origin] });
        const before = await partnersAnswers();
        const journal = await applied(securing, clouds);
        const token = await placed.token("acme", { aud: ownAudience, scope: "read" });
        const answers = operations.map((operation) => send(token, operation));
        assert.deepEqual(await Promise.all(answers), [200, 403]);
        assert.equal(await send(await placed.token("acme", { aud: ownAudience, exp: 1 }), "add"), 401);
        assert.equal(await send(undefined, "add"), 401);
        for (const scope of ["read", "write"]) {
          const name = `an Auth0 token without ${scope}`;
          assert.ok(securing.access.columns.includes(name), "the page tells of who lacks it");
        }
        const after = await partnersAnswers();
        if (existing !== "replace") assert.equal(after[0], before[0], "no scopes are asked of the partner's");
        const preflight = await placed.preflight("orders/add", origin);
        if (scenario?.global === undefined) assert.equal(preflight, origin);
        else assert.match(securing.notes.join("\n"), /No cors is inserted/);
        await takenBack(journal, clouds);
        assert.equal(spacesAside(contentsOf(sandbox)), spacesAside(start), "undo puts all back");
      });
    }
  }

  async function partnersAnswers() {
    const token = await placed.token("partner", { aud: theirAudience });
    return Promise.all(operations.map((operation) => send(token, operation)));
  }

  function send(token: string | undefined, operation: string): Promise<number> {
    return placed.send(token, { path: `orders/${operation}`, key: placed.keys.api, headers: {} });
  }

  type Answers = Awaited<ReturnType<typeof callAll>>;

  /** Whoever got in by a check before, since nobody did by the same key alone, and does not afterwards. */
  function barred(before: Answers, after: Answers): Answers {
    const isOpen = ({ api, operation, key }: Answers[number]) =>
      before.some(
        (one) =>
          one.name === "no token" &&
          one.api === api &&
          one.operation === operation &&
          one.key === key &&
          isIn(one.status),
      );
    return before.filter((one, index) => isIn(one.status) && !isOpen(one) && !isIn(after[index]?.status));
  }

  /** Holds what a call got, before and after, against the table of the page and its lines. */
  function compare(
    access: AccessChange,
    { name, api, operation, key, status: before }: Answers[number],
    after: number,
  ): void {
    const { named, isTold } = callers[name] ?? assert.fail();
    const hasKeys = access.columns.some((column) => / a key|^a key/.test(column));
    const isTheirs = (column: string) => named(column) && (!hasKeys || isOfKey(column, keyNames[key] ?? ""));
    const isHere = (one: { readonly api: string; readonly operation: string | null }) =>
      one.api === api && one.operation === operation;
    const at = access.rows.find((row) => row.operations.some(isHere));
    if (!at && api !== "orders") return void assert.equal(isIn(after), isIn(before));
    const told = access.columns.flatMap((column, index) =>
      isTheirs(column) ? (at?.cells[index] ?? assert.fail()) : [],
    );
    const where = `${name} at ${operation} with ${key}: ${before} → ${after}, page: ${JSON.stringify([access.columns, told])}`;
    const isMarked = (lines: AccessChange["open"]) =>
      lines.some((line) => isTheirs(line.name) && line.operations.some((one) => one.operation === operation));
    for (const cell of told) {
      if (cell.before.kind !== "unknown") assert.equal(cell.before.kind === "in", isIn(before), where);
      if (cell.after.kind !== "unknown") assert.equal(cell.after.kind === "in", isIn(after), where);
    }
    if (isIn(before) && !isIn(after)) {
      const anybody = access.shutOut.some((line) => /^(anybody|a key)/.test(line.name));
      const perhaps = access.perhapsShutOut.some((line) => /^(anybody|a key)/.test(line.name));
      const isOpen = !isTold && (anybody || perhaps);
      assert.ok(isMarked([...access.shutOut, ...access.perhapsShutOut]) || isOpen, `unmarked: ${where}`);
    }
    if (!isIn(before) && isIn(after)) assert.ok(isMarked(access.letIn), `let in unseen: ${where}`);
    if (name === "no token" && isIn(after)) {
      assert.ok(isMarked([...access.open, ...access.perhapsOpen]), `open, and not told: ${where}`);
    }
    if (name === "ours" && !isIn(after) && told.length > 0)
      assert.ok(isMarked(access.notLetIn), `not let in, not told: ${where}`);
  }
});
