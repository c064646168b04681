import assert from "node:assert/strict";
import { mock } from "node:test";
import { Failure } from "../../../src/core/failure.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, shellInMemory } from "../../support/shell.ts";
import {
  commands,
  languages,
  person,
  TextDocumentSaveReason,
  window,
  workspace,
} from "../../support/vscode/index.ts";

const { PolicyDrafts } = await import("../../../src/shell/editor/policy-drafts.ts");
const { PolicyFileSystem } = await import("../../../src/shell/editor/policy-file-system.ts");
const { policyUri } = await import("../../../src/shell/policy-uri.ts");

const level: PolicyLevel = { kind: "api", instance: basicCalculator.instance, apiId: basicCalculator.apiId };
const uri = policyUri(level);
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);

type Shell = ReturnType<typeof shellInMemory>;
type Address = ReturnType<typeof policyUri>;

/** The file system of a window with these stores. */
function filesOf({ accounts, services, secrets, memento }: Shell) {
  const drafts = new PolicyDrafts(secrets, memento, true);
  const files = new PolicyFileSystem(
    accounts,
    services.documents,
    drafts,
    memento,
    services.logger,
    services.locks,
  );
  for (const one of registered.splice(0)) one.dispose();
  registered.push(...files.register());
  /** Has VS Code announce a save of the document, and then write it. */
  const save = (address: Address, content: string, reason = TextDocumentSaveReason.Manual) => {
    const document = { uri: address as never, isDirty: true, getText: () => content };
    if (reason === TextDocumentSaveReason.Manual) window.activeTextEditor = { document };
    workspace.willSave.fire({ document, reason });
    return files.writeFile(address, bytes(content));
  };
  return { files, drafts, save };
}

/** Has something happen while the service writes, before it has written. */
function whileWriting({ azure }: Pick<Shell, "azure">, action: () => Promise<void>): void {
  const write = azure.writePolicy.bind(azure);
  azure.writePolicy = async (...values) => {
    azure.writePolicy = write;
    await action();
    return write(...values);
  };
}

const registered: { dispose(): unknown }[] = [];

/** A file system, and the editor that shows its one document. */
async function opened() {
  const shell = await connectedShell();
  shell.azure.putPolicy(level, "<policies>one</policies>");
  const { files, drafts, save } = filesOf(shell);
  const announced: string[] = [];
  files.onDidChangeFile((events) => announced.push(...events.map((event) => event.uri.path)));
  const shown = text(await files.readFile(uri));
  const onServer = async () => (await shell.azure.readPolicy(level, new AbortController().signal))?.text;
  const edit = () => {
    workspace.textDocuments = [{ uri, isDirty: true } as unknown as (typeof workspace.textDocuments)[number]];
  };
  return { ...shell, files, drafts, save, announced, shown, onServer, edit };
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
    const { save, onServer } = await opened();
    await save(uri, "<policies>two</policies>");
    await save(uri, "<policies>three</policies>");
    assert.equal(await onServer(), "<policies>three</policies>");
    assert.deepEqual(person.messages, []);
  });

  test("of a scope without one opens with what that means, and is created by the first save", async () => {
    const fresh = await connectedShell();
    const { files: other, save } = filesOf(fresh);
    const start = text(await other.readFile(uri));
    assert.match(start, /<inbound>\s+<base \/>\s+<\/inbound>/);
    await save(uri, start);
    assert.equal((await fresh.azure.readPolicy(level, new AbortController().signal))?.text, start);
  });

  test("of all APIs starts with forwarding, since it has no parent to do that", async () => {
    const { files } = await opened();
    const all = text(await files.readFile(policyUri({ kind: "global", instance: contosoApim })));
    assert.match(all, /<forward-request \/>/);
    assert.doesNotMatch(all, /<base \/>/);
  });

  test("of a fragment opens and saves as others do; a new one starts with its root only", async () => {
    const { files, azure, save } = await opened();
    const fragment: PolicyLevel = { kind: "fragment", instance: contosoApim, fragmentId: "who-calls" };
    const address = policyUri(fragment);
    assert.match(text(await files.readFile(address)), /^<fragment>\s+<\/fragment>$/);
    await save(address, "<fragment><base /></fragment>");
    assert.equal(text(await files.readFile(address)), "<fragment><base /></fragment>");
    azure.putPolicy(fragment, "<fragment>theirs</fragment>");
    await assert.rejects(save(address, "<fragment>mine</fragment>"), /Nothing was saved/);
    assert.equal(text(await files.readFile(address)), "<fragment>theirs</fragment>");
  });

  test("that somebody else's read finds changed is shown anew, since a save will be based on what was read", async () => {
    const { files, azure, announced } = await opened();
    workspace.textDocuments = [
      { uri, isDirty: false } as unknown as (typeof workspace.textDocuments)[number],
    ];
    azure.putPolicy(level, "<policies>theirs</policies>");
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
    files.reload(level);
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
    azure.putPolicy(level, "<policies>theirs</policies>");
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

suite("a save whose answer is lost", () => {
  const lost = () => new Failure("unreachable", "The connection was reset.");
  const before = "<policies><inbound><base /></inbound></policies>";
  const mine = "<policies><inbound><base /><!-- mine --></inbound></policies>";

  async function opened() {
    const shell = await connectedShell();
    shell.azure.putPolicy(level, before);
    const { files, save } = filesOf(shell);
    await files.readFile(uri);
    return { ...shell, files, save };
  }

  /** Loses the answer to the next write; `meanwhile` is what happens before anybody can look. */
  function loseAnswer({ azure }: Shell, meanwhile: () => void): void {
    const write = azure.writePolicy.bind(azure);
    azure.writePolicy = async (...given) => {
      azure.writePolicy = write;
      await write(...given);
      meanwhile();
      throw lost();
    };
  }

  test("is a save when what was to be saved is there", async () => {
    const shell = await opened();
    loseAnswer(shell, () => {});
    await shell.save(uri, mine);
    assert.deepEqual(person.messages, []);
    await shell.save(uri, mine.replace("mine", "mine again"));
    assert.deepEqual(person.messages, [], "the next one starts from it");
  });

  test("is said to be none when the policy is as it was", async () => {
    const { azure, save } = await opened();
    azure.calls.failNext("writePolicy", lost());
    await assert.rejects(
      save(uri, mine),
      /was not saved: The connection was reset\..*as it was\. Save it again/,
    );
    assert.equal((await azure.readPolicy(level, new AbortController().signal))?.text, before);
  });

  test("asks the person when something else is there", async () => {
    const shell = await opened();
    loseAnswer(shell, () =>
      shell.azure.putPolicy(level, before.replace("<base />", "<base /><!-- theirs -->")),
    );
    await assert.rejects(shell.save(uri, mine), /changed on the server/);
    assert.match(person.messages.at(-1)?.text ?? "", /changed/);
  });

  test("is said to be unknown when nobody can look", async () => {
    const shell = await opened();
    loseAnswer(shell, () => shell.azure.calls.failNext("readPolicy", lost()));
    await assert.rejects(shell.save(uri, mine), /not known whether .* was saved.*Compare with Server/);
  });
});

suite("a save while a plan is at work on the same API", () => {
  const mine = "<policies><inbound><base /><!-- mine --></inbound></policies>";

  test("waits for it and says so", async () => {
    const shell = await connectedShell();
    const { files, save } = filesOf(shell);
    await files.readFile(uri);
    const release = await shell.services.locks.hold(
      basicCalculator.id.toLowerCase(),
      new AbortController().signal,
    );
    const saving = save(uri, mine);
    while (person.progress.length === 0) await new Promise(setImmediate);
    assert.match(person.progress[0] ?? "", /^Saving contoso-apim\/apis\/basic-calculator waits for a plan/);
    assert.equal(shell.azure.calls.writes.length, 0);
    await release();
    await saving;
    assert.equal(shell.azure.calls.writes.length, 1);
  });

  test("can be given up meanwhile, and saves nothing then", async () => {
    const shell = await connectedShell();
    const { files, save } = filesOf(shell);
    await files.readFile(uri);
    const release = await shell.services.locks.hold(
      basicCalculator.id.toLowerCase(),
      new AbortController().signal,
    );
    person.cancels =
      "Saving contoso-apim/apis/basic-calculator waits for a plan, or another save, of the same API…";
    await assert.rejects(save(uri, mine), /Nothing was saved: a plan is at work/);
    await release();
    assert.equal(shell.azure.calls.writes.length, 0);
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
    document.azure.putPolicy(level, "<policies>theirs</policies>");
    person.presses = answer ? [answer] : [];
    const saving = document.save(uri, "<policies>mine</policies>");
    return { ...document, saving };
  }

  test("is not overwritten when the question is dismissed", async () => {
    const { saving, onServer } = await conflict(undefined);
    await assert.rejects(saving, /changed on the server\. Nothing was saved/);
    assert.equal(await onServer(), "<policies>theirs</policies>");
    const [question] = person.messages;
    assert.ok(question?.modal);
    assert.deepEqual(question.buttons, ["Compare", "Overwrite", "Revert"]);
  });

  test("Compare shows both and saves nothing", async () => {
    const { saving, onServer, services } = await conflict("Compare");
    await assert.rejects(saving, /Nothing was saved/);
    assert.equal(await onServer(), "<policies>theirs</policies>");
    const diff = commands.executed.find(({ id }) => id === "vscode.diff");
    const before = diff?.values[0] as typeof uri;
    assert.equal(services.documents.provideTextDocumentContent(before), "<policies>theirs</policies>");
    assert.equal(diff?.values[1], uri);
  });

  test("Overwrite replaces exactly the text that was seen", async () => {
    const { saving, onServer } = await conflict("Overwrite");
    await saving;
    assert.equal(await onServer(), "<policies>mine</policies>");
  });

  test("Overwrite asks again when it changed once more meanwhile", async () => {
    const { saving, onServer, azure } = await conflict("Overwrite");
    azure.calls.beforeNext("writePolicy", () => {
      azure.calls.beforeNext("writePolicy", () => azure.putPolicy(level, "<policies>newest</policies>"));
    });
    await assert.rejects(saving, /Nothing was saved/);
    assert.equal(await onServer(), "<policies>newest</policies>");
    assert.equal(person.messages.length, 2);
  });

  test("Revert keeps the server's text and has the editor read it once it holds the document for saved", async () => {
    const { saving, onServer, announced, files } = await conflict("Revert");
    await saving;
    assert.equal(await onServer(), "<policies>theirs</policies>");
    assert.deepEqual(announced, []);
    const before = (await files.stat(uri)).mtime;
    workspace.saved.fire({ uri: uri as never, isDirty: false });
    assert.deepEqual(announced, [uri.path]);
    assert.ok((await files.stat(uri)).mtime > before);
  });

  test("the same text on both sides is no conflict", async () => {
    const document = await opened();
    document.azure.putPolicy(level, "<policies>same</policies>");
    await document.save(uri, "<policies>same</policies>");
    assert.deepEqual(person.messages, []);
  });

  test("comparing with the saved text does not make the next save overwrite", async () => {
    const document = await opened();
    document.edit();
    document.azure.putPolicy(level, "<policies>theirs</policies>");
    assert.equal(text(await document.files.readFile(uri)), "<policies>theirs</policies>");
    await assert.rejects(document.save(uri, "<policies>mine</policies>"));
    assert.equal(await document.onServer(), "<policies>theirs</policies>");
  });

  test("unsaved text of an earlier session is saved only after asking", async () => {
    const shell = await connectedShell();
    shell.azure.putPolicy(level, "<policies>theirs</policies>");
    const { files, save } = filesOf(shell);
    await files.stat(uri);
    await assert.rejects(save(uri, "<policies>mine</policies>"));
    assert.equal(person.messages.length, 1);
  });
});

suite("a policy that the service refuses or cannot give", () => {
  const squiggles = () => languages.collections.get("apim-policy")?.entries.get(uri.toString()) ?? [];

  test("is underlined where the service says, until the stored text is shown again", async () => {
    const { save, azure } = await opened();
    const message = "Error in element 'inbound' on line 3, column 4: The element 'x' is not known.";
    azure.calls.failNext("writePolicy", new Failure("rejected", "Refused.", { details: [{ message }] }));
    await assert.rejects(save(uri, "<policies/>"), { code: "Unavailable" });
    assert.deepEqual(
      squiggles().map((squiggle) => squiggle.message),
      [message],
    );
    workspace.changed.fire({ document: { uri: uri as never, isDirty: true } });
    assert.equal(squiggles().length, 1);
    workspace.changed.fire({
      document: { uri: uri as never, isDirty: false, getText: () => "<policies>one</policies>" },
    });
    assert.equal(squiggles().length, 0);
  });

  test("whoever lacks the right is told which", async () => {
    const { save, azure } = await opened();
    azure.calls.failNext(
      "writePolicy",
      new Failure("forbidden", "You lack policies/write.", { remedy: "Ask." }),
    );
    await assert.rejects(save(uri, "<policies/>"), {
      code: "NoPermissions",
      message: "You lack policies/write. Ask.",
    });
  });

  test("without a signed-in account, says what to do", async () => {
    const { files } = filesOf(shellInMemory());
    await assert.rejects(
      files.readFile(uri),
      /not signed in to Azure\. Sign in to Azure, or start the sandbox/,
    );
  });

  test("of a subscription that no account sees, says which", async () => {
    const { files } = await opened();
    const other = policyUri({
      ...level,
      instance: { ...level.instance, subscriptionId: "other-subscription" },
    });
    await assert.rejects(files.readFile(other), /sees the subscription other-subscription of contoso-apim/);
  });

  test("an applied plan makes open editors read anew", async () => {
    const { files, azure, announced, edit } = await opened();
    edit();
    azure.putPolicy(level, "<policies>planned</policies>");
    const heard = new Promise((resolve) => files.onDidChangeFile(resolve));
    files.reload(level);
    await heard;
    assert.deepEqual(announced, [uri.path]);
  });
});

suite("a policy that is not saved by a person", () => {
  const { AfterDelay, FocusOut } = TextDocumentSaveReason;
  const open = (document: Partial<(typeof workspace.textDocuments)[number]>) => {
    workspace.textDocuments = [{ uri: uri as never, isDirty: false, ...document }];
  };
  setup(() => {
    workspace.textDocuments = [];
    commands.executed.length = 0;
  });

  for (const reason of [AfterDelay, FocusOut]) {
    test(`is kept as a draft (reason ${reason}): nothing is sent, nobody is told, and it is what opens`, async () => {
      const { files, save, onServer } = await opened();
      const before = (await files.stat(uri)).mtime;
      await save(uri, "<policies>half", reason);
      assert.equal(await onServer(), "<policies>one</policies>");
      assert.deepEqual(person.messages, []);
      assert.equal(text(await files.readFile(uri)), "<policies>half");
      const stat = await files.stat(uri);
      assert.equal(stat.size, "<policies>half".length);
      assert.ok(stat.mtime > before);
    });
  }

  test("opens as its draft after a reload, without the service; saving it presents the ETag it was begun from", async () => {
    const first = await opened();
    await first.save(uri, "<policies>mine</policies>", AfterDelay);
    const { files, save, drafts } = filesOf(first);
    first.azure.calls.failNext("readPolicy", new Failure("unreachable", "No network."));
    assert.equal(text(await files.readFile(uri)), "<policies>mine</policies>");
    await save(uri, "<policies>mine</policies>");
    await assert.rejects(first.onServer(), /No network/, "the service was asked for what lies here");
    assert.equal(await first.onServer(), "<policies>mine</policies>");
    assert.deepEqual(person.messages, []);
    assert.deepEqual(drafts.keys(), []);
  });

  test("overwrites nothing that was changed since: the person is asked as ever", async () => {
    const { save, azure, onServer } = await opened();
    await save(uri, "<policies>mine</policies>", AfterDelay);
    azure.putPolicy(level, "<policies>theirs</policies>");
    await assert.rejects(save(uri, "<policies>mine</policies>"), /changed on the server\. Nothing was saved/);
    assert.equal(await onServer(), "<policies>theirs</policies>");
  });

  test("Revert in that question ends the draft", async () => {
    const { save, azure, drafts } = await opened();
    await save(uri, "<policies>mine</policies>", AfterDelay);
    azure.putPolicy(level, "<policies>theirs</policies>");
    person.presses = ["Revert"];
    await save(uri, "<policies>mine</policies>");
    assert.deepEqual(drafts.keys(), []);
  });

  test("unsaved text that VS Code restores after a reload is saved on its base, without a question", async () => {
    const first = await opened();
    const { save } = filesOf(first);
    await save(uri, "<policies>restored</policies>");
    assert.equal(await first.onServer(), "<policies>restored</policies>");
    assert.deepEqual(person.messages, []);
  });

  test("where no base is known that is said, rather than that somebody changed it", async () => {
    const shell = await connectedShell();
    shell.azure.putPolicy(level, "<policies>theirs</policies>");
    const { save, files } = filesOf(shell);
    await assert.rejects(save(uri, "<policies>mine</policies>"), /not known what your text was begun from/);
    assert.match(person.heard, /from an earlier session.*not known which of the server’s versions/);
    assert.doesNotMatch(person.heard, /was changed/);
    assert.deepEqual(person.messages.at(-1)?.buttons, ["Compare", "Overwrite", "Revert"]);
    person.presses = ["Overwrite"];
    await save(uri, "<policies>mine</policies>");
    assert.equal(text(await files.readFile(uri)), "<policies>mine</policies>");
  });

  test("who saved it by hand along with others is told, and can send it", async () => {
    const { save, files, onServer } = await opened();
    window.activeTextEditor = undefined;
    workspace.willSave.fire({
      document: { uri: uri as never, isDirty: true, getText: () => "<policies>mine</policies>" },
      reason: TextDocumentSaveReason.Manual,
    });
    const before: (string | undefined)[] = [];
    const command = commands.registerCommand("workbench.action.files.save", async () => {
      before.push(await onServer());
      await save(uri, "<policies>mine</policies>");
    });
    person.presses = ["Save to API Management"];
    await files.writeFile(uri, bytes("<policies>mine</policies>"));
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.match(
      person.heard,
      /contoso-apim\/apis\/.* was kept as a draft and not applied: it was saved along/,
    );
    assert.deepEqual(before, ["<policies>one</policies>"]);
    assert.equal(await onServer(), "<policies>mine</policies>");
    command.dispose();
  });

  test("what is written past the editor is a draft too, shown by the editor that is open, told once", async () => {
    const { files, announced, onServer } = await opened();
    open({ getText: () => "<policies>one</policies>" });
    await files.writeFile(uri, bytes("<policies>written</policies>"));
    await files.writeFile(uri, bytes("<policies>written again</policies>"));
    assert.equal(await onServer(), "<policies>one</policies>");
    assert.deepEqual(announced, [uri.path, uri.path]);
    assert.equal(person.messages.length, 1);
    assert.match(person.heard, /not saved by hand in its editor/);
  });

  test("at an address of nothing is refused", async () => {
    const { files } = await opened();
    const nothing = uri.with({ path: "/contoso-apim/apis/a/b/c/policy.xml" });
    await assert.rejects(files.writeFile(nothing, bytes("<policies/>")), /not the address of a policy/);
  });

  test("is no draft any more once it is the server's text again", async () => {
    const { save, drafts } = await opened();
    await save(uri, "<policies>half", AfterDelay);
    await save(uri, "<policies>one</policies>", AfterDelay);
    assert.deepEqual(drafts.keys(), []);
  });

  test("is discarded only once the server's text is at hand", async () => {
    const { files, save, azure, drafts, announced } = await opened();
    await save(uri, "<policies>half", AfterDelay);
    open({});
    azure.calls.failNext("readPolicy", new Failure("unreachable", "No network."));
    await assert.rejects(files.discardDraft(uri), /No network/);
    assert.deepEqual(drafts.keys(), [uri.toString()]);
    const kept = (await files.stat(uri)).mtime;
    await files.discardDraft(uri);
    assert.deepEqual(announced, [uri.path]);
    assert.equal(text(await files.readFile(uri)), "<policies>one</policies>");
    assert.ok((await files.stat(uri)).mtime >= kept);
  });

  test("is discarded with the unsaved text on top of it", async () => {
    const { files, save, drafts } = await opened();
    await save(uri, "<policies>half", AfterDelay);
    open({ isDirty: true });
    await files.discardDraft(uri);
    assert.deepEqual(drafts.keys(), []);
    assert.equal(commands.executed.at(-1)?.id, "workbench.action.files.revert");
  });

  test("beside the comparison of a conflict, one can still overwrite or revert", async () => {
    for (const [press, command] of [
      ["Overwrite", "workbench.action.files.save"],
      ["Revert", "workbench.action.files.revert"],
    ] as const) {
      const { save, azure } = await opened();
      open({ isDirty: true });
      azure.putPolicy(level, "<policies>theirs</policies>");
      person.presses = ["Compare", press];
      await assert.rejects(save(uri, "<policies>mine</policies>"));
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(person.messages.at(-1)?.buttons, ["Overwrite", "Revert"]);
      assert.equal(commands.executed.at(-1)?.id, command);
    }
  });

  test("a refused save is told by the policy's name and the service's words", async () => {
    const { save, azure } = await opened();
    azure.calls.failNext("writePolicy", new Failure("rejected", "The element 'x' is not known."));
    await assert.rejects(save(uri, "<policies/>"), (error: Error) => {
      assert.match(error.name, /^contoso-apim\/apis\/[\w-]+$/);
      assert.equal(error.message, "The element 'x' is not known.");
      return true;
    });
  });

  test("and that was kept while the service wrote another text is still there", async () => {
    const { save, azure, drafts, files } = await opened();
    await save(uri, "<policies>mine</policies>", AfterDelay);
    azure.calls.beforeNext("writePolicy", () => {
      void drafts.keep(uri.toString(), { text: "<policies>of another window", kept: Date.now() + 9 });
    });
    await save(uri, "<policies>mine</policies>");
    assert.equal(text(await files.readFile(uri)), "<policies>of another window");
  });

  test("and that was kept here while the service wrote is saved on what it wrote, also after a reload", async () => {
    const first = await opened();
    whileWriting(first, () => first.files.writeFile(uri, bytes("<policies>two</policies>")));
    await first.save(uri, "<policies>mine</policies>");
    assert.equal(await first.onServer(), "<policies>mine</policies>");
    const { files, save, drafts } = filesOf(first);
    assert.equal(text(await files.readFile(uri)), "<policies>two</policies>");
    await save(uri, "<policies>two</policies>");
    assert.equal(await first.onServer(), "<policies>two</policies>");
    assert.doesNotMatch(person.heard, /was changed on the server/);
    assert.deepEqual(drafts.keys(), []);
  });

  test("and that was kept here while the service refused is saved on what it was begun from", async () => {
    const document = await opened();
    const { files, save, onServer, drafts } = document;
    whileWriting(document, async () => {
      await files.writeFile(uri, bytes("<policies>two</policies>"));
      throw new Failure("rejected", "Refused.");
    });
    await assert.rejects(save(uri, "<policies>mine</policies>"), /Refused/);
    await files.readFile(uri);
    await save(uri, "<policies>two</policies>");
    assert.equal(await onServer(), "<policies>two</policies>");
    assert.deepEqual(drafts.keys(), []);
  });

  test("and that is the old text again, kept while the service wrote a new one, is a draft; the new one is none", async () => {
    for (const [meanwhile, keys] of [
      ["<policies>one</policies>", [uri.toString()]],
      ["<policies>mine</policies>", []],
    ] as const) {
      const document = await opened();
      const { files, save, drafts } = document;
      whileWriting(document, () => files.writeFile(uri, bytes(meanwhile)));
      await save(uri, "<policies>mine</policies>");
      assert.deepEqual(drafts.keys(), keys);
      assert.equal(text(await files.readFile(uri)), meanwhile);
    }
  });

  test("and of another window, kept while the service wrote, does not overwrite what it knew nothing of", async () => {
    const first = await opened();
    await first.save(uri, "<policies>mine</policies>", AfterDelay);
    const base = first.drafts.peek(uri.toString())?.base;
    assert.ok(base);
    first.azure.calls.beforeNext("writePolicy", () => {
      void first.drafts.keep(uri.toString(), {
        text: "<policies>theirs</policies>",
        kept: Date.now() + 9,
        base,
      });
    });
    await first.save(uri, "<policies>mine</policies>");
    const { files, save } = filesOf(first);
    await files.readFile(uri);
    await assert.rejects(save(uri, "<policies>theirs</policies>"), /changed on the server/);
  });

  test("and that the keychain does not give is neither hidden by the server's text nor replaced", async () => {
    const first = await opened();
    await first.save(uri, "<policies>half", AfterDelay);
    await new Promise((resolve) => setImmediate(resolve));
    const locked = { ...first.secrets, read: () => Promise.reject(new Error("The keychain is locked.")) };
    const { files, save } = filesOf({ ...first, secrets: locked as never });
    await assert.rejects(files.readFile(uri), { code: "Unavailable" });
    await assert.rejects(files.stat(uri), /Unlock the keychain/);
    await assert.rejects(save(uri, "<policies>other", AfterDelay), /There is a draft/);
    const unlocked = filesOf(first);
    assert.equal(text(await unlocked.files.readFile(uri)), "<policies>half");
  });

  test("and that was forgotten with the window's secrets is said to be lost", async () => {
    const first = await opened();
    await first.save(uri, "<policies>half", AfterDelay);
    await new Promise((resolve) => setImmediate(resolve));
    const { secrets } = shellInMemory();
    const { files } = filesOf({ ...first, secrets });
    assert.equal(text(await files.readFile(uri)), "<policies>one</policies>");
    assert.match(
      person.heard,
      /The draft of the policy of contoso-apim\/apis\/.* is lost: this VS Code forgets secrets/,
    );
  });

  /** Has the command that saves end with auto-saves of what is typed, before the first by hand. */
  async function overtaken(times: number) {
    const document = await opened();
    const pressed: string[] = [];
    const command = commands.registerCommand("workbench.action.files.save", async () => {
      pressed.push("save");
      const reason = pressed.length <= times ? AfterDelay : undefined;
      await document.save(uri, `<policies>mine ${pressed.length}</policies>`, reason);
    });
    return { ...document, pressed, command };
  }

  for (const times of [1, 2, 3]) {
    test(`is saved again when VS Code let the save by hand end with an auto-save, ${times} times`, async () => {
      const { files, pressed, onServer, command } = await overtaken(times);
      await files.save(uri);
      assert.equal(await onServer(), `<policies>mine ${times + 1}</policies>`);
      assert.deepEqual(person.messages, []);
      await files.save(uri);
      assert.equal(pressed.length, times + 2);
      command.dispose();
    });
  }

  test("is said not to be applied when auto-save came before each save by hand", async () => {
    const { files, pressed, onServer, command } = await overtaken(4);
    person.presses = ["Save to API Management"];
    await files.save(uri);
    assert.match(person.heard, /was not applied: VS Code did not save it by hand/);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(await onServer(), "<policies>mine 5</policies>");
    assert.equal(pressed.length, 5);
    command.dispose();
  });

  test("is saved again once the auto-save has ended whose formatting made VS Code overlook the save by hand", async () => {
    const { files, save, onServer } = await opened();
    open({ isDirty: true });
    const pressed: string[] = [];
    const command = commands.registerCommand("workbench.action.files.save", async () => {
      pressed.push("save");
      if (pressed.length > 1) await save(uri, "<policies>mine</policies>");
    });
    const saving = files.save(uri);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pressed.length, 1);
    workspace.saved.fire({ uri: uri.with({ path: "/another/policy.xml" }) as never, isDirty: false });
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pressed.length, 1);
    workspace.saved.fire({ uri: uri as never, isDirty: false });
    await saving;
    assert.equal(await onServer(), "<policies>mine</policies>");
    command.dispose();
  });

  test("is said not to be applied when nothing at all comes of saving it, as when something stops each save", async () => {
    const { files, onServer } = await opened();
    open({ isDirty: true });
    const command = commands.registerCommand("workbench.action.files.save", () => {});
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      let ended = false;
      const saving = files.save(uri).then(() => {
        ended = true;
      });
      while (!ended) {
        mock.timers.tick(10_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await saving;
    } finally {
      mock.timers.reset();
    }
    assert.equal(await onServer(), "<policies>one</policies>");
    assert.match(person.heard, /was not applied/);
    command.dispose();
  });

  test("is not the person’s later on, when the command that saved has written nothing", async () => {
    const { files, onServer } = await opened();
    const content = "<policies>mine</policies>";
    const command = commands.registerCommand("workbench.action.files.save", async () => {
      const document = { uri: uri as never, isDirty: true, getText: () => content };
      window.activeTextEditor = { document };
      workspace.willSave.fire({ document, reason: TextDocumentSaveReason.Manual });
    });
    await files.save(uri);
    await files.writeFile(uri, bytes(content));
    assert.equal(await onServer(), "<policies>one</policies>");
    command.dispose();
  });
});
