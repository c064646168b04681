import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { Protection } from "../../../src/workflows/protect-api.ts";
import { planConnectionAccess, withAccess } from "../../../src/workflows/protect-api.ts";
import { azureWithCalculator, contosoApim } from "../../support/in-memory/index.ts";

const { signal } = new AbortController();
const owner = instancePath(contosoApim);
const managedIdentity = { principalId: "aaaaaaaa-0000-0000-0000-000000000000", tenantId: "t" };
const instance = { ...contosoApim, managedIdentity };
const shop: Protection = { kind: "connection", providerId: "crm", connectionId: "shop" };

suite("who may use a connection that a policy gets tokens by", () => {
  const plan = (azure = azureWithCalculator(), on: Parameters<typeof planConnectionAccess>[1] = instance) =>
    planConnectionAccess(azure, on, [shop], signal);

  test("the managed identity is let in by the plan, under a name that no other has, before the policy is written", async () => {
    const azure = azureWithCalculator();
    const other = { connection: "crm/shop", objectId: "b", tenantId: "t" };
    azure.stores.connectionAccess.put(owner, "crm/shop/contoso-apim", other);
    const access = await plan(azure);
    const [change] = access.changes;
    assert.deepEqual([change?.verb, change?.ref.id], ["create", "crm/shop/contoso-apim-2"]);
    assert.equal(change?.title, "Let the managed identity of contoso-apim use the connection crm/shop");
    const policy = { ...access, changes: [{ id: "policy", needs: ["password"] }] } as never;
    assert.deepEqual(
      withAccess(policy, access).changes.map(({ id, needs }) => [id, needs]),
      [
        ["access-crm/shop", []],
        ["policy", ["access-crm/shop", "password"]],
      ],
    );
  });

  test("who may use it already is not let in twice, whatever the casing", async () => {
    const azure = azureWithCalculator();
    const objectId = managedIdentity.principalId.toUpperCase();
    azure.stores.connectionAccess.put(owner, "crm/shop/x", {
      connection: "crm/shop",
      objectId,
      tenantId: "t",
    });
    const { changes, unchanged } = await plan(azure);
    assert.deepEqual([changes, unchanged.length], [[], 1]);
    assert.match(unchanged[0] ?? "", /may use the connection crm\/shop/);
  });

  test("an instance without an identity of its own is told to get one", async () => {
    const { changes, notes } = await plan(azureWithCalculator(), contosoApim);
    assert.equal(changes.length, 0);
    assert.match(notes[0] ?? "", /no managed identity of its own.*every call ends with 500/);
  });

  test("where it may not be read, nothing is guessed; another failure is one", async () => {
    const azure = azureWithCalculator();
    azure.stores.connectionAccess.hook = () => {
      throw new Failure("forbidden", "No.");
    };
    assert.match((await plan(azure)).notes[0] ?? "", /could not be read/);
    azure.stores.connectionAccess.hook = () => {
      throw new Failure("unreachable", "No.");
    };
    await assert.rejects(plan(azure), { code: "unreachable" });
  });

  test("nothing is looked up where no connection is used", async () => {
    const access = await planConnectionAccess(
      azureWithCalculator(),
      instance,
      [{ kind: "subscription-key" }],
      signal,
    );
    assert.deepEqual(access, { changes: [], unchanged: [], notes: [] });
  });
});
