import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { kindOf } from "../../../src/resources/all-kinds.ts";
import type { Journal } from "../../../src/resources/journal.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import type { Services } from "../../../src/shell/services.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso, shellInMemory } from "../../support/shell.ts";
import { commands, env, person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { secureApiCommand } = await import("../../../src/shell/commands/secure-api.ts");
const { undoLastCommand } = await import("../../../src/shell/journal/undo-last.ts");

const { JournalStore } = await import("../../../src/shell/journal/journal-store.ts");
const { openPlansCommand } = await import("../../../src/shell/journal/open-plans.ts");

type Shell = ReturnType<typeof shellInMemory>;

/** The page of the plan before anything was decided. */
let reviewed = "";

/** Picks the API, then presses Enter at each question, then the button of the plan's page. */
async function secure(shell: Shell, decision: "apply" | "cancel", moves = everyDefault): Promise<void> {
  person.moves = [...moves];
  window.onPanel = (panel) => {
    reviewed = panel.webview.html;
    panel.press(decision);
  };
  await runCommand(secureApiCommand(shell.services), undefined, shell.services.logger);
}

/** The services of a window that is opened on the same storage. */
function afterReload({ services, folder, secrets }: Shell): Services {
  const journals = new JournalStore(folder, secrets, async () => ({ kindOf }), services.logger);
  return { ...services, journals, planTabs: new Map() };
}

async function newestOf({ journals }: Services): Promise<Journal | undefined> {
  const [newest] = await journals.list();
  return newest && journals.read(newest.id);
}

/** Waits until what a button began has come to its end. */
async function settled(test: () => Promise<boolean>): Promise<void> {
  while (!(await test())) await new Promise(setImmediate);
}

/** How many questions about the policy follow those about who signs in. */
const aboutPolicy = 4;
const enters = (length: number) => Array.from({ length }, () => "enter" as const);
const everyDefault: typeof person.moves = ["enter", { pick: "Choose Each…" }, ...enters(6 + aboutPolicy)];
const writesOf = ({ auth0, azure }: Shell) => auth0.calls.writes.length + azure.calls.writes.length;

suite("Secure API with Auth0, as a person meets it", () => {
  let shell: Shell;
  setup(async () => {
    shell = await connectedShell();
    window.panels.length = 0;
  });
  test("asks for the API, then step by step, each answered by Enter", async () => {
    await secure(shell, "cancel");
    assert.deepEqual(
      person.prompts.map(({ text }) => text),
      [
        "Choose an API of API Management",
        "The plan is shown before anything is written",
        "Which API of the Auth0 tenant contoso.eu.auth0.com?",
        "Identifier of the new API: the audience of its tokens. It can never be changed.",
        "Scopes of the new API, with spaces between them",
        "Which application does the developer portal sign in with?",
        "Which database connection holds the users who sign in?",
        "Who tries out the developer portal?",
        "Which scopes must every token have? With none ticked, a token needs no scope.",
        "Where is the check of tokens put?",
        "Which scopes do single operations need besides? A token without them gets 403.",
        "Origins of pages in browsers that call the API, with spaces between them: a cors before the check lets them see its answers. Empty for none.",
      ],
    );
    assert.equal(person.prompts[3]?.value, "basic-calculator");
  });

  test("or at once for what is suggested, which the plan shows", async () => {
    await secure(shell, "cancel", ["enter", "enter"]);
    assert.equal(person.prompts.length, 2);
    assert.match(person.prompts[1]?.details?.[0]?.[1] ?? "", /^new API “Basic Calculator”, new application/);
    assert.match(window.panels[0]?.title ?? "", /^Review: Secure/);
  });

  test("a plan whose page was closed is shown again with the answers that were given", async () => {
    const moves = [...everyDefault];
    moves[3] = { type: "urn:mine" };
    await secure(shell, "cancel", moves);
    const asked = person.prompts.length;
    person.presses = ["Show the Plan Again"];
    commands.executed.length = 0;
    await secure(shell, "cancel", moves);
    await new Promise((resolve) => setImmediate(resolve));
    const again = commands.executed.find(({ id }) => id === "auth0Apim.secureApi");
    assert.ok(again);
    window.panels.length = 0;
    person.reset();
    await runCommand(secureApiCommand(shell.services), again.values[0], shell.services.logger);
    assert.deepEqual([person.prompts.length, asked], [0, everyDefault.length]);
    assert.match(window.panels[0]?.webview.html ?? "", /urn:mine/);
  });

  test("writes nothing before Apply, and nothing after Cancel", async () => {
    let before = -1;
    window.onPanel = (panel) => {
      before = writesOf(shell);
      panel.press("cancel");
    };
    person.moves = [...everyDefault];
    await runCommand(secureApiCommand(shell.services), undefined, shell.services.logger);
    assert.equal(before, 0);
    assert.equal(writesOf(shell), 0);
    assert.match(person.heard, /was not changed/);
  });

  test("Esc at any question ends it without a word", async () => {
    for (let answered = 0; answered < everyDefault.length; answered += 1) {
      person.messages.length = 0;
      await secure(shell, "apply", [...everyDefault.slice(0, answered), "escape"]);
      assert.deepEqual(person.messages, [], `after ${answered} answers`);
    }
    assert.equal(writesOf(shell), 0);
  });

  test("shows the plan with both clouds and the policy line by line", async () => {
    await secure(shell, "cancel");
    const html = window.panels[0]?.webview.html ?? "";
    assert.match(html, /Review: Secure “Basic Calculator” with Auth0/);
    assert.match(html, /<h2>Auth0 </);
    assert.match(html, /<h2>Azure API Management </);
    assert.match(html, /<ins class="line">.*&lt;validate-jwt /);
  });

  test("writes nothing with an account that was signed out while the plan was looked at", async () => {
    person.moves = [...everyDefault];
    window.onPanel = (panel) => {
      void shell.accounts.disconnectTenant(contoso).then(() => panel.press("apply"));
    };
    await runCommand(secureApiCommand(shell.services), undefined, shell.services.logger);
    assert.match(person.heard, /about the tenant contoso\.eu\.auth0\.com, which is not connected/);
    assert.equal(writesOf(shell), 0);
    assert.match(window.panels[0]?.title ?? "", /^Not finished/, "no page says for ever that it is applying");
  });

  test("says that a publication shows what others have saved in the portal, too", async () => {
    await secure(shell, "cancel");
    assert.match(
      window.panels[0]?.webview.html ?? "",
      /what others have saved in it shows, too[\s\S]*Republish the developer portal/,
    );
  });

  test("shows every field of the authorization server that it will write", async () => {
    await secure(shell, "apply");
    const html = reviewed.replaceAll("<wbr>", "");
    const [server] = shell.azure.instance(contosoApim).authorizationServers.values();
    assert.ok(server);
    for (const value of [
      server.description,
      server.clientRegistrationEndpoint,
      server.authorizationEndpoint,
    ]) {
      assert.ok(html.includes((value ?? "").replaceAll('"', "&quot;")), value);
    }
  });

  test("applies the plan, says so, and offers to test it, to undo it and to copy the password", async () => {
    person.looksAway = true;
    await secure(shell, "apply");
    assert.match(person.heard, /^Basic Calculator is secured with Auth0\. All \d changes were made\.$/);
    assert.deepEqual(person.messages.at(-1)?.buttons, ["Test Link", "Undo", "Copy Password of the User"]);
    assert.equal(shell.auth0.apis.length, 1);
    assert.deepEqual(shell.refreshes, ["both"]);
    assert.deepEqual(
      shell.reloaded.map(({ kind }) => kind),
      ["api"],
    );
  });

  test("shows the new password on demand, copies it, and keeps it nowhere once that is done", async () => {
    await secure(shell, "apply");
    const [panel] = window.panels;
    const stored = () => JSON.stringify([...shell.folder.texts, shell.log, shell.memento.json]);
    const [journal] = await shell.services.journals.list();
    const secret = () => shell.secrets.read(`journal/${journal?.id}`);
    panel?.press("secret-show");
    const shown = /^\S{12,}$/.exec(panel?.told.at(-1)?.parts["secret"] ?? "")?.[0] ?? "";
    assert.ok(shown);
    assert.ok(!panel?.webview.html.includes(shown));
    panel?.press("secret-copy");
    await settled(async () => !(await secret())?.includes(shown));
    assert.equal(env.clipboard.text, shown);
    assert.deepEqual(panel?.told.at(-1)?.parts, { copied: "Copied" });
    assert.ok(!stored().includes(shown));
  });

  test("the password can be copied from the notification, and after a reload as long as it was not", async () => {
    await secure(shell, "apply");
    const [kept] = await shell.services.journals.list();
    const reloaded = afterReload(shell);
    window.onPanel = () => {};
    await runCommand(openPlansCommand(reloaded), { plan: kept?.id }, shell.services.logger);
    window.panels.at(-1)?.press("secret-copy");
    await settled(async () => env.clipboard.text.length >= 12);
    await settled(
      async () => !(await shell.secrets.read(`journal/${kept?.id}`))?.includes(env.clipboard.text),
    );
  });

  test("what is done can be undone before the rest is, should the window be closed in between", async () => {
    let kept: Promise<Journal | undefined> | undefined;
    shell.azure.calls.beforeNext("create azure-publication", () => {
      kept = newestOf(afterReload(shell));
    });
    await secure(shell, "apply");
    const made = (await kept)?.entries.filter(({ state }) => state === "made").map(({ change }) => change.id);
    for (const id of ["auth0-api", "application", "user", "authorization-server"]) {
      assert.ok(made?.includes(id), id);
    }
  });

  test("policies, into which people write passwords, are kept for undo where secrets are, and in no file", async () => {
    const level = { kind: "api", instance: basicCalculator.instance, apiId: basicCalculator.apiId } as const;
    const basic = '<authentication-basic username="kim" password="hunter2!" />';
    shell.azure.putPolicy(level, `<policies><inbound><base />${basic}</inbound></policies>`);
    await secure(shell, "apply");
    assert.match(JSON.stringify(await newestOf(afterReload(shell))), /hunter2!/);
    const files = JSON.stringify([...shell.folder.texts, shell.memento.json]);
    assert.doesNotMatch(files, /hunter2!|<policies>|validate-jwt header/);
  });

  test("says who gets in before and after, and once all is made who gets in now", async () => {
    await secure(shell, "apply");
    assert.match(reviewed, /Who gets in, before and after[\s\S]*Shut out:[\s\S]*a key alone/);
    assert.match(reviewed, /<footer[\s\S]*Shuts out a key alone on all/);
    assert.match(window.panels[0]?.webview.html ?? "", /Who gets in now[\s\S]*An Auth0 token and a key/);
  });

  test("an API is not called secured where an operation still lets in whoever has a key", async () => {
    person.looksAway = true;
    shell.azure.calls.beforeNext("create azure-publication", () => {
      const level = { kind: "operation", instance: basicCalculator.instance, apiId: basicCalculator.apiId };
      shell.azure.putPolicy(
        { ...level, kind: "operation", operationId: "add" },
        "<policies><inbound /></policies>",
      );
    });
    await secure(shell, "apply");
    assert.match(person.heard, /not known to be secured/);
    assert.match(person.heard, /Still lets in a key alone on 1 of \d operations\./);
    assert.match(window.panels[0]?.webview.html ?? "", /This is not what the plan said/);
  });

  test("run again, finds nothing to do and writes nothing", async () => {
    await secure(shell, "apply");
    const before = writesOf(shell);
    await secure(shell, "apply");
    assert.match(person.heard, /^Nothing to do: Basic Calculator is secured already/);
    assert.deepEqual(person.prompts.at(-1)?.text, "Choose an API of API Management", "nothing else is asked");
    assert.equal(writesOf(shell), before);
  });

  test("whoever has the page before their eyes is told by it, and by no message beside it", async () => {
    await secure(shell, "apply");
    assert.match(window.panels[0]?.webview.html ?? "", /Basic Calculator is secured with Auth0/);
    assert.deepEqual(person.messages, []);
    assert.match(person.statusBar.at(-1) ?? "", /^Basic Calculator is secured with Auth0\./);
    person.presses = ["Undo"];
    await runCommand(undoLastCommand(shell.services), undefined, shell.services.logger);
    assert.deepEqual(
      person.messages.map(({ modal }) => modal),
      [true],
    );
    assert.match(person.statusBar.at(-1) ?? "", /^Undone: /);
  });

  test("calls an API whose policy was left alone neither secured nor all done, and the second run says the same", async () => {
    person.looksAway = true;
    const scope = { kind: "api", instance: basicCalculator.instance, apiId: basicCalculator.apiId } as const;
    const other =
      '<validate-jwt header-name="Authorization"><openid-config url="https://partner.example/.well-known/openid-configuration" /></validate-jwt>';
    shell.azure.putPolicy(scope, `<policies><inbound>\n<base />\n${other}</inbound></policies>`);
    await secure(shell, "apply");
    const page = window.panels[0]?.webview.html ?? "";
    assert.match(page, /not known to be secured/);
    assert.doesNotMatch(`${page} ${person.heard}`, /is secured with Auth0|All \d changes|Nothing to do/);
    assert.match(
      person.heard,
      /linked with Auth0, but not known to be secured\. The planned changes were made: 8\./,
    );
    assert.match(person.heard, /for another issuer.*\(line 3 of the policy of “Basic Calculator”\)/);
    assert.equal(person.messages.at(-1)?.kind, "warning");
    person.messages.length = 0;
    const before = writesOf(shell);
    person.moves = [...everyDefault];
    window.onPanel = () => {};
    await runCommand(secureApiCommand(shell.services), undefined, shell.services.logger);
    assert.match(person.heard, /^Basic Calculator is not known to be secured, and no change is planned\. /);
    assert.match(person.heard, /line 3 of the policy/);
    assert.equal(writesOf(shell), before);
    window.panels.at(-1)?.press("open-place:0");
    const [opened] = commands.executed.slice(-1);
    assert.equal(opened?.id, "auth0Apim.openPolicy");
    assert.match(JSON.stringify(opened), /"kind":"policy".*"line":3/);
  });

  test("asks whether to insert a check beside policies that could not be read, and leaves them alone by default", async () => {
    // a policy that was not read may have a cors
    const withoutCors = everyDefault.slice(0, -1);
    const read = shell.azure.readPolicy.bind(shell.azure);
    shell.azure.readPolicy = async (level, signal) => {
      if (level.kind === "global") throw new Failure("forbidden", "No right to read it.");
      return read(level, signal);
    };
    await secure(shell, "cancel", [...withoutCors, "enter"]);
    assert.equal(
      person.prompts.at(-1)?.text,
      "Insert validate-jwt although the policy of all APIs could not be read?",
    );
    assert.doesNotMatch(window.panels.at(-1)?.webview.html ?? "", /data-change="policy"/);
    await secure(shell, "cancel", [...withoutCors, { pick: "Insert validate-jwt" }]);
    const page = window.panels.at(-1)?.webview.html ?? "";
    assert.match(page, /data-change="policy"/);
    assert.match(page, /The policy could not be read[\s\S]*No right to read it/);
  });

  test("offers something new beside what could be reused, under a name that is free", async () => {
    await secure(shell, "apply");
    person.looksAway = true;
    person.presses = ["Choose Each…"];
    commands.executed.length = 0;
    await secure(shell, "cancel", ["enter"]);
    const again = commands.executed.find(({ id }) => id === "auth0Apim.secureApi");
    person.moves = [
      { pick: "Choose Each…" },
      { pick: "New API “Basic Calculator”" },
      "enter",
      "enter",
      { pick: "New Regular Web Application" },
      { pick: "New database connection" },
      "enter",
      ...enters(aboutPolicy),
    ];
    await runCommand(secureApiCommand(shell.services), again?.values[0], shell.services.logger);
    const identifier = person.prompts.findLast(({ text }) => text?.startsWith("Identifier of the new API"));
    assert.equal(identifier?.value, "basic-calculator-2");
    const page = window.panels.at(-1)?.webview.html ?? "";
    assert.match(page, /basic-calculator-2/);
    assert.match(page, /apim-users-2/);
  });

  test("Undo asks, names what it takes back, and leaves both clouds as they were", async () => {
    person.looksAway = true;
    await secure(shell, "apply");
    person.presses = ["Undo"];
    await runCommand(undoLastCommand(shell.services), undefined, shell.services.logger);
    const question = person.messages.at(-2);
    assert.ok(question?.modal);
    assert.match(
      question.detail ?? "",
      /• Delete the Auth0 API “Basic Calculator”, unless somebody changed or uses it since\./,
    );
    assert.match(person.heard, /^Undone: .* \d changes were taken back\.$/);
    assert.deepEqual([shell.auth0.apis, shell.auth0.applications, shell.auth0.users], [[], [], []]);
    assert.deepEqual(await shell.services.journals.list(), []);
    assert.match(window.panels[0]?.webview.html ?? "", /Undone: Secure/);
  });

  test("Undo that is declined takes nothing back", async () => {
    await secure(shell, "apply");
    await runCommand(undoLastCommand(shell.services), undefined, shell.services.logger);
    assert.equal(shell.auth0.apis.length, 1);
    assert.equal((await shell.services.journals.list()).length, 1);
  });

  test("Undo takes the newest plan of a tenant that is connected, of whichever window", async () => {
    await secure(shell, "apply");
    const mine = await newestOf(shell.services);
    assert.ok(mine);
    const entries = mine.entries.slice(0, 1).map((entry) => {
      const ref = { ...entry.change.ref, owner: "gone.auth0.com" };
      return { ...entry, change: { ...entry.change, ref } };
    });
    await shell.services.journals.keep({ ...mine, id: "gone", createdAt: "2999-01-01", entries });
    person.presses = ["Undo"];
    await runCommand(undoLastCommand(afterReload(shell)), undefined, shell.services.logger);
    assert.deepEqual(shell.auth0.apis, []);
    assert.deepEqual(
      (await shell.services.journals.list()).map(({ id }) => id),
      ["gone"],
    );
  });

  test("Undo of a page and of a notification takes back that very plan", async () => {
    await secure(shell, "apply");
    const mine = await newestOf(shell.services);
    assert.ok(mine);
    await shell.services.journals.keep({ ...mine, id: "newer", createdAt: "2999-01-01", entries: [] });
    commands.executed.length = 0;
    window.panels[0]?.press("undo");
    assert.deepEqual(commands.executed.at(-1)?.values, [{ plan: mine.id }]);
    person.presses = ["Undo"];
    await runCommand(undoLastCommand(shell.services), { plan: mine.id }, shell.services.logger);
    assert.deepEqual(
      (await shell.services.journals.list()).map(({ id }) => id),
      ["newer"],
    );
  });

  test("a plan of a tenant that is not connected says so", async () => {
    await secure(shell, "apply");
    await shell.accounts.disconnectTenant(contoso);
    person.presses = ["Undo"];
    await runCommand(undoLastCommand(shell.services), undefined, shell.services.logger);
    assert.match(person.heard, /contoso\.eu\.auth0\.com, which is not connected.*Connect it again/);
  });

  test("what was done survives a reload of the editor", async () => {
    await secure(shell, "apply");
    const before = await newestOf(shell.services);
    assert.deepEqual(await newestOf(afterReload(shell)), JSON.parse(JSON.stringify(before)));
  });

  test("what fails is named with its reason, and what was done can be undone", async () => {
    person.looksAway = true;
    shell.auth0.grantedScopes = new Set(
      "read:resource_servers create:resource_servers read:clients read:connections read:users read:tenant_settings read:custom_domains".split(
        " ",
      ),
    );
    await secure(shell, "apply");
    const told = person.messages.at(-1);
    assert.equal(told?.kind, "error");
    assert.match(told?.text ?? "", /Basic Calculator is not fully secured\..*create:clients/);
    assert.ok(told?.buttons.includes("Show Log"));
    assert.match(window.panels[0]?.webview.html ?? "", /data-state="not-made"/);
  });

  test("an identifier that is taken is refused while it is typed", async () => {
    const draft = { name: "Other", identifier: "other", scopes: [], signingAlgorithm: "RS256" } as const;
    await createIn(shell.auth0, auth0Api, draft);
    await secure(shell, "apply", ["enter", { pick: "Choose Each…" }, { pick: "New API" }, { type: "other" }]);
    assert.match(person.complaint ?? "", /“Other” has this identifier already/);
  });

  test("scopes and required scopes are what the person says", async () => {
    const moves = [...everyDefault];
    moves[4] = { type: "calc:add  calc:subtract calc:add" };
    moves[8] = { pick: ["calc:add"] };
    await secure(shell, "apply", moves);
    assert.deepEqual(
      shell.auth0.apis[0]?.scopes?.map(({ value }) => value),
      ["calc:add", "calc:subtract"],
    );
    const policy = await shell.azure.readPolicy(
      { kind: "api", instance: basicCalculator.instance, apiId: basicCalculator.apiId },
      new AbortController().signal,
    );
    assert.match(policy?.text ?? "", /<value>calc:add<\/value>/);
    assert.doesNotMatch(policy?.text ?? "", /calc:subtract/);
  });

  test("a test user of one's own: another address, a password that is too weak, none at all", async () => {
    const moves = [...everyDefault];
    moves.splice(7, 1, { pick: "another e-mail" }, { type: "kim@contoso.example" });
    await secure(shell, "apply", moves);
    assert.equal(shell.auth0.users[0]?.email, "kim@contoso.example");

    const weak = await connectedShell();
    const weakMoves = [...everyDefault];
    weakMoves.splice(7, 1, { pick: "password of mine" }, { type: "secret" });
    await secure(weak, "apply", weakMoves);
    assert.match(person.complaint ?? "", /At least 8 characters/);

    const typed = await connectedShell();
    const typedMoves = [...everyDefault];
    typedMoves.splice(7, 1, { pick: "password of mine" }, { type: "Correct-horse-9" });
    await secure(typed, "apply", typedMoves);
    assert.equal(typed.auth0.users.length, 1);
    assert.ok(!window.panels.some(({ webview }) => webview.html.includes("Correct-horse-9")));
    assert.ok(!person.messages.at(-1)?.buttons.includes("Copy Password of the User"));

    const none = await connectedShell();
    const noneMoves = [...everyDefault];
    noneMoves[7] = { pick: "No test user" };
    await secure(none, "apply", noneMoves);
    assert.deepEqual(none.auth0.users, []);
  });

  test("Cancel while it is applied says how far it got", async () => {
    person.looksAway = true;
    person.cancels = "Secure “Basic Calculator” with Auth0";
    await secure(shell, "apply");
    assert.equal(person.messages.at(-1)?.kind, "warning");
    assert.match(person.heard, /not fully secured\. 0 of \d changes were made\. Not started: \d\./);
    assert.equal(writesOf(shell), 0);
  });

  test("in a tier without a developer portal nobody is asked about signing in", async () => {
    shell.azure.addInstance({ ...contosoApim, sku: "Consumption", developerPortalUrls: [] });
    shell.azure.addApi(basicCalculator, calculatorOperations);
    await secure(shell, "apply", everyDefault.slice(0, 5 + aboutPolicy));
    assert.deepEqual(
      person.prompts.map(({ text }) => text?.split(" ")[0]),
      ["Choose", "The", "Which", "Identifier", "Scopes", "Which", "Where", "Which", "Origins"],
    );
    assert.match(person.heard, /Basic Calculator is secured with Auth0/);
    assert.deepEqual([shell.auth0.applications, shell.auth0.users], [[], []]);
    assert.match(window.panels[0]?.webview.html ?? "", /\(Consumption\) has no developer portal/);
  });

  test("closing the plan's page is the same as Cancel", async () => {
    person.moves = [...everyDefault];
    window.onPanel = (panel) => panel.dispose();
    await runCommand(secureApiCommand(shell.services), undefined, shell.services.logger);
    assert.equal(writesOf(shell), 0);
    assert.match(person.heard, /was not changed/);
  });

  test("the policy diff opens beside the plan, as read-only texts", async () => {
    commands.executed.length = 0;
    window.onPanel = (panel) => {
      panel.press("diff");
      panel.press("cancel");
    };
    person.moves = [...everyDefault];
    await runCommand(secureApiCommand(shell.services), undefined, shell.services.logger);
    const diff = commands.executed.find(({ id }) => id === "vscode.diff");
    assert.equal(
      diff?.values[2],
      "Insert validate-jwt into the inbound policy of “Basic Calculator”: now ↔ planned",
    );
    const texts = shell.services.documents;
    const planned = texts.provideTextDocumentContent(
      diff?.values[1] as Parameters<typeof texts.provideTextDocumentContent>[0],
    );
    assert.match(planned, /<validate-jwt /);
  });

  test("Test Link on the result opens it for the same API", async () => {
    commands.executed.length = 0;
    await secure(shell, "apply");
    window.panels[0]?.press("test");
    await settled(async () => commands.executed.some(({ id }) => id === "auth0Apim.testLink"));
    const run = commands.executed.find(({ id }) => id === "auth0Apim.testLink");
    assert.deepEqual(
      (run?.values[0] as { target: { value: unknown } }).target.value,
      JSON.parse(JSON.stringify(basicCalculator)),
    );
  });

  test("without a tenant, says how to get one", async () => {
    const signedOut = shellInMemory();
    await signedOut.accounts.connectAzure({ kind: "azure-cli" }, undefined);
    await secure(signedOut, "apply");
    assert.match(person.heard, /No Auth0 tenant is connected\. Connect a tenant, or start the sandbox\./);
    assert.ok(person.messages.at(-1)?.buttons.includes("Connect Auth0 Tenant"));
  });

  test("a page that sends something else is not listened to", async () => {
    window.onPanel = (panel) => {
      for (const message of [undefined, "apply", { action: 1 }, { action: "apply-all" }]) panel.send(message);
      panel.press("cancel");
    };
    person.moves = [...everyDefault];
    await runCommand(secureApiCommand(shell.services), undefined, shell.services.logger);
    assert.equal(writesOf(shell), 0);
  });
});
