import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { instanceId } from "../../../src/domain/azure-paths.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { lint, parsePolicy } from "../../../src/policy/index.ts";
import { type BackendDraft, backend } from "../../../src/resources/kinds/backend.ts";
import {
  type BackendChoice,
  type Protection,
  planProtection,
  readProtectApi,
} from "../../../src/workflows/protect-api.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { add, type InMemoryClouds, signal, twoClouds } from "./clouds.ts";
import { inbound, scopes } from "./policy-situations.ts";
import { apply, failure, takeBack, textOf } from "./securing.ts";

const certificate: Protection = { kind: "backend-certificate", certificateId: "Client" };
const password: Protection = { kind: "backend-password", username: "shop", password: "correct horse" };
const identity: Protection = { kind: "managed-identity", resource: "api://backend" };
const at = "https://calculator.example";

async function plan(clouds: InMemoryClouds, protection: Protection, choice?: BackendChoice) {
  return planProtection(await readProtectApi(clouds.azure, basicCalculator, signal), [protection], choice);
}

const put = (clouds: InMemoryClouds, id: string, draft: Partial<BackendDraft>) =>
  add(clouds, backend, { url: at, protocol: "http", ...draft }, id);

const backendsOf = ({ azure }: InMemoryClouds) => azure.stores.backends.all.map(({ ref }) => ref.id);

suite("the backend behind a protection", () => {
  for (const protection of [certificate, password, identity]) {
    test(`${protection.kind}: is made for the address of the API before the policy, and goes with undo`, async () => {
      const clouds = twoClouds();
      const planned = await plan(clouds, protection);
      const { journal } = await apply(planned, clouds);
      assert.deepEqual(backendsOf(clouds), ["basic-calculator-backend"]);
      const [made] = clouds.azure.stores.backends.all;
      assert.deepEqual([made?.value.url, made?.value.protocol], [at, "http"]);
      const text = textOf(planned.changes.at(-1));
      assert.match(text, /<set-backend-service backend-id="basic-calculator-backend" \/>/);
      assert.deepEqual(lint(parsePolicy(text), { scope: "api" }), []);
      if (protection === password) await assert.rejects(plan(clouds, protection), /already/);
      else assert.deepEqual((await plan(clouds, protection)).changes, []);
      assert.equal((await takeBack(journal, clouds)).status, "done");
      assert.deepEqual(backendsOf(clouds), []);
    });
  }

  test("a new one is shown the certificate without a policy, by the id of it that the contract asks for", async () => {
    const [made, policy] = (await plan(twoClouds(), certificate)).changes;
    const credentials = made?.fields.find(({ path }) => path === "credentials");
    assert.deepEqual(credentials, {
      path: "credentials",
      after: { certificateIds: [`${instanceId(contosoApim)}/certificates/Client`] },
    });
    assert.ok(!textOf(policy).includes("authentication-certificate"));
  });

  test("one that is there is not changed: the policy shows it the certificate, unless it is shown that already", async () => {
    const clouds = twoClouds();
    await put(clouds, "orders", {});
    const [policy, ...more] = (await plan(clouds, certificate, { existing: "orders" })).changes;
    assert.deepEqual(more, []);
    assert.match(
      textOf(policy),
      /backend-id="orders" \/>\s+<authentication-certificate certificate-id="Client" \/>/,
    );
    const ids = [`/x/${instanceId(contosoApim)}/certificates/client`];
    await put(clouds, "shown", { credentials: { certificateIds: ids } });
    const [shown] = (await plan(clouds, certificate, { existing: "shown" })).changes;
    assert.ok(!textOf(shown).includes("authentication-certificate"));
  });

  test("the only one with the address of the API is taken, and a new one where there are two", async () => {
    const clouds = twoClouds();
    await put(clouds, "orders", { url: `${at}/` });
    assert.match(textOf((await plan(clouds, password)).changes.at(-1)), /backend-id="orders"/);
    await put(clouds, "basic-calculator-backend", {});
    const planned = await plan(clouds, password);
    assert.match(textOf(planned.changes.at(-1)), /backend-id="basic-calculator-backend-2"/);
  });

  test("what sends calls on already stays, and is told, for single operations, too", async () => {
    const clouds = twoClouds();
    const route = '    <set-backend-service backend-id="orders" />';
    clouds.azure.putPolicy(scopes.api, inbound("    <base />", route));
    clouds.azure.putPolicy(
      scopes.add,
      inbound("    <base />", '    <set-backend-service base-url="https://x" />'),
    );
    const { changes, notes } = await plan(clouds, identity);
    assert.equal(changes.length, 1);
    assert.equal(textOf(changes[0]).split("set-backend-service").length, 2);
    assert.match(notes.join("\n"), /Line 4 of the policy of .* sends calls to the backend “orders” .* stays/);
    assert.match(notes.join("\n"), /Line 4 of .*“add”.* sends its calls elsewhere/);
  });

  test("an API of SOAP has a backend of SOAP; an address without encryption is told", async () => {
    const clouds = twoClouds();
    const snapshot = await readProtectApi(clouds.azure, basicCalculator, signal);
    const api = { ...snapshot.api, type: "soap" };
    const url = "http://old.example";
    const planned = planProtection({ ...snapshot, api }, [password], { url });
    const values = new Map(planned.changes[1]?.fields.map((one) => [one.path, "after" in one && one.after]));
    assert.deepEqual([values.get("url"), values.get("protocol")], [url, "soap"]);
    assert.match(planned.notes.join("\n"), /http:\/\/old\.example begins with http:\/\/: whoever/);
  });

  test("refused: an API without an address, a backend with an Authorization header, one that is gone", async () => {
    const clouds = twoClouds();
    const snapshot = await readProtectApi(clouds.azure, basicCalculator, signal);
    const api = { ...snapshot.api, serviceUrl: undefined };
    const refused = (message: RegExp, code = "invalid-input" as const) =>
      failure(code, message, /Nothing has been changed\.$/);
    assert.throws(() => planProtection({ ...snapshot, api }, [password]), refused(/has no address/));
    const owner = instancePath(contosoApim);
    clouds.azure.stores.backends.put(owner, "own", {
      ...(await put(clouds, "plain", {})),
      credentials: { header: { authorization: ["{{own}}"] } },
    });
    await assert.rejects(
      plan(clouds, password, { existing: "own" }),
      refused(/gets an Authorization header/),
    );
    assert.equal((await plan(clouds, certificate, { existing: "own" })).changes.length, 1);
    await assert.rejects(plan(clouds, password, { existing: "gone" }), /There is no backend “gone” any more/);
  });
});
