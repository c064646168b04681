import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { afterWriting } from "../../../src/adapters/azure/after-writing.ts";
import type { InstanceCalls } from "../../../src/adapters/azure/kinds/azure-store.ts";
import { namedValueStore } from "../../../src/adapters/azure/kinds/named-value-store.ts";
import { ResourceManagerCalls } from "../../../src/adapters/azure/resource-manager-calls.ts";
import { Failure } from "../../../src/core/failure.ts";
import { certainCodes } from "../../../src/resources/kind.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";

const { signal } = new AbortController();
const answered = (statusCode: number) =>
  Object.assign(new Error("hunter2"), { name: "RestError", statusCode, response: { bodyAsText: "{}" } });

suite("what is asked after a request that was taken", () => {
  test("a refusal of it does not say that nothing was written", async () => {
    for (const error of [
      answered(401),
      answered(403),
      answered(404),
      answered(429),
      Object.assign(new Error("no token"), { name: "CredentialUnavailableError" }),
      new Failure("rate-limited", "Too many requests."),
    ]) {
      const failure = await afterWriting(() => Promise.reject(error)).catch((one: unknown) => one);
      assert.ok(failure instanceof Failure && !certainCodes.has(failure.code), String(error));
      assert.ok(!failure.text.includes("hunter2"));
    }
  });

  test("what speaks of the request itself stays as it is, and so does an answer", async () => {
    for (const error of [answered(400), new Failure("changed-on-server", "x"), new Failure("cancelled", "x")])
      assert.equal(await afterWriting(() => Promise.reject(error)).catch((one: unknown) => one), error);
    assert.equal(await afterWriting(async () => "there"), "there");
  });

  test("a named value that was made and cannot be read yet may be there", async () => {
    const made: unknown[] = [];
    const absent = Object.assign(answered(404), {
      response: { bodyAsText: JSON.stringify({ error: { code: "ResourceNotFound", message: "None." } }) },
    });
    const client = {
      namedValue: {
        get: () => Promise.reject(made.length === 0 ? absent : answered(429)),
        beginCreateOrUpdate: async (...request: unknown[]) => {
          made.push(request);
          return { pollUntilDone: async () => {} };
        },
      },
    };
    const peer = { name: "Azure", host: "azure.example", isSandbox: false };
    const calls = new ResourceManagerCalls({ peer, authority: peer, account: "azure" });
    const on = { calls, longCalls: calls, client: () => client, pollInterval: 0 };
    const store = namedValueStore(on as unknown as InstanceCalls);
    const ref = { kind: namedValue.id, owner: "s/g/contoso", id: "one" };
    const creating = store.create(ref, { displayName: "one", secret: false, value: "1" }, signal);
    await assert.rejects(creating, { code: "unreachable" });
    assert.equal(made.length, 1);
  });
});
