import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { withoutSecretOptions } from "../../../src/adapters/auth0/connection-options.ts";
import { azureFailure } from "../../../src/adapters/azure/failures.ts";
import { reasonOf, withoutBody } from "../../../src/adapters/without-body.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { redact } from "../../../src/core/redaction.ts";
import { kindOf } from "../../../src/resources/all-kinds.ts";
import { newJournal } from "../../../src/resources/engine.ts";
import { toFile } from "../../../src/resources/journal-file.ts";
import type { Change, Json, Kind } from "../../../src/resources/kind.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { backend } from "../../../src/resources/kinds/backend.ts";
import { InMemoryFolder } from "../../support/in-memory/text-folder.ts";
import { leakIn, secretText, withSecret } from "../../support/secret-json.ts";
import "../../support/vscode/install.ts";

const { givenText } = await import("../../../src/shell/documents/given-text.ts");
const { saysSecret } = await import("../../../src/shell/documents/draft-secrets.ts");
const { shown } = await import("../../../src/shell/plain-text.ts");
const { JournalStore } = await import("../../../src/shell/journal/journal-store.ts");
const { SessionSecretStore } = await import("../../../src/shell/session/secret-storage.ts");

const seed = 91_127;
type Value = { readonly [name: string]: Json };

/** Holds for whatever value has a secret anywhere: nothing of it is in what `tell` makes of that. */
async function neverTold(tell: (value: Value) => string | Promise<string>, numRuns = 1500): Promise<void> {
  const both = secretText.chain((secret) => fc.tuple(fc.constant(secret), withSecret(secret)));
  await fc.assert(
    fc.asyncProperty(both, async ([secret, value]) => {
      const text = await tell(value);
      assert.equal(leakIn(text, secret), undefined, `${JSON.stringify(value)}\n→ ${text}`);
    }),
    { seed, numRuns },
  );
}

suite("a secret anywhere in a JSON value is told by nothing", () => {
  test("that is logged or shown", async () => {
    await neverTold((value) => redact(JSON.stringify(value)));
    await neverTold((value) => shown(JSON.stringify(value, null, 2)));
    const lines: string[] = [];
    const logger = createLogger({ write: (_, line) => lines.push(line) });
    await neverTold((value) => {
      lines.length = 0;
      logger.error("It failed.", new Error(JSON.stringify(value)));
      return lines.join("\n");
    });
  });

  for (const kind of [auth0Connection, backend] as readonly Kind[]) {
    test(`that shows what the service said of a ${kind.noun}`, () =>
      neverTold((body) => givenText(kind, { body })));
  }

  test("that is read of the options of a connection", () =>
    neverTold((value) => JSON.stringify(withoutSecretOptions(value))));

  test("that keeps a draft of a connection", () =>
    neverTold((options) => {
      const text = JSON.stringify({ name: "crm", options }, null, 2);
      return saysSecret(auth0Connection as Kind, text) ? "" : text;
    }));

  test("that a failure, or its cause, says of an answer", () => {
    const peer = { name: "Azure", host: "azure.example", isSandbox: false };
    const call = { peer, authority: peer, account: "a", doing: "read it" };
    return neverTold((value) => {
      const bodyAsText = JSON.stringify(value);
      const error = Object.assign(new Error(bodyAsText), {
        name: "RestError",
        statusCode: 400,
        response: { bodyAsText, headers: new Map() },
      });
      const failure = azureFailure(error, call);
      return [failure.text, withoutBody(error).stack, redact(reasonOf(error)), String(failure.cause)].join(
        "\n",
      );
    });
  });

  test("that a file of a journal has, in fields that may hold secrets, of kinds that nobody knows, and in messages", async () => {
    await neverTold(async (value) => {
      const folder = new InMemoryFolder();
      const store = new JournalStore(
        folder,
        new SessionSecretStore(),
        async () => ({ kindOf }),
        createLogger({ write: () => {} }),
      );
      const change = (kind: string, path: string): Change => ({
        id: path,
        verb: "update",
        ref: { kind, owner: "a", id: "b" },
        title: "Change it",
        fields: [{ path, before: value, after: value }],
        needs: [],
      });
      const changes = [
        change(auth0Connection.id, "options"),
        change(backend.id, "credentials"),
        change(backend.id, "proxy"),
        change("azure-imported-api", "document"),
        change("auth0-moon", "anything"),
      ];
      const journal = newJournal(
        { title: "T", subject: "s", changes, unchanged: [], notes: [] },
        "1",
        new Date(0),
      );
      const message = `The service said: ${JSON.stringify(value)}`;
      const entries = journal.entries.map((one) => ({
        ...one,
        state: "not-made" as const,
        message,
        wrote: one.change.fields,
      }));
      await store.keep({ ...journal, entries });
      assert.ok(toFile(journal, kindOf).secrets);
      return [...folder.texts.values()].join("\n");
    }, 300);
  });
});
