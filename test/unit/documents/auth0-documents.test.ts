import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  checkDocument,
  documentOf,
  planCreation,
  planUpdate,
  readDocument,
  templateOf,
} from "../../../src/documents/index.ts";
import type { Field, Json, Kind, Stored } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { auth0ApiExample } from "../../contract/kinds/auth0-api.ts";
import { auth0ApplicationExample } from "../../contract/kinds/auth0-application.ts";
import { InMemoryAuth0Cloud } from "../../support/in-memory/index.ts";

const owner = "contoso.eu.auth0.com";
const cloud = new InMemoryAuth0Cloud();
const [firstApi] = await auth0ApiExample.drafts(cloud, owner);
const [firstApplication] = await auth0ApplicationExample.drafts(cloud, owner);

const examples: readonly {
  readonly kind: Kind;
  readonly value: object;
  readonly changes: object;
}[] = [
  { kind: auth0Api, value: firstApi, changes: auth0ApiExample.changes },
  {
    kind: auth0Application,
    value: firstApplication,
    changes: auth0ApplicationExample.changes,
  },
];

for (const { kind, value, changes } of examples) {
  const ref = { kind: kind.id, owner, id: "1" };
  const open = Object.entries<Field>(kind.fields).filter(([, { secret }]) => !secret);
  const whole: Stored = { ref, value: { ...value, ...changes } };

  suite(`documents of the kind ${kind.id}`, () => {
    test("say nothing wrong of one that has every field, and lead to nothing while they are as opened", async () => {
      const text = documentOf(kind, whole);
      assert.deepEqual(await checkDocument(kind, text, whole), []);
      assert.deepEqual(await checkDocument(kind, text, undefined), []);
      const { draft } = readDocument(kind, text);
      assert.equal(planUpdate(kind, whole, whole, draft ?? assert.fail()).change, undefined);
    });

    test("lead to a change of the field that was changed, and of no other", () => {
      const base: Stored = { ref, value };
      for (const [path, { fixed }] of open) {
        if (fixed) continue;
        const wanted: Json = new Map<string, Json>(Object.entries(changes)).get(path) ?? assert.fail(path);
        const { draft } = readDocument(kind, documentOf(kind, { ref, value: { ...value, [path]: wanted } }));
        const { change } = planUpdate(kind, base, base, draft ?? assert.fail(path));
        assert.deepEqual(
          change?.fields.map((one) => one.path),
          [path],
        );
      }
    });

    test("start from a template with what a person is asked for, that can be created once it is filled in", async () => {
      const text = templateOf(kind);
      const filled = text.replace(/"(name|identifier)": ""/g, '"$1": "urn:orders"');
      assert.deepEqual(await checkDocument(kind, filled, undefined), []);
      const { draft } = readDocument(kind, filled);
      const { fields } = planCreation(kind, owner, draft ?? assert.fail());
      const asked = open.filter(([, { ask }]) => ask && !ask.optional).map(([path]) => path);
      assert.deepEqual(
        fields.map(({ path }) => path),
        asked,
      );
    });
  });
}

suite("what documents of Auth0 have of the unknown", () => {
  const stored = (type: string, grantTypes: readonly string[]): Stored => ({
    ref: { kind: auth0Application.id, owner, id: "1" },
    value: { clientId: "1", name: "Portal", type, grantTypes },
  });

  test("a type or a grant of tomorrow stays, and is no error of who opens it", async () => {
    const base = stored("hologram", ["urn:tomorrow"]);
    const text = documentOf(auth0Application, base);
    assert.match(text, /"app_type": "hologram"/);
    const found = await checkDocument(auth0Application, text, base);
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ["information"],
    );
    const { draft } = readDocument(auth0Application, text);
    assert.equal(planUpdate(auth0Application, base, base, draft ?? assert.fail()).change, undefined);
  });
});

test("options of a connection have their place, and the secrets among them none, at any depth", () => {
  const document = (options: object) => JSON.stringify({ name: "users", strategy: "auth0", options });
  const { draft, problems } = readDocument(
    auth0Connection,
    document({ passwordPolicy: "good", disable_self_service_change_password: true }),
  );
  assert.deepEqual(
    [draft?.values["options"], problems],
    [{ passwordPolicy: "good", disable_self_service_change_password: true }, []],
  );
  const text = document({ client_secret: "hunter2", gateway_authentication: { secret: "hunter3" } });
  const read = readDocument(auth0Connection, text);
  assert.equal(read.draft, undefined);
  assert.deepEqual(
    read.problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]),
    [
      ["secret-in-clear", '"hunter2"'],
      ["secret-in-clear", '"hunter3"'],
    ],
  );
});
