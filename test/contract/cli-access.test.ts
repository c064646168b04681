import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { suite, test } from "mocha";
import { jwt } from "../unit/access/instance.ts";
import { inbound, resource, specification } from "../unit/folders/in-memory-files.ts";
import { canRunAsNobody, Folder, program, run } from "./cli-program.ts";

/** A folder with an API of two operations, and what else is given. */
function folderWith(files: Readonly<Record<string, string | object>>): Folder {
  const folder = new Folder();
  const all = {
    "a/apis/orders/apiInformation.json": resource({ displayName: "Orders", subscriptionRequired: false }),
    "a/apis/orders/specification.json": specification("list", "create"),
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    folder.write(name, typeof content === "string" ? content : JSON.stringify(content, undefined, 2));
  }
  return folder;
}

/** Runs the command in a folder; the folder is gone afterwards. */
async function access(files: Readonly<Record<string, string | object>>, ...args: readonly string[]) {
  const folder = folderWith(files);
  try {
    return await run(["access", ...args, ...(args.includes("a") ? [] : ["a"])], { cwd: folder.path });
  } finally {
    folder.remove();
  }
}

const secured = { "a/apis/orders/policy.xml": inbound(`\n    <base />\n    ${jwt()}\n  `) };
const unreadable = { "a/apis/orders/policy.xml": "<policies><inbound><choose>" };

suite("auth0-apim access: exit statuses", () => {
  test("0 when all is restricted, 1 when something is open, 3 when something is unknown and nothing open", async () => {
    assert.equal((await access(secured)).code, 0);
    assert.equal((await access({})).code, 1);
    assert.equal((await access(unreadable)).code, 3);
    assert.equal(
      (
        await access({
          ...unreadable,
          "a/apis/stock/apiInformation.json": resource({ subscriptionRequired: false }),
        })
      ).code,
      1,
    );
  });

  test("2 with the right usage for wrong words, and for what cannot be read", async () => {
    const wrong = [
      ["--format", "xml"],
      ["--nothing"],
      ["a", "b"],
      ["--expect", "gone.json"],
      ["--since", "gone"],
      ["--configuration", "gone.yaml"],
    ];
    for (const args of wrong) {
      const { code, stdout, stderr } = await access({}, ...args);
      assert.deepEqual([code, stdout], [2, ""], args.join(" "));
      assert.match(stderr, /^auth0-apim: /);
    }
    for (const folder of ["gone", "empty"]) assert.equal((await run(["access", folder])).code, 2);
    assert.equal((await run(["access"])).code, 2);
  });

  test("0 for --help", async () => {
    const { code, stdout } = await run(["access", "--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /^usage: auth0-apim access/);
  });

  test("a folder that may not be read is named, with 2", async function () {
    if (!canRunAsNobody()) this.skip();
    const folder = folderWith({});
    fs.chmodSync(folder.path, 0o755);
    fs.chmodSync(folder.at("a/apis"), 0o700);
    const { code, stderr } = await run(["access", folder.at("a")], { asNobody: true });
    folder.remove();
    assert.equal(code, 2);
    assert.match(stderr, /may not be read/);
  });
});

suite("auth0-apim access: what is expected, and what was before", () => {
  const expected = (...open: readonly string[]) => ({ "expect.json": { open } });

  test("what is expected to be open counts for nothing, what is not any more is told", async () => {
    const all = expected("orders/list", "orders/create");
    assert.equal((await access(all, "--expect", "expect.json")).code, 0);
    assert.equal((await access(expected("orders/list"), "--expect", "expect.json")).code, 1);
    const { code, stdout } = await access(
      { ...secured, ...expected("orders/list") },
      "--expect",
      "expect.json",
    );
    assert.equal(code, 0);
    assert.match(stdout, /note: orders\/list is expected to be open and is not/);
    assert.equal((await access({ ...unreadable, ...all }, "--expect", "expect.json")).code, 3);
  });

  test("expectations of another shape are refused", async () => {
    for (const file of ["{", "[]", '{"open": 1}', '{"open": [1]}', "{}"]) {
      assert.equal((await access({ "expect.json": file }, "--expect", "expect.json")).code, 2, file);
    }
  });

  const before = {
    "b/apis/orders/apiInformation.json": resource({ subscriptionRequired: false }),
    "b/apis/orders/specification.json": specification("list", "create"),
  };

  test("beside an earlier folder only what was opened or widened counts", async () => {
    const same = await access(before, "--since", "b", "--format", "json");
    assert.equal(same.code, 0);
    const [entry] = JSON.parse(same.stdout).entries;
    assert.deepEqual([entry.before, entry.change], ["open", null]);
    const wasSecured = { ...before, "b/apis/orders/policy.xml": inbound(`<base/>${jwt()}`) };
    const opened = await access(wasSecured, "--since", "b", "--format", "json");
    assert.equal(opened.code, 1);
    assert.equal(JSON.parse(opened.stdout).entries[0].change, "opened");
    assert.equal((await access({ ...before, ...secured }, "--since", "b")).code, 0);
  });

  test("an earlier answer does as well, and anything else is refused", async () => {
    const earlier = (await access(secured, "--format", "json")).stdout;
    const { code, stdout } = await access({ "earlier.json": earlier }, "--since", "earlier.json");
    assert.equal(code, 1);
    assert.match(stdout, /^open \(opened\)/m);
    for (const file of [
      "{",
      "{}",
      '{"entries": [{}]}',
      '{"entries": [{"api": "a", "operation": null, "product": null, "verdict": "x", "paths": []}]}',
    ]) {
      assert.equal((await access({ "earlier.json": file }, "--since", "earlier.json")).code, 2, file);
    }
  });

  test("the configuration of an environment decides", async () => {
    const files = { "prod.yaml": "apis:\n- name: orders\n  properties:\n    subscriptionRequired: true\n" };
    const { code, stdout } = await access(files, "--configuration", "prod.yaml");
    assert.equal(code, 0);
    assert.match(stdout, /2 ways to call operations: 2 key/);
  });
});

suite("auth0-apim access: formats", () => {
  test("text is a table with the weakest check's place, and a count", async () => {
    const { stdout } = await access(secured);
    const lines = stdout.split("\n");
    assert.match(lines[0] ?? "", /^ +API +operation +with +by$/);
    assert.match(
      lines[1] ?? "",
      /^restricted +orders +GET \/create +no key +token of https:\/\/acme\.eu\.auth0\.com\/ for https:\/\/api\.example\/ \(apis\/orders\/policy\.xml:4\)$/,
    );
    assert.match(stdout, /\n2 ways to call operations: 2 restricted\n$/);
  });

  test("keys that somebody has written into a condition are not told", async () => {
    const condition =
      '@(context.Request.Headers.GetValueOrDefault("X-Api-Key","") == "api_key=sk_live_0123456789abcdef0123")';
    const files = {
      "a/apis/orders/policy.xml": inbound(`<choose><when condition="${condition}">${jwt()}</when></choose>`),
    };
    for (const format of ["text", "json", "html", "sarif"]) {
      const { stdout } = await access(files, "--format", format);
      assert.doesNotMatch(stdout, /sk_live_0123456789/, format);
    }
  });

  test("JSON has the contract's members, in its order", async () => {
    const answer = JSON.parse((await access(secured, "--format", "json")).stdout);
    assert.deepEqual(Object.keys(answer), ["entries", "notes"]);
    const members = ["api", "operation", "method", "path", "product", "verdict", "subscriptionKey", "paths"];
    assert.deepEqual(Object.keys(answer.entries[0]), members);
  });

  test("SARIF has a result for each open operation, with a place, a version and help", async () => {
    const log = JSON.parse((await access({}, "--format", "sarif")).stdout);
    const [{ tool, results }] = log.runs;
    assert.match(tool.driver.version, /^\d+\.\d+\.\d+/);
    for (const { help } of tool.driver.rules) assert.ok(help.text.length > 40);
    assert.deepEqual(
      results.map(
        (result: {
          readonly ruleId: string;
          readonly level: string;
          readonly locations: readonly { readonly physicalLocation: unknown }[];
        }) => [result.ruleId, result.level, result.locations[0]?.physicalLocation],
      ),
      [1, 2].map(() => [
        "operation-open",
        "error",
        { artifactLocation: { uri: "a/apis/orders/apiInformation.json" }, region: { startLine: 4 } },
      ]),
    );
    assert.deepEqual(JSON.parse((await access(secured, "--format", "sarif")).stdout).runs[0].results, []);
  });

  test("HTML is one page that needs nothing beside it", async () => {
    const { stdout } = await access(secured, "--format", "html");
    assert.match(stdout, /^<!DOCTYPE html>/);
    assert.match(stdout, /<title>Who gets in: a<\/title>/);
    assert.doesNotMatch(stdout, /(?:src|href)="(?!#)/);
  });
});

suite("auth0-apim access: folders that nobody would make", () => {
  test("a file in the place of the folder is told from one that cannot be read", async () => {
    const file = "package.json";
    const { code, stdout, stderr } = await run(["access", file]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /package\.json is no folder, or lies in none\./);
  });

  test("links are followed, but never in circles", async () => {
    const folder = folderWith(secured);
    fs.symlinkSync("..", folder.at("a/apis/up"));
    fs.symlinkSync("orders", folder.at("a/apis/other"));
    fs.symlinkSync("nowhere", folder.at("a/apis/orders/operations"));
    fs.symlinkSync("nowhere.xml", folder.at("a/policy.xml"));
    const { code, stdout } = await run(["access", "a", "--format", "json"], { cwd: folder.path });
    folder.remove();
    const { entries, notes } = JSON.parse(stdout);
    const apis = new Set(entries.map(({ api }: { readonly api: string }) => api));
    assert.ok(apis.has("orders") && apis.has("other"));
    assert.match(notes.join(), /policy\.xml was not read/);
    assert.equal(code, 3);
  });

  test("ten thousand policies take less than 300 MB", async function () {
    this.timeout(120_000);
    const folder = new Folder();
    for (let api = 0; api < 1000; api += 1) {
      const operations = Array.from({ length: 9 }, (_, index) => `operation-${index}`);
      folder.write(
        `apis/api-${api}/apiInformation.json`,
        JSON.stringify(resource({ subscriptionRequired: false })),
      );
      folder.write(`apis/api-${api}/specification.json`, specification(...operations));
      folder.write(`apis/api-${api}/policy.xml`, inbound(`\n<base />\n${jwt()}\n`));
      for (const name of operations)
        folder.write(
          `apis/api-${api}/operations/${name}/policy.xml`,
          inbound('\n<base />\n<set-header name="a"><value>b</value></set-header>\n'),
        );
    }
    const measured = spawnSync(
      process.execPath,
      [
        "--require",
        path.resolve("test/support/peak-memory.cjs"),
        program,
        "access",
        folder.path,
        "--format",
        "json",
      ],
      { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
    );
    folder.remove();
    assert.equal(JSON.parse(measured.stdout).entries.length, 9000);
    const kilobytes = Number(/^peak (\d+)$/m.exec(measured.stderr)?.[1]);
    assert.ok(kilobytes < 300 * 1024, `${Math.round(kilobytes / 1024)} MB`);
  });
});

suite("auth0-apim access: worked examples", () => {
  test("all of them are told right", function () {
    const cases = process.env["ACCESS_CASES"];
    if (!cases) return this.skip();
    this.timeout(120_000);
    const check = [path.join(cases, "check.mjs"), process.execPath, program, "access"];
    const { status, stdout } = spawnSync(process.execPath, check, { encoding: "utf8" });
    assert.equal(status, 0, stdout);
  });
});
