import assert from "node:assert/strict";
import * as path from "node:path";
import { cloudWriters } from "../support/source/cloud-writes.ts";
import { compiledProject } from "../support/source/compiled-project.ts";
import { functionLengths } from "../support/source/function-lengths.ts";
import { openSwitches } from "../support/source/open-switches.ts";
import { fixtureLines, importsOf, type SourceFile, sourceFiles } from "../support/source/source-files.ts";
import { unusedExports } from "../support/source/unused-exports.ts";

interface Room {
  readonly imports: readonly string[];
  readonly packages: readonly (string | RegExp)[];
}

const node = /^node:/;

/** The table of CONTRIBUTING.md. */
const rooms: Readonly<Record<string, Room>> = {
  core: { imports: [], packages: [] },
  policy: { imports: ["core"], packages: ["fast-xml-parser"] },
  token: { imports: ["core", "policy"], packages: ["jose"] },
  domain: { imports: ["core"], packages: [] },
  resources: { imports: ["core", "domain"], packages: [] },
  documents: {
    imports: ["core", "resources"],
    packages: ["jsonc-parser", "vscode-json-languageservice"],
  },
  access: { imports: ["core", "policy"], packages: [] },
  folders: { imports: ["core", "policy", "imports", "access"], packages: ["yaml"] },
  imports: { imports: ["core"], packages: ["yaml", "fast-xml-parser"] },
  workflows: {
    imports: ["core", "domain", "policy", "token", "resources", "imports", "access"],
    packages: [],
  },
  adapters: { imports: ["core", "domain", "resources"], packages: ["auth0", /^@azure\//, "undici", node] },
  shell: {
    imports: [
      "core",
      "domain",
      "policy",
      "token",
      "resources",
      "documents",
      "imports",
      "workflows",
      "access",
    ],
    packages: ["vscode"],
  },
  cli: {
    imports: [
      "core",
      "domain",
      "policy",
      "token",
      "resources",
      "documents",
      "workflows",
      "adapters",
      "access",
      "folders",
    ],
    packages: [node],
  },
  sandbox: {
    imports: ["core", "policy", "token", "imports"],
    packages: [node, "hono", /^hono\//, /^@hono\//, "oidc-provider", "jose", "undici", "yaml"],
  },
  "extension.ts": {
    imports: [
      "core",
      "policy",
      "token",
      "domain",
      "resources",
      "documents",
      "workflows",
      "adapters",
      "shell",
    ],
    packages: ["vscode"],
  },
};

const files = sourceFiles("src");
const roomOf = (file: string) => file.split("/")[1] ?? "";

/** The project path that a relative import of `file` names. */
function resolve(file: SourceFile, specifier: string): string {
  return path.posix.join(path.posix.dirname(file.path), specifier);
}

function allows(patterns: readonly (string | RegExp)[], name: string): boolean {
  return patterns.some((pattern) => (typeof pattern === "string" ? pattern === name : pattern.test(name)));
}

function forbiddenImports(file: SourceFile): string[] {
  const room = roomOf(file.path);
  const rules = rooms[room];
  if (!rules) return [`${file.path}: src/${room} is not a room; see CONTRIBUTING.md`];
  return importsOf(file).flatMap((specifier) => {
    if (!specifier.startsWith("."))
      return allows(rules.packages, specifier) ? [] : [`${file.path} imports package ${specifier}`];
    const target = resolve(file, specifier);
    if (target.startsWith("schemas/") || target.startsWith("snippets/")) return [];
    // The command line starts the sandbox, whose own room stays closed to it but for the one door.
    if (room === "cli" && target === "src/sandbox/command.ts") return [];
    const other = roomOf(target);
    if (other === room || rules.imports.includes(other)) return [];
    return [`${file.path} imports src/${other}`];
  });
}

/** Rooms whose parts must not know each other. */
const apart: Readonly<Record<string, RegExp>> = {
  adapters: /^src\/adapters\/(?:auth0|azure)\//,
  shell: /^src\/shell\/[^/]+\//,
};

/** The files of these parts that the others may import all the same. */
const shared: readonly string[] = [
  "src/shell/commands/choose-policy.ts",
  "src/shell/commands/command.ts",
  "src/shell/commands/run-command.ts",
  "src/shell/documents/resource-uri.ts",
  "src/shell/editor/editor-commands.ts",
  "src/shell/editor/open-document.ts",
  "src/shell/editor/range.ts",
  "src/shell/editor/save-origins.ts",
  "src/shell/session/account-list.ts",
  "src/shell/session/accounts.ts",
  "src/shell/session/microsoft-token.ts",
  "src/shell/journal/forget-untouched.ts",
  "src/shell/journal/plan-report.ts",
  "src/shell/journal/plan-tab.ts",
  "src/shell/journal/run-plan.ts",
  "src/shell/resources/ask-and-make.ts",
  "src/shell/resources/review-and-run.ts",
  "src/shell/resources/rights.ts",
  "src/shell/review/change-lines.ts",
  "src/shell/review/html.ts",
  "src/shell/review/icons.ts",
  "src/shell/review/inverse.ts",
  "src/shell/review/open-place.ts",
  "src/shell/review/page.ts",
  "src/shell/review/page-panel.ts",
  "src/shell/review/plan-face.ts",
  "src/shell/review/plan-numbers.ts",
  "src/shell/review/plan-page.ts",
  "src/shell/review/reservations.ts",
  "src/shell/review/review-plan.ts",
  "src/shell/review/secret-card.ts",
  "src/shell/review/step-times.ts",
  "src/shell/review/test-link-page.ts",
  "src/shell/review/verdict.ts",
];

function siblingImports(file: SourceFile): string[] {
  const pattern = apart[roomOf(file.path)];
  const own = pattern && file.path.match(pattern)?.[0];
  if (!own) return [];
  return importsOf(file)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => resolve(file, specifier))
    .filter((target) => pattern.test(target) && !target.startsWith(own) && !shared.includes(target))
    .map((target) => `${file.path} imports its sibling ${target}`);
}

/** The files of a ring of imports that starts with `from`, in order and with the first again at the end; empty without one. */
function ringFrom(from: string, importsByFile: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const ways: (readonly string[])[] = [[from]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const target of importsByFile.get(way.at(-1) ?? "") ?? []) {
      if (target === from) return [...way, target];
      if (!seen.has(target)) ways.push([...way, target]);
      seen.add(target);
    }
  }
  return [];
}

/** What proves the policy language: its own tests, those of the snippets, those in the editor, and what they share. */
const policyTests =
  /^test\/(?:unit\/(?:policy|snippets)\/|integration\/(?:language|snippets)|support\/(?:policy-|marked-text))/;

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}

suite("the house: who may import whom", () => {
  test("every import in src is allowed by the table of CONTRIBUTING.md", () => {
    assert.deepEqual(files.flatMap(forbiddenImports), []);
  });

  test("no file of src imports itself by way of others", () => {
    const relativeImports = (file: SourceFile) => importsOf(file).filter((name) => name.startsWith("."));
    const importsByFile = new Map(
      files.map((file) => [file.path, relativeImports(file).map((name) => resolve(file, name))]),
    );
    const rings = files.map(({ path }) => ringFrom(path, importsByFile)).filter((ring) => ring.length > 0);
    assert.deepEqual(
      rings.map((ring) => ring.join(" → ")),
      [],
    );
  });

  test("the two clouds' adapters do not know each other, nor do the parts of the shell but for what they share", () => {
    assert.deepEqual(files.flatMap(siblingImports), []);
  });

  test("fast-xml-parser is used in one file of src/policy/syntax, and in one that reads WSDL", () => {
    const users = files.filter((file) => importsOf(file).includes("fast-xml-parser"));
    assert.deepEqual(users.map(({ path: file }) => path.posix.dirname(file)).sort(), [
      "src/imports/wsdl",
      "src/policy/syntax",
    ]);
  });

  test("the policy language and the documents are entered by their index only", () => {
    const intruders = ["policy", "documents"].flatMap((room) =>
      files
        .filter((file) => roomOf(file.path) !== room)
        .flatMap((file) =>
          importsOf(file)
            .filter((specifier) => specifier.startsWith("."))
            .map((specifier) => resolve(file, specifier))
            .filter((target) => target.startsWith(`src/${room}/`) && target !== `src/${room}/index.ts`)
            .map((target) => `${file.path} imports ${target}`),
        ),
    );
    assert.deepEqual(intruders, []);
  });
});

suite("the house: nothing is left out, and nothing over", () => {
  test("everything that src exports is imported by src or a test", () => {
    // VS Code calls the entry.
    const inside = files.filter((file) => file.path !== "src/extension.ts");
    assert.deepEqual(unusedExports(inside, [...files, ...sourceFiles("test")]), []);
  });
});

suite("the house: what the compiler knows", () => {
  let compiled: ReturnType<typeof compiledProject>;

  suiteSetup(function () {
    // The compiler reads the whole project anew.
    this.timeout(60_000);
    compiled = compiledProject();
  });
  suiteTeardown(() => compiled?.close());

  test("every switch over a union names all that is in it", function () {
    this.timeout(60_000);
    assert.deepEqual(openSwitches(compiled.project), []);
  });

  test("nothing writes to a cloud but the engine that carries out plans, and the save of a policy", function () {
    this.timeout(60_000);
    assert.deepEqual(cloudWriters(compiled.project), [
      "src/resources/by-owner.ts",
      "src/resources/write.ts",
      "src/shell/editor/certain-save.ts",
    ]);
  });

  test("plans are carried out and taken back by one file of the shell only", () => {
    const engine =
      /import \{[^}]*\b(?:carryOut|takeBack|undoPlan)\b[^}]*\} from "[^"]*(?:engine|undo-plan)\.ts"/;
    assert.deepEqual(
      files.filter(({ text }) => engine.test(text)).map((file) => file.path),
      ["src/shell/journal/run-plan.ts", "src/workflows/undo-plan.ts"],
    );
  });
});

suite("the house: names", () => {
  test("no constant is written in capitals", () => {
    const capitals = /\b(?:const|let|readonly) [A-Z][A-Z0-9_]+\b(?: =|:)/g;
    const everywhere = ["src", "test", "bench", "scripts"].flatMap(sourceFiles);
    const found = everywhere.flatMap(({ path, text }) =>
      [...text.matchAll(capitals)].map(([name]) => `${path}: ${name}`),
    );
    assert.deepEqual(found, []);
  });
});

suite("the house: size budgets", () => {
  test("no file of src is longer than 400 lines", () => {
    const long = files.filter((file) => file.lines > 400).map((file) => `${file.path}: ${file.lines}`);
    assert.deepEqual(long, []);
  });

  test("no function of src is longer than 60 lines, and nine of ten have at most 30", () => {
    const functions = files.flatMap(functionLengths);
    const long = functions
      .filter((measured) => measured.lines > 60)
      .map(({ place, lines }) => `${place}: ${lines}`);
    assert.deepEqual(long, []);
    const ninth = percentile(
      functions.map((measured) => measured.lines),
      0.9,
    );
    assert.ok(ninth <= 30, `one function in ten has more than ${ninth} lines`);
  });

  test("activate has at most 60 lines", () => {
    const entry = files.filter((file) => file.path === "src/extension.ts");
    for (const { place, lines } of entry.flatMap(functionLengths)) assert.ok(lines <= 60, place);
  });

  test("no compiler error is waved through in src", () => {
    const waved = files.filter((file) => /@ts-(?:ignore|expect-error|nocheck)|biome-ignore/.test(file.text));
    assert.deepEqual(
      waved.map((file) => file.path),
      [],
    );
  });

  test("test code weighs as much as the code it proves, and half as much again in the policy language", () => {
    const sum = (list: readonly SourceFile[]) => list.reduce((total, file) => total + file.lines, 0);
    const tests = sourceFiles("test");
    const overall = (sum(tests) + fixtureLines("test/fixtures")) / sum(files);
    assert.ok(overall >= 1, `test : code is ${overall.toFixed(2)}`);
    const ofPolicy = tests.filter((file) => policyTests.test(file.path));
    const policy = files.filter((file) => roomOf(file.path) === "policy");
    const ratio = (sum(ofPolicy) + fixtureLines("test/fixtures/rules")) / sum(policy);
    assert.ok(ratio >= 1.5, `test : code is ${ratio.toFixed(2)} in src/policy`);
  });
});
