import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { PolicyScope } from "../../../src/domain/apim.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, shellInMemory } from "../../support/shell.ts";
import { commands, languages, person, workspace } from "../../support/vscode/index.ts";

const { PolicyFileSystem } = await import("../../../src/shell/editor/policy-file-system.ts");
const { policyUri } = await import("../../../src/shell/policy-uri.ts");

const scope: PolicyScope = { kind: "api", service: basicCalculator.service, apiId: basicCalculator.apiId };
const uri = policyUri(scope);
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);

/** A file system, and the editor that shows its one document. */
async function opened() {
  const shell = await connectedShell();
  shell.azure.putPolicy(scope, "<policies>one</policies>");
  const files = new PolicyFileSystem(shell.connections, shell.services.documents, shell.services.logger);
  files.register();
  const announced: string[] = [];
  files.onDidChangeFile((events) => announced.push(...events.map((event) => event.uri.path)));
  const shown = text(await files.readFile(uri));
  const onServer = async () => (await shell.azure.readPolicy(scope, new AbortController().signal))?.text;
  const edit = () => {
    workspace.textDocuments = [{ uri, isDirty: true } as unknown as (typeof workspace.textDocuments)[number]];
  };
  return { ...shell, files, announced, shown, onServer, edit };
}

suite("a policy as a document", () => {
  setup(() => {
    workspace.textDocuments = [];
    commands.executed.length = 0;
  });

  test("opens with what the service holds", async () => {
    assert.equal((await opened()).shown, "<policies>one</policies>");
  });

  test("is written with the ETag it was read with, again and again", async () => {
    const { files, onServer } = await opened();
    await files.writeFile(uri, bytes("<policies>two</policies>"));
    await files.writeFile(uri, bytes("<policies>three</policies>"));
    assert.equal(await onServer(), "<policies>three</policies>");
    assert.deepEqual(person.messages, []);
  });

  test("of a scope without one opens with what that means, and is created by the first save", async () => {
    const fresh = await connectedShell();
    const other = new PolicyFileSystem(fresh.connections, fresh.services.documents, fresh.services.logger);
    const start = text(await other.readFile(uri));
    assert.match(start, /<inbound>\s+<base \/>\s+<\/inbound>/);
    await other.writeFile(uri, bytes(start));
    assert.equal((await fresh.azure.readPolicy(scope, new AbortController().signal))?.text, start);
  });

  test("of all APIs starts with forwarding, since it has no parent to do that", async () => {
    const { files } = await opened();
    const all = text(await files.readFile(policyUri({ kind: "global", service: contosoApim })));
    assert.match(all, /<forward-request \/>/);
    assert.doesNotMatch(all, /<base \/>/);
  });

  test("of a fragment opens and saves as others do; a new one starts with its root only", async () => {
    const { files, azure } = await opened();
    const fragment: PolicyScope = { kind: "fragment", service: contosoApim, fragmentId: "who-calls" };
    const address = policyUri(fragment);
    assert.match(text(await files.readFile(address)), /^<fragment>\s+<\/fragment>$/);
    await files.writeFile(address, bytes("<fragment><base /></fragment>"));
    assert.equal(text(await files.readFile(address)), "<fragment><base /></fragment>");
    azure.putPolicy(fragment, "<fragment>theirs</fragment>");
    await assert.rejects(files.writeFile(address, bytes("<fragment>mine</fragment>")), /Nothing was saved/);
    assert.equal(text(await files.readFile(address)), "<fragment>theirs</fragment>");
  });

  test("that somebody else's read finds changed is shown anew, since a save will be based on what was read", async () => {
    const { files, azure, announced } = await opened();
    workspace.textDocuments = [
      { uri, isDirty: false } as unknown as (typeof workspace.textDocuments)[number],
    ];
    azure.putPolicy(scope, "<policies>theirs</policies>");
    await files.readFile(uri);
    assert.deepEqual(announced, [uri.path]);
    await files.readFile(uri);
    assert.equal(announced.length, 1);
  });

  test("that cannot be read anew after a plan stays as it is shown, and the log says why", async () => {
    const { files, azure, announced, log } = await opened();
    workspace.textDocuments = [
      { uri, isDirty: false } as unknown as (typeof workspace.textDocuments)[number],
    ];
    azure.calls.failNext("readPolicy", new Failure("unreachable", "No network."));
    files.reload(scope);
    const told = () => log.some((line) => line.includes("No network."));
    for (let round = 0; round < 50 && !told(); round += 1) await Promise.resolve();
    assert.ok(told());
    assert.deepEqual(announced, []);
  });

  test("keeps its time as long as its text, and gets a newer one with a newer text", async () => {
    const { files, azure } = await opened();
    const first = await files.stat(uri);
    await files.readFile(uri);
    assert.equal((await files.stat(uri)).mtime, first.mtime);
    azure.putPolicy(scope, "<policies>theirs</policies>");
    await files.readFile(uri);
    assert.ok((await files.stat(uri)).mtime > first.mtime);
  });

  test("stands in folders, which cannot be made, renamed or deleted", async () => {
    const { files } = await opened();
    assert.equal((await files.stat(uri.with({ path: "/contoso-apim/apis" }))).type, 2);
    assert.deepEqual(files.readDirectory(), []);
    for (const act of [() => files.createDirectory(uri), () => files.delete(uri), () => files.rename(uri)]) {
      assert.throws(act, { code: "NoPermissions" });
    }
  });

  test("an address of nothing is not found", async () => {
    const { files } = await opened();
    await assert.rejects(files.readFile(uri.with({ path: "/contoso-apim/apis/a/b/c/policy.xml" })), {
      code: "FileNotFound",
    });
  });
});

suite("a policy that somebody else has changed", () => {
  setup(() => {
    workspace.textDocuments = [];
    commands.executed.length = 0;
  });

  async function conflict(answer: string | undefined) {
    const document = await opened();
    document.edit();
    document.azure.putPolicy(scope, "<policies>theirs</policies>");
    person.presses = answer ? [answer] : [];
    const save = document.files.writeFile(uri, bytes("<policies>mine</policies>"));
    return { ...document, save };
  }

  test("is not overwritten when the question is dismissed", async () => {
    const { save, onServer } = await conflict(undefined);
    await assert.rejects(save, /changed on the server\. Nothing was saved/);
    assert.equal(await onServer(), "<policies>theirs</policies>");
    const [question] = person.messages;
    assert.ok(question?.modal);
    assert.deepEqual(question.buttons, ["Compare", "Overwrite", "Revert"]);
  });

  test("Compare shows both and saves nothing", async () => {
    const { save, onServer, services } = await conflict("Compare");
    await assert.rejects(save, /Nothing was saved/);
    assert.equal(await onServer(), "<policies>theirs</policies>");
    const diff = commands.executed.find(({ id }) => id === "vscode.diff");
    const before = diff?.values[0] as typeof uri;
    assert.equal(services.documents.provideTextDocumentContent(before), "<policies>theirs</policies>");
    assert.equal(diff?.values[1], uri);
  });

  test("Overwrite replaces exactly the text that was seen", async () => {
    const { save, onServer } = await conflict("Overwrite");
    await save;
    assert.equal(await onServer(), "<policies>mine</policies>");
  });

  test("Overwrite asks again when it changed once more meanwhile", async () => {
    const { save, onServer, azure } = await conflict("Overwrite");
    azure.calls.beforeNext("writePolicy", () => {
      azure.calls.beforeNext("writePolicy", () => azure.putPolicy(scope, "<policies>newest</policies>"));
    });
    await assert.rejects(save, /Nothing was saved/);
    assert.equal(await onServer(), "<policies>newest</policies>");
    assert.equal(person.messages.length, 2);
  });

  test("Revert keeps the server's text and has the editor read it once it holds the document for saved", async () => {
    const { save, onServer, announced, files } = await conflict("Revert");
    await save;
    assert.equal(await onServer(), "<policies>theirs</policies>");
    assert.deepEqual(announced, []);
    const before = (await files.stat(uri)).mtime;
    workspace.saved.fire({ uri: uri as never, isDirty: false });
    assert.deepEqual(announced, [uri.path]);
    assert.ok((await files.stat(uri)).mtime > before);
  });

  test("the same text on both sides is no conflict", async () => {
    const document = await opened();
    document.azure.putPolicy(scope, "<policies>same</policies>");
    await document.files.writeFile(uri, bytes("<policies>same</policies>"));
    assert.deepEqual(person.messages, []);
  });

  test("comparing with the saved text does not make the next save overwrite", async () => {
    const document = await opened();
    document.edit();
    document.azure.putPolicy(scope, "<policies>theirs</policies>");
    assert.equal(text(await document.files.readFile(uri)), "<policies>theirs</policies>");
    await assert.rejects(document.files.writeFile(uri, bytes("<policies>mine</policies>")));
    assert.equal(await document.onServer(), "<policies>theirs</policies>");
  });

  test("unsaved text of an earlier session is saved only after asking", async () => {
    const shell = await connectedShell();
    shell.azure.putPolicy(scope, "<policies>theirs</policies>");
    const files = new PolicyFileSystem(shell.connections, shell.services.documents, shell.services.logger);
    await files.stat(uri);
    await assert.rejects(files.writeFile(uri, bytes("<policies>mine</policies>")));
    assert.equal(person.messages.length, 1);
  });
});

suite("a policy that the service refuses or cannot give", () => {
  const squiggles = () => languages.collections.get("apim-policy")?.entries.get(uri.toString()) ?? [];

  test("is underlined where the service says, until the stored text is shown again", async () => {
    const { files, azure } = await opened();
    const message = "Error in element 'inbound' on line 3, column 4: The element 'x' is not known.";
    azure.calls.failNext("writePolicy", new Failure("rejected", "Refused.", { details: [{ message }] }));
    await assert.rejects(files.writeFile(uri, bytes("<policies/>")), { code: "Unavailable" });
    assert.deepEqual(
      squiggles().map((squiggle) => squiggle.message),
      [message],
    );
    workspace.changed.fire({ document: { uri: uri as never, isDirty: true } });
    assert.equal(squiggles().length, 1);
    workspace.changed.fire({ document: { uri: uri as never, isDirty: false } });
    assert.equal(squiggles().length, 0);
  });

  test("whoever lacks the right is told which", async () => {
    const { files, azure } = await opened();
    azure.calls.failNext(
      "writePolicy",
      new Failure("forbidden", "You lack policies/write.", { remedy: "Ask." }),
    );
    await assert.rejects(files.writeFile(uri, bytes("<policies/>")), {
      code: "NoPermissions",
      message: "You lack policies/write. Ask.",
    });
  });

  test("without a signed-in account, says what to do", async () => {
    const { connections, services } = shellInMemory();
    const files = new PolicyFileSystem(connections, services.documents, services.logger);
    await assert.rejects(
      files.readFile(uri),
      /not signed in to Azure\. Sign in to Azure, or start the sandbox/,
    );
  });

  test("of a subscription that no account sees, says which", async () => {
    const { files } = await opened();
    const other = policyUri({
      ...scope,
      service: { ...scope.service, subscriptionId: "other-subscription" },
    });
    await assert.rejects(files.readFile(other), /sees the subscription other-subscription of contoso-apim/);
  });

  test("an applied plan makes open editors read anew", async () => {
    const { files, azure, announced, edit } = await opened();
    edit();
    azure.putPolicy(scope, "<policies>planned</policies>");
    const heard = new Promise((resolve) => files.onDidChangeFile(resolve));
    files.reload(scope);
    await heard;
    assert.deepEqual(announced, [uri.path]);
  });
});
