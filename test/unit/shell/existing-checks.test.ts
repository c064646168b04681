import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell } from "../../support/shell.ts";
import { commands, person, window } from "../../support/vscode/index.ts";
import { inbound, partnerCheck } from "../workflows/policy-situations.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { linkToExistingCommand } = await import("../../../src/shell/commands/link-to-existing.ts");
const { secureApiCommand } = await import("../../../src/shell/commands/secure-api.ts");

const question = "A check that is there refuses tokens of this tenant. What becomes of it?";

/** Secures an API that a partner calls, with these moves behind the choice of the API; the page of the plan. */
async function reviewed(moves: typeof person.moves, isLink = false): Promise<string> {
  const shell = await connectedShell();
  if (isLink) {
    const draft = { name: "Calc", identifier: "calc", signingAlgorithm: "RS256", scopes: [] } as const;
    await createIn(shell.auth0, auth0Api, draft);
  }
  const { instance, apiId } = basicCalculator;
  shell.azure.putPolicy({ kind: "api", instance, apiId }, inbound("<base />", partnerCheck));
  window.panels.length = 0;
  let page = "";
  person.moves = ["enter", ...moves];
  window.onPanel = (panel) => {
    page = panel.webview.html;
    panel.press("cancel");
  };
  const command = isLink ? linkToExistingCommand(shell.services) : secureApiCommand(shell.services);
  await runCommand(command, undefined, shell.services.logger);
  return page;
}

suite("Secure API where a check is there, as a person meets it", () => {
  test("asks what becomes of the check, also where the rest is as suggested, and suggests what shuts nobody out", async () => {
    const page = await reviewed(["enter", "enter"]);
    assert.ok(person.prompts.some(({ text }) => text === question));
    assert.match(page, /choose by issuer around validate-jwt/);
  });

  test("replaces the check, or leaves it, as the person says", async () => {
    assert.match(await reviewed(["enter", { pick: "Replace That Check" }]), /Replace validate-jwt in/);
    const left = await reviewed(["enter", { pick: "Leave It and Insert No Check" }]);
    assert.match(left, /left as it is, and no validate-jwt is put into it/);
    assert.match(await reviewed(["enter", { pick: "Let That Check Take Both" }]), /Complete validate-jwt in/);
  });

  test("says the whole effect of each way in lines that a narrow window has room for; each picks its way", async () => {
    const page = await reviewed(["enter", { pick: "Tokens of this tenant stay refused." }]);
    assert.match(page, /left as it is, and no validate-jwt is put into it/);
    const lines = (person.prompts.find(({ text }) => text === question)?.lines ?? []).map((line) =>
      line.replace(/^\$\([\w-]+\) /, ""),
    );
    assert.deepEqual(
      lines.filter((line) => line.length > 46),
      [],
    );
    assert.deepEqual(
      lines.slice(lines.indexOf("Replace That Check"), lines.indexOf("Leave It and Insert No Check")),
      ["Replace That Check", "Shut out, or perhaps: tokens of", "partner.example and a key."],
    );
  });

  test("asks the same where it is linked to what is there", async () => {
    const page = await reviewed(["enter", { pick: "Replace That Check" }], true);
    assert.match(page, /Replace validate-jwt in/);
    assert.ok(person.prompts.some(({ text }) => text === question));
  });
});

suite("Secure It Too, on the page of a plan", () => {
  test("makes a plan anew that has a check in the policy of the operation which is left, too", async () => {
    const shell = await connectedShell();
    const { instance, apiId } = basicCalculator;
    const cutOff = inbound("<set-backend-service base-url='https://x' />");
    shell.azure.putPolicy({ kind: "operation", instance, apiId, operationId: "add" }, cutOff);
    window.panels.length = 0;
    commands.executed.length = 0;
    window.onPanel = (panel) => panel.press("secure-more");
    person.moves = ["enter", "enter"];
    await runCommand(secureApiCommand(shell.services), undefined, shell.services.logger);
    const again =
      commands.executed.find(({ id }) => id === "auth0Apim.secureApi") ?? assert.fail(person.heard);
    let page = "";
    window.onPanel = (panel) => {
      page = panel.webview.html;
      panel.press("cancel");
    };
    await runCommand(secureApiCommand(shell.services), again.values[0], shell.services.logger);
    assert.equal(page.match(/data-change="policy/g)?.length, 2);
    assert.doesNotMatch(page, /secure-more/);
  });
});
