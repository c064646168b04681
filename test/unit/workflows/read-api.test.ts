import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf, type InstanceSnapshot } from "../../../src/access/index.ts";
import { Failure } from "../../../src/core/failure.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import {
  readApiSnapshot,
  readOperationSnapshot,
  readProductSnapshot,
} from "../../../src/workflows/read-access/read-api.ts";
import { readInstanceSnapshot } from "../../../src/workflows/read-access/read-instance.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../support/in-memory/index.ts";
import { jwt } from "../access/instance.ts";
import { type InMemoryClouds, instance, signal, twoClouds } from "./clouds.ts";

const { apiId } = basicCalculator;
const ref = { instance: contosoApim, apiId };
const [firstOperation, secondOperation] = calculatorOperations;
assert.ok(firstOperation && secondOperation);
const { operationId } = firstOperation;
const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

/** The calculator with a policy at every level, in two products, beside another API. */
function everyLevel(): InMemoryClouds {
  const clouds = twoClouds();
  const { azure } = clouds;
  const state = instance(clouds);
  state.products = [
    { id: "partners", productId: "partners", displayName: "Partners" },
    { id: "free", productId: "free", displayName: "Free", subscriptionRequired: false },
    { id: "others", productId: "others", displayName: "Others" },
  ];
  state.productsOfApis.set(apiId, ["partners", "free"]);
  state.namedValues = [{ displayName: "tenant", secret: false, value: "acme" }];
  azure.addApi({ ...basicCalculator, id: `${basicCalculator.id}-2`, apiId: "billing" }, calculatorOperations);
  azure.putPolicy({ kind: "global", instance: contosoApim }, inbound("<cors/>"));
  azure.putPolicy(
    { kind: "product", instance: contosoApim, productId: "partners" },
    inbound("<base/><ip-filter action='allow'><address>10.0.0.1</address></ip-filter>"),
  );
  azure.putPolicy({ kind: "product", instance: contosoApim, productId: "others" }, inbound("<base/>"));
  azure.putPolicy({ kind: "api", ...ref }, inbound('<base/><include-fragment fragment-id="{{tenant}}"/>'));
  azure.putPolicy({ kind: "operation", ...ref, operationId }, inbound("<trace source='a'>b</trace>"));
  azure.putPolicy({ kind: "api", instance: contosoApim, apiId: "billing" }, inbound("<base/>"));
  azure.putPolicy(
    { kind: "fragment", instance: contosoApim, fragmentId: "acme" },
    `<fragment>${jwt("{{tenant}}")}</fragment>`,
  );
  return clouds;
}

const entriesOf = (snapshot: InstanceSnapshot, api = apiId) =>
  accessOf(snapshot).entries.filter((entry) => entry.api === api);

suite("who gets in at one API", () => {
  test("is what is told of it when the whole instance is read", async () => {
    const { azure } = everyLevel();
    // the whole instance asks the store of links, one API the list of its products
    for (const productId of ["partners", "free"])
      azure.stores.productApis.put(instancePath(contosoApim), `${productId}/${apiId}`, { productId, apiId });
    const whole = await readInstanceSnapshot(azure, contosoApim, signal);
    const one = await readApiSnapshot(azure, ref, signal);
    assert.deepEqual(entriesOf(one), entriesOf(whole));
    assert.deepEqual(one.notes, []);
    const told = entriesOf(one).map(
      ({ operation, product, verdict }) => `${operation} ${product} ${verdict}`,
    );
    assert.ok(told.includes(`${operationId} null key`), told.join("\n"));
    assert.ok(told.includes(`${operationId} free open`), told.join("\n"));
    assert.ok(told.includes(`${secondOperation.operationId} null restricted`), told.join("\n"));
  });

  test("reads fragments of fragments too, each once, and ends where they include each other", async () => {
    const { azure } = everyLevel();
    const fragment = (fragmentId: string, content: string) =>
      azure.putPolicy(
        { kind: "fragment", instance: contosoApim, fragmentId },
        `<fragment>${content}</fragment>`,
      );
    fragment("acme", '<include-fragment fragment-id="inner"/>');
    fragment("inner", `<include-fragment fragment-id="ACME"/>${jwt("{{tenant}}")}`);
    const snapshot = await readApiSnapshot(azure, ref, signal);
    assert.deepEqual([...(snapshot.spaces[0]?.fragments.keys() ?? [])], ["acme", "inner"]);
  });

  test("reads nothing that does not belong to it", async () => {
    const { azure } = everyLevel();
    const before = azure.calls.made.length;
    await readApiSnapshot(azure, ref, signal);
    const calls = azure.calls.made.slice(before).toSorted();
    // all APIs, two products, the API, its operations, a fragment
    const policies = 1 + 2 + 1 + calculatorOperations.length + 1;
    assert.deepEqual(
      calls,
      [
        "list azure-named-value",
        "listOperations",
        "listProductsOfApi",
        "readApi",
        ...Array.from({ length: policies }, () => "readPolicy"),
      ].toSorted(),
    );
  });

  test("asks for no named values where none is named, and not twice for what its caller knows", async () => {
    const { azure } = twoClouds();
    const before = azure.calls.made.length;
    await readApiSnapshot(azure, ref, signal, {
      api: basicCalculator,
      operations: Promise.resolve(calculatorOperations),
    });
    const others = azure.calls.made.slice(before).filter((name) => name !== "readPolicy");
    assert.deepEqual(others, ["listProductsOfApi"]);
  });

  test("of a revision is told under its number", async () => {
    const { azure } = twoClouds();
    const revision = { ...basicCalculator, apiId: `${apiId};rev=2`, revision: "2", isCurrent: false };
    azure.addApi(revision, calculatorOperations);
    azure.putPolicy({ kind: "api", instance: contosoApim, apiId: revision.apiId }, inbound(jwt("acme")));
    const snapshot = await readApiSnapshot(azure, revision, signal);
    assert.deepEqual(
      [...new Set(entriesOf(snapshot, revision.apiId).map(({ verdict }) => verdict))],
      ["restricted"],
    );
  });

  test("is unknown where its products cannot be listed, and says why", async () => {
    const { azure } = everyLevel();
    azure.calls.failNext("listProductsOfApi", new Failure("unreachable", "No answer."));
    const snapshot = await readApiSnapshot(azure, ref, signal);
    const { entries, notes } = accessOf(snapshot);
    const unknown = entries.filter(({ product }) => product === "?");
    assert.equal(unknown.length, calculatorOperations.length);
    assert.ok(unknown.every(({ verdict, operation }) => verdict === "unknown" || operation === operationId));
    // an open product among them would take calls without a key
    assert.equal(
      entries.find((one) => one.operation === operationId && one.product === null)?.verdict,
      "unknown",
    );
    assert.match(notes.join("\n"), /No answer\./);
  });

  test("where named values cannot be listed, what hangs on them is unknown", async () => {
    const { azure } = everyLevel();
    azure.calls.failNext("list azure-named-value", new Failure("forbidden", "No right to named values."));
    const { entries, notes } = accessOf(await readApiSnapshot(azure, ref, signal));
    const second = entries.find(
      (one) => one.operation === secondOperation.operationId && one.product === null,
    );
    assert.equal(second?.verdict, "unknown");
    assert.match(notes.join("\n"), /No right to named values\./);
  });

  test("is not told of an API that is not there, nor when signed out", async () => {
    const { azure } = twoClouds();
    const gone = readApiSnapshot(azure, { instance: contosoApim, apiId: "gone" }, signal);
    await assert.rejects(gone, (error) => error instanceof Failure && error.code === "not-found");
    azure.calls.failNext("readPolicy", new Failure("unauthorized", "Sign in again.", { signIns: ["azure"] }));
    await assert.rejects(
      readApiSnapshot(azure, ref, signal),
      (error) => error instanceof Failure && error.code === "unauthorized",
    );
  });
});

suite("who gets in at one operation", () => {
  test("is what is told of it when the whole API is read, and needs the policy of no other", async () => {
    const { azure } = everyLevel();
    const whole = entriesOf(await readApiSnapshot(azure, ref, signal));
    const before = azure.calls.made.length;
    const one = entriesOf(await readOperationSnapshot(azure, { ...ref, operationId }, signal));
    assert.deepEqual(
      one,
      whole.filter(({ operation }) => operation === operationId),
    );
    const policies = azure.calls.made.slice(before).filter((name) => name === "readPolicy");
    assert.equal(policies.length, 1 + 2 + 1 + 1 + 1);
  });
});

suite("who gets in with the key of one product", () => {
  test("is what is told when each of its APIs is read; what other products do is unknown", async () => {
    const { azure } = everyLevel();
    const whole = entriesOf(await readApiSnapshot(azure, ref, signal));
    const snapshot = await readProductSnapshot(
      azure,
      { instance: contosoApim, productId: "partners" },
      signal,
    );
    const entries = entriesOf(snapshot);
    assert.deepEqual(
      entries.filter(({ product }) => product === "partners"),
      whole.filter(({ product }) => product === "partners"),
    );
    const without = entries.find((one) => one.operation === operationId && one.product === null);
    assert.deepEqual([without?.verdict, without?.subscriptionKey], ["unknown", "unknown"]);
    assert.deepEqual([...new Set(entries.map(({ product }) => product))].sort(), ["partners", null].sort());
  });

  test("is not told of a product that is not there", async () => {
    const { azure } = twoClouds();
    const gone = readProductSnapshot(azure, { instance: contosoApim, productId: "gone" }, signal);
    await assert.rejects(gone, (error) => error instanceof Failure && error.code === "not-found");
  });
});
