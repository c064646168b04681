import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { InstanceCalls } from "../../../src/adapters/azure/kinds/azure-store.ts";
import { productGroupStore } from "../../../src/adapters/azure/kinds/product-group-store.ts";
import { ResourceManagerCalls } from "../../../src/adapters/azure/resource-manager-calls.ts";
import { Failure } from "../../../src/core/failure.ts";
import { productGroup } from "../../../src/resources/kinds/product-group.ts";

const { signal } = new AbortController();

/** An instance whose products have no groups when they are listed, and that answers a PUT with `status`. */
function storeAnswering(status: number, isPage = false) {
  const client = {
    productGroup: {
      async *listByProduct(
        ...[, , , options]: [string, string, string, { onResponse(answer: object): void }]
      ) {
        options.onResponse({ status: 200, parsedBody: { value: [] } });
        yield* [];
      },
      createOrUpdate: async (...[, , , name, options]: [string, string, string, string, PutOptions]) => {
        options.onResponse({ status });
        return isPage ? {} : { name };
      },
    },
  };
  const peer = { name: "Azure", host: "azure.example", isSandbox: false };
  const calls = new ResourceManagerCalls({ peer, authority: peer, account: "azure" });
  return productGroupStore({ calls, client: () => client } as unknown as InstanceCalls);
}

interface PutOptions {
  onResponse(answer: { readonly status: number }): void;
}

suite("a link that is put", () => {
  const ref = { kind: productGroup.id, owner: "s/g/contoso" };
  const create = (status: number, isPage = false) =>
    storeAnswering(status, isPage).create(ref, { productId: "starter", groupId: "partners" }, signal);

  test("is ours where the service says that it made it", async () => {
    assert.equal((await create(201)).ref.id, "starter/partners");
  });

  test("is somebody else's where the service says that it was there by then", async () => {
    await assert.rejects(create(200), (error) => {
      assert.ok(error instanceof Failure && error.code === "already-exists", String(error));
      assert.match(error.text, /The product starter has the group partners already/);
      return true;
    });
  });

  test("is in doubt where something else answers in the service's place", async () => {
    await assert.rejects(create(200, true), (error) => {
      assert.ok(error instanceof Failure && error.code === "unreachable", String(error));
      return true;
    });
  });
});
