import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { documentOf, planUpdate, readDocument } from "../../src/documents/index.ts";
import { storeOf } from "../../src/resources/clouds.ts";
import type { Stored } from "../../src/resources/kind.ts";
import { auth0Application } from "../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../src/resources/kinds/auth0-connection.ts";
import { enabledApplication } from "../../src/resources/kinds/enabled-application.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { collect } from "../support/collect.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { applyPlan, undo } from "../support/journals.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openClouds, signal } from "./secure-api-clouds.ts";

suite(
  "the enabled applications in the document of a connection, with the official SDK on the sandbox",
  () => {
    const writes: Exchange[] = [];
    const sandbox = withSandbox({
      record(exchange) {
        recordExchange(exchange);
        if (exchange.method === "PATCH") writes.push(exchange);
      },
    });
    let clouds: Clouds;

    setup(async function () {
      this.timeout(60_000);
      await sandbox.reset();
      clouds = await openClouds(sandbox);
    });

    /** A connection that is enabled for the first of four applications. */
    async function connected() {
      const owner = sandbox.info.auth0.domain;
      const make = (name: string) =>
        storeOf(clouds, auth0Application).create({ kind: auth0Application.id, owner }, { name }, signal);
      const ids = (await Promise.all(["a", "b", "c", "d"].map(make))).map(({ ref }) => ref.id);
      const [a = "", b = "", c = "", d = ""] = ids;
      const store = storeOf(clouds, auth0Connection);
      const draft = { name: "orders-users", strategy: "auth0" };
      const { ref } = await store.create({ kind: auth0Connection.id, owner }, draft, signal);
      const enable = (clientId: string) =>
        storeOf(clouds, enabledApplication).create(
          { kind: enabledApplication.id, owner },
          { connectionId: ref.id, clientId },
          signal,
        );
      await enable(a);
      const read = async (): Promise<Stored> => (await store.read(ref, signal)) ?? assert.fail();
      const enabled = async () => {
        const all = await collect(
          storeOf(clouds, enabledApplication).list(owner, { connectionId: ref.id }, signal),
        );
        return all.map(({ value }) => value.clientId).sort();
      };
      return { a, b, c, d, read, enable, enabled };
    }

    test("only what the text changes is switched, what others enable meanwhile stays, and undo takes just that back", async () => {
      const { a, b, c, read, enable, enabled } = await connected();
      const base = await read();
      const text = documentOf(auth0Connection, base);
      assert.ok(text.includes(a));
      const { draft } = readDocument(auth0Connection, text.replace(a, b));
      assert.ok(draft);
      await enable(c);
      const { change, theirs, conflicts } = planUpdate(auth0Connection, base, await read(), draft);
      assert.deepEqual([theirs, conflicts], [["Enabled applications"], []]);
      assert.ok(change);
      writes.length = 0;
      const plan = { title: "Change", subject: "s", changes: [change], unchanged: [], notes: [] };
      const journal = await applyPlan(plan, clouds, signal);
      assert.deepEqual(
        journal.entries.map(({ state, message }) => [state, message]),
        [["made", undefined]],
      );
      assert.deepEqual(await enabled(), [b, c].sort());
      assert.deepEqual(
        writes.map(({ url, requestBody }) => [url.replace(/.*\/con_[^/]+/, ""), JSON.parse(requestBody)]),
        [
          [
            "/clients",
            [
              { client_id: b, status: true },
              { client_id: a, status: false },
            ],
          ],
        ],
      );
      await undo(journal, clouds, signal);
      assert.deepEqual(await enabled(), [a, c].sort());
    });

    test("beside another field both are written, and a document that was not changed changes nothing", async () => {
      const { a, d, read, enabled } = await connected();
      const base = await read();
      const same = readDocument(auth0Connection, documentOf(auth0Connection, base)).draft;
      assert.ok(same);
      assert.equal(planUpdate(auth0Connection, base, base, same).change, undefined);
      const values = { ...same.values, displayName: "Orders", enabledApplications: [a, d] };
      const { change } = planUpdate(auth0Connection, base, base, { ...same, values });
      assert.ok(change);
      const plan = { title: "Change", subject: "s", changes: [change], unchanged: [], notes: [] };
      await applyPlan(plan, clouds, signal);
      assert.deepEqual(await enabled(), [a, d].sort());
      const now = await read();
      assert.equal("displayName" in now.value && now.value.displayName, "Orders");
    });
  },
);
