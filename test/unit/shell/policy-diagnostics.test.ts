import assert from "node:assert/strict";
import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { TextDocument } from "vscode";
import { createLogger } from "../../../src/core/logger.ts";
import type { Finding } from "../../../src/policy/index.ts";
import type { ParsedPolicy, PolicyParser } from "../../../src/shell/language/policy-engine.ts";
import "../../support/vscode/install.ts";
import { languages, Position, Uri, workspace } from "../../support/vscode/index.ts";

const { diagnosticSource, PolicyDiagnostics, severitySettings } = await import(
  "../../../src/shell/language/policy-diagnostics.ts"
);

/** As much of a document as is looked at; what the editor changes of it can be changed. */
function documentAt(address: string, languageId = "apim-policy") {
  const document = {
    uri: Uri.parse(address),
    languageId,
    version: 1,
    isClosed: false,
    isDirty: false,
    positionAt: (offset: number) => new Position(0, offset),
  };
  return Object.assign(document, { asDocument: document as unknown as TextDocument });
}

type FakeDocument = ReturnType<typeof documentAt>;

/** A parser that is slow: each parse ends when the test says so, with these findings. */
class SlowParser {
  findings: readonly Finding[] = [finding()];
  parses = 0;
  private readonly waiting: (() => void)[] = [];

  async parse(document: FakeDocument): Promise<ParsedPolicy> {
    this.parses += 1;
    const { version } = document;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    const engine = { lint: () => this.findings };
    return { engine, policy: {}, version } as unknown as ParsedPolicy;
  }

  /** Ends all parses, and waits for what is done with them. */
  async end(): Promise<void> {
    for (const resolve of this.waiting.splice(0)) resolve();
    await setImmediate();
  }
}

function finding(message = "wrong", severity: Finding["severity"] = "error"): Finding {
  return { rule: "known-policy", severity, message, span: { start: 0, end: 1 } };
}

suite("the problems of open policies", () => {
  let parser: SlowParser;
  let diagnostics: InstanceType<typeof PolicyDiagnostics>;
  let log: string[];
  const shown = (document: FakeDocument) =>
    languages.collections
      .get(diagnosticSource)
      ?.entries.get(document.uri.toString())
      ?.map(({ message }) => message);

  setup(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    parser = new SlowParser();
    log = [];
    const logger = createLogger({ write: (_, line) => log.push(line) });
    diagnostics = new PolicyDiagnostics(
      parser as unknown as PolicyParser,
      { current: () => undefined },
      logger,
    );
  });
  teardown(() => {
    diagnostics.dispose();
    mock.timers.reset();
    workspace.settings.clear();
    assert.deepEqual(log, []);
  });

  function openOne(document: FakeDocument): void {
    workspace.opened.fire(document);
    mock.timers.tick(0);
  }

  test("are shown for files, texts without a name and policies of an instance", async () => {
    for (const address of ["file:///a.policy.xml", "untitled:a", "apim-policy://s.g/apim/policy.xml"]) {
      const document = documentAt(address);
      openOne(document);
      await parser.end();
      assert.deepEqual(shown(document), ["wrong"], address);
    }
  });

  test("are not shown for the read-only side of a comparison, which nobody can mend", async () => {
    for (const address of ["git:///a.policy.xml", "auth0-apim-document:/1/server.policy.xml"]) {
      const document = documentAt(address);
      openOne(document);
      await parser.end();
      assert.equal(shown(document), undefined, address);
    }
    assert.equal(parser.parses, 0);
  });

  test("of an older version are dropped", async () => {
    const document = documentAt("file:///a.policy.xml");
    openOne(document);
    document.version = 2;
    await parser.end();
    assert.equal(shown(document), undefined);
  });

  test("of a document that got another language meanwhile are dropped", async () => {
    const document = documentAt("file:///a.policy.xml");
    openOne(document);
    workspace.closed.fire(document);
    document.languageId = "xml";
    workspace.opened.fire(document);
    await parser.end();
    assert.equal(shown(document), undefined);
  });

  test("that come when the extension has ended are dropped without a word", async () => {
    const document = documentAt("file:///a.policy.xml");
    openOne(document);
    diagnostics.dispose();
    await parser.end();
    assert.equal(shown(document), undefined);
  });

  test("are looked for once for several keystrokes, and not when only the state of a document changed", async () => {
    const document = documentAt("file:///a.policy.xml");
    for (let key = 0; key < 5; key += 1) {
      workspace.changed.fire({ document, contentChanges: [{}] });
      mock.timers.tick(20);
    }
    mock.timers.tick(1000);
    await parser.end();
    workspace.changed.fire({ document, contentChanges: [] });
    mock.timers.tick(1000);
    assert.equal(parser.parses, 1);
  });

  test("typing in any other document tells nobody of changed problems", () => {
    const document = documentAt("file:///a.ts", "typescript");
    openOne(document);
    workspace.changed.fire({ document, contentChanges: [{}] });
    mock.timers.tick(1000);
    assert.equal(languages.collections.get(diagnosticSource)?.changes, 0);
  });

  test("are a thousand at most, the worst of them", async () => {
    const many = Array.from({ length: 3000 }, (_, index) => finding(`hint ${index}`, "hint"));
    parser.findings = [...many, finding("the error"), finding("the warning", "warning")];
    const document = documentAt("file:///a.policy.xml");
    openOne(document);
    await parser.end();
    assert.equal(shown(document)?.length, 1000);
    assert.deepEqual(shown(document)?.slice(0, 3), ["the error", "the warning", "hint 0"]);
  });
});

suite("the severities of rules in the settings", () => {
  const severities = (value: unknown) => {
    workspace.settings.set("auth0Apim.lint.rules", value);
    return severitySettings(documentAt("file:///a.policy.xml").asDocument.uri);
  };
  teardown(() => workspace.settings.clear());

  test("are those that there are", () => {
    const chosen = { "known-policy": "off", "base-present": "error" } as const;
    assert.deepEqual(severities(chosen), chosen);
  });

  test("are nothing where the settings say nothing that makes sense", () => {
    for (const value of [null, "off", 1, [], { "known-policy": "eror", "base-present": true }]) {
      assert.deepEqual(severities(value), {}, JSON.stringify(value));
    }
  });
});
