import assert from "node:assert/strict";
import { known } from "../../../src/core/known.ts";
import { checkDocument, documentOf, readDocument } from "../../../src/documents/index.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { backend } from "../../../src/resources/kinds/backend.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { saysSecret } = await import("../../../src/shell/documents/draft-secrets.ts");

const { signal } = new AbortController();
const owner = instancePath(contosoApim);
const keep = { secret: "keep" };

async function stored() {
  const { azure } = await connectedShell();
  const draft = {
    url: "https://orders.example",
    protocol: "http",
    credentials: { header: { "x-key": keep, "x-named": ["{{named}}"] } },
    proxy: { url: "http://proxy.example", password: keep },
  };
  return azure.stores.backends.create({ kind: backend.id, owner, id: "orders" }, draft, signal);
}

suite("backends, as a person meets them", () => {
  test("one is created from its address, which must be one", async () => {
    const { services, azure } = await connectedShell();
    window.onPanel = (panel) => panel.press("apply");
    const create = async (moves: typeof person.moves) => {
      person.moves = [{ pick: "Backend" }, ...moves];
      await runCommand(createResourceCommand(services), undefined, services.logger);
    };
    await create([{ type: "Orders" }, { type: "orders.example" }, "escape"]);
    assert.equal(person.complaint, "This must be an address that begins with https:// or http://.");
    await create([{ type: "Orders" }, { type: "https://orders.example" }, { pick: "HTTP" }]);
    const [made] = azure.stores.backends.all;
    assert.deepEqual(
      [made?.ref.id, made?.value.url, made?.value.protocol],
      ["orders", "https://orders.example", "http"],
    );
  });

  test("a secret in clear is refused wherever it stands, and no draft keeps it; named values and what is kept may stand", async () => {
    const one = await stored();
    const text = documentOf(backend, one);
    assert.deepEqual(await checkDocument(backend, text, one), []);
    assert.equal(saysSecret(backend, text), false);
    for (const [what, credentials] of [
      ["a header", { header: { "x-key": ["in-clear"] } }],
      ["a query parameter among others", { query: { code: ["{{code}}", "in-clear"] } }],
      ["a parameter", { authorization: { scheme: "Basic", parameter: "in {{part}} clear" } }],
    ] as const) {
      const clear = JSON.stringify({ url: "https://a.example", protocol: "http", credentials });
      const { draft, problems } = readDocument(backend, clear);
      assert.deepEqual([draft, problems.map(({ code }) => code)], [undefined, ["secret-in-clear"]], what);
      assert.match(
        problems[0]?.message ?? "",
        /Keep it as a secret named value, and write \{\{name\}\} here/,
      );
      assert.ok(saysSecret(backend, clear), what);
    }
    const ids = { certificateIds: ["/subscriptions/s/certificates/partner"] };
    const harmless = JSON.stringify({ url: "https://a.example", protocol: "http", credentials: ids });
    assert.deepEqual(readDocument(backend, harmless).problems, []);
  });

  test("a change that takes secrets out says which, before undoing cannot bring them back", async () => {
    const one = await stored();
    const credentials = { header: { "x-named": ["{{named}}"] } };
    const broken = async (path: string, after: object | undefined) =>
      backend.breaks?.(
        one,
        [{ path, ...(after && { after: JSON.parse(JSON.stringify(after)) }) }],
        {} as never,
        signal,
      );
    assert.deepEqual(
      await broken("credentials", credentials),
      known(["These secrets are taken away, and undoing cannot bring them back: header.x-key."]),
    );
    assert.deepEqual(await broken("credentials", one.value.credentials), known([]));
    const noProxy = await broken("proxy", undefined);
    assert.match(noProxy?.known ? noProxy.value.join() : "", /back: password/);
    assert.deepEqual(await broken("title", { title: "t" }), known([]));
    const lost = await backend.goesAlong?.(one, {} as never, signal);
    assert.match(lost?.known ? lost.value.join() : "", /Undoing cannot make it again/);
  });
});
