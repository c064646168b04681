import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { REDACTED } from "../../../src/core/redaction.ts";
import { shellInMemory } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { withProgress } = await import("../../../src/shell/cancellation.ts");
const { showMessage } = await import("../../../src/shell/messages.ts");
const { askText, pick } = await import("../../../src/shell/prompts.ts");
const { commandIds } = await import("../../../src/shell/ids.ts");
const { LazyTree } = await import("../../../src/shell/tree/lazy-tree.ts");
const { html, secretHtml } = await import("../../../src/shell/review/html.ts");
const { PagePanel } = await import("../../../src/shell/review/page-panel.ts");
const { serviceDiagnostics } = await import("../../../src/shell/editor/service-diagnostics.ts");
const { withoutLinks } = await import("../../../src/shell/plain-text.ts");

const SECRET = "Zq7_kP2x-vL9mNc4Ws8T";
/** A name with an override of direction, an escape, and an answer that was cut off in the middle of a secret. */
const HOSTILE = `Orders \u202egpj.exe\u001b[2J {"primaryKey":"${SECRET}`;

/** What a sink was given: nothing of the secret, no mark as it is, both to be seen. */
function assertShown(text: string | undefined, place: string): void {
  assert.ok(text !== undefined, place);
  assert.ok(!text.includes(SECRET), `${place}: ${text}`);
  assert.ok(text.includes(REDACTED), `${place}: ${text}`);
  assert.doesNotMatch(text, /[\u202e\u001b]/, place);
  assert.match(text, /\\u202egpj\.exe\\u001b/, place);
}

suite("a hostile name and a secret, at every sink of the shell", () => {
  setup(() => person.reset());

  test("notifications and dialogs, with their details", async () => {
    await showMessage({ kind: "warning", text: HOSTILE, detail: `one\n${HOSTILE}` }, []);
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
    const failing = () => Promise.reject(new Failure("rejected", HOSTILE, { remedy: HOSTILE }));
    await runCommand({ ...command, run: failing }, undefined, logger);
    const quiet = async () => ({ text: HOSTILE, quiet: true });
    await runCommand({ ...command, run: quiet }, undefined, services.logger);
    assertShown(person.messages[0]?.text, "notification");
    assertShown(person.statusBar[0], "status bar");
    assertShown(
      lines.find((line) => line.includes("failed")),
      "log",
    );
    for (const line of lines) assert.ok(!line.includes(SECRET), line);
  });

  test("progress", async () => {
    await withProgress(HOSTILE, async (_, report) => report(HOSTILE));
    assert.equal(person.progress.length, 2);
    for (const text of person.progress) assertShown(text, "progress");
  });

  test("questions and what can be picked", async () => {
    person.moves = ["enter", "enter"];
    const option = { label: HOSTILE, description: HOSTILE, detail: HOSTILE, group: HOSTILE, value: 1 };
    await pick({ title: HOSTILE, placeholder: HOSTILE, options: [option] });
    await askText({ title: HOSTILE, prompt: HOSTILE, placeholder: HOSTILE, value: "x" });
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
      label: HOSTILE,
      description: HOSTILE,
      tooltip: () => HOSTILE,
      icon: "x",
    });
    const { label, description, tooltip, accessibilityInformation } = item;
    for (const text of [label, description, tooltip, accessibilityInformation?.label])
      assertShown(typeof text === "string" ? text : undefined, "tree");
  });

  test("pages and their tabs; a secret that the page is for is shown", () => {
    const panel = new PagePanel("auth0Apim.review", HOSTILE);
    panel.show(HOSTILE, html`<p>${HOSTILE}</p><code>${secretHtml(SECRET)}</code>`, [
      { action: "a", label: HOSTILE },
    ]);
    const shown = window.panels.at(-1);
    assertShown(shown?.title, "tab");
    const page = shown?.webview.html ?? "";
    assertShown(page.replace(`<code>${SECRET}</code>`, ""), "page");
    assert.ok(page.includes(`<code>${SECRET}</code>`));
  });

  test("problems that the service names", () => {
    const [problem] = serviceDiagnostics(new Failure("rejected", HOSTILE), undefined);
    assertShown(problem?.message, "problem");
  });

  test("a text that passes twice is the same", () => {
    const once = withoutLinks(`${HOSTILE}" [a](command:b)`);
    assert.equal(withoutLinks(once), once);
  });
});
