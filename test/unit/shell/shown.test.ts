import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { redacted } from "../../../src/core/redaction.ts";
import { shellInMemory } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { withProgress } = await import("../../../src/shell/cancellation.ts");
const { showMessage } = await import("../../../src/shell/messages.ts");
const { askText, pick } = await import("../../../src/shell/prompts.ts");
const { commandIds } = await import("../../../src/shell/ids.ts");
const { LazyTree } = await import("../../../src/shell/tree/lazy-tree.ts");
const { breakable, html, secretHtml } = await import("../../../src/shell/review/html.ts");
const { PagePanel } = await import("../../../src/shell/review/page-panel.ts");
const { serviceDiagnostics } = await import("../../../src/shell/editor/service-diagnostics.ts");
const { withoutLinks } = await import("../../../src/shell/plain-text.ts");

const secret = "Zq7_kP2x-vL9mNc4Ws8T";
/** A name with an override of direction, an escape, and an answer that was cut off in the middle of a secret. */
const hostile = `Orders \u202egpj.exe\u001b[2J {"primaryKey":"${secret}`;

/** What a sink was given: nothing of the secret, no mark as it is, both to be seen. */
function assertShown(text: string | undefined, place: string): void {
  assert.ok(text !== undefined, place);
  assert.ok(!text.includes(secret), `${place}: ${text}`);
  assert.ok(text.includes(redacted), `${place}: ${text}`);
  assert.doesNotMatch(text, /[\u202e\u001b]/, place);
  assert.match(text, /\\u202egpj\.exe\\u001b/, place);
}

suite("a hostile name and a secret, at every sink of the shell", () => {
  setup(() => person.reset());

  test("notifications and dialogs, with their details", async () => {
    await showMessage({ kind: "warning", text: hostile, detail: `one\n${hostile}` }, []);
    const [told] = person.messages;
    assertShown(told?.text, "text");
    assertShown(told?.detail, "detail");
    assert.equal(told?.modal, true);
    assert.match(told?.detail ?? "", /^one\n/, "lines stay lines");
  });

  test("failures of commands, the log and the status bar", async () => {
    const { services } = shellInMemory();
    const command = { id: commandIds.showLog, title: "Do It" };
    const lines: string[] = [];
    const logger = createLogger({ write: (_, line) => void lines.push(line) });
    const failing = () => Promise.reject(new Failure("rejected", hostile, { remedy: hostile }));
    await runCommand({ ...command, run: failing }, undefined, logger);
    const quiet = async () => ({ text: hostile, quiet: true });
    await runCommand({ ...command, run: quiet }, undefined, services.logger);
    assertShown(person.messages[0]?.text, "notification");
    assertShown(person.statusBar[0], "status bar");
    assertShown(
      lines.find((line) => line.includes("failed")),
      "log",
    );
    for (const line of lines) assert.ok(!line.includes(secret), line);
  });

  test("progress", async () => {
    await withProgress(hostile, async (_, report) => report(hostile));
    assert.equal(person.progress.length, 2);
    for (const text of person.progress) assertShown(text, "progress");
  });

  test("questions and what can be picked", async () => {
    person.moves = ["enter", "enter"];
    const option = { label: hostile, description: hostile, detail: hostile, group: hostile, value: 1 };
    await pick({ title: hostile, placeholder: hostile, options: [option] });
    await askText({ title: hostile, prompt: hostile, placeholder: hostile, value: "x" });
    const seen = person.prompts.flatMap(({ title, text, lines = [] }) => [title, text, ...lines]);
    for (const text of seen.filter(Boolean)) assertShown(text, "prompt");
    assert.ok(seen.length >= 5);
  });

  test("labels, descriptions and tooltips of trees, and what a screen reader says", () => {
    const roots = async function* () {};
    const logger = createLogger({ write: () => {} });
    const tree = new LazyTree({ roots, pageSize: () => 10, logger, onLoading: () => {} });
    const item = tree.getTreeItem({
      id: "x",
      label: hostile,
      description: hostile,
      tooltip: () => hostile,
      icon: "x",
    });
    const { label, description, tooltip, accessibilityInformation } = item;
    for (const text of [label, description, tooltip, accessibilityInformation?.label])
      assertShown(typeof text === "string" ? text : undefined, "tree");
  });

  test("pages and their tabs; a secret that the page is for is shown", () => {
    const panel = new PagePanel("auth0Apim.review", hostile);
    panel.show({
      title: hostile,
      body: html`<p>${hostile} ${breakable(hostile)}</p><code>${secretHtml(secret)}</code>`,
      buttons: [{ action: "a", label: hostile }],
      remark: hostile,
    });
    const shown = window.panels.at(-1);
    panel.tell({ status: html`${hostile}` });
    assertShown(shown?.told.at(-1)?.parts["status"], "change of a page");
    assertShown(shown?.title, "tab");
    const page = shown?.webview.html ?? "";
    assertShown(page.replace(`<code>${secret}</code>`, ""), "page");
    assert.ok(page.includes(`<code>${secret}</code>`));
  });

  test("problems that the service names", () => {
    const [problem] = serviceDiagnostics(new Failure("rejected", hostile), undefined);
    assertShown(problem?.message, "problem");
  });

  test("a text that passes twice is the same", () => {
    const once = withoutLinks(`${hostile}" [a](command:b)`);
    assert.equal(withoutLinks(once), once);
  });
});
