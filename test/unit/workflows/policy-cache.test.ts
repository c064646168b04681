import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { PolicyCache } from "../../../src/workflows/read-access/policy-cache.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { signal, twoClouds } from "./clouds.ts";

const level: PolicyLevel = { kind: "global", instance: contosoApim };
const text = "<policies><inbound/></policies>";

function cached() {
  const { azure } = twoClouds();
  azure.putPolicy(level, text);
  return { azure, cache: new PolicyCache(azure) };
}

suite("policies that were read", () => {
  test("are asked for once, also by two at the same time", async () => {
    const { azure, cache } = cached();
    const both = await Promise.all([cache.readPolicy(level, signal), cache.readPolicy(level, signal)]);
    const later = await cache.readPolicy(level, signal);
    assert.deepEqual(
      [...both, later].map((policy) => policy?.text),
      [text, text, text],
    );
    assert.deepEqual(azure.calls.made, ["readPolicy"]);
  });

  test("after doubt cost an ETag when nothing has changed, and the text when something has", async () => {
    const { azure, cache } = cached();
    await cache.readPolicy(level, signal);
    cache.doubt();
    assert.equal((await cache.readPolicy(level, signal))?.text, text);
    assert.deepEqual(azure.calls.made, ["readPolicy", "readPolicyEtag"]);
    const changed = azure.putPolicy(level, "<policies><outbound/></policies>");
    assert.equal((await cache.readPolicy(level, signal))?.text, text);
    cache.doubt();
    assert.deepEqual(await cache.readPolicy(level, signal), changed);
  });

  test("that are gone, or came to be, are found out after doubt", async () => {
    const { azure, cache } = cached();
    const product: PolicyLevel = { kind: "product", instance: contosoApim, productId: "starter" };
    assert.equal(await cache.readPolicy(product, signal), undefined);
    await cache.readPolicy(level, signal);
    azure.putPolicy(product, text);
    await azure.deletePolicy(level, "*", signal);
    assert.equal(await cache.readPolicy(product, signal), undefined);
    cache.doubt();
    assert.equal((await cache.readPolicy(product, signal))?.text, text);
    assert.equal(await cache.readPolicy(level, signal), undefined);
  });

  test("what was on its way when the doubt came is looked at again", async () => {
    const { azure, cache } = cached();
    const reading = cache.readPolicy(level, signal);
    cache.doubt();
    azure.putPolicy(level, "<policies/>");
    await reading;
    assert.equal((await cache.readPolicy(level, signal))?.text, "<policies/>");
  });

  test("a failure is not kept, and one who gives up takes nothing from the others", async () => {
    const { azure, cache } = cached();
    azure.calls.failNext("readPolicy", new Failure("unreachable", "No answer."));
    await assert.rejects(cache.readPolicy(level, signal), /No answer/);
    assert.equal((await cache.readPolicy(level, signal))?.text, text);
    const controller = new AbortController();
    const other = new PolicyCache(azure);
    azure.calls.beforeNext("readPolicy", () => controller.abort());
    const [first, second] = await Promise.allSettled([
      other.readPolicy(level, controller.signal),
      other.readPolicy(level, signal),
    ]);
    assert.equal(first.status, "rejected");
    assert.equal(second.status === "fulfilled" && second.value?.text, text);
  });
});
