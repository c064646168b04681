import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { suite, suiteSetup, test } from "mocha";
import { parse } from "yaml";
import { clients } from "./list.ts";
import { runWell, temporaryFolder } from "./programs.ts";
import { withClient, withClientSandbox } from "./sandbox.ts";

/** A tenant with one or more of each type that the sandbox keeps. */
const filled = path.join(import.meta.dirname, "deploy-cli");

suite(`clients: ${clients.deployCli.name} ${clients.deployCli.version}`, () => {
  const folder = withClient(clients.deployCli);
  const { sandbox } = withClientSandbox();
  let work = "";

  suiteSetup(() => {
    work = temporaryFolder();
  });

  async function a0deploy(...args: readonly string[]): Promise<string> {
    const { domain, clientId, clientSecret } = sandbox.info.auth0;
    const program = path.join(folder(), "node_modules/auth0-deploy-cli/lib/index.js");
    const { stdout, stderr } = await runWell(process.execPath, [program, ...args], {
      cwd: work,
      env: {
        NODE_EXTRA_CA_CERTS: sandbox.info.ca,
        NODE_OPTIONS: "",
        AUTH0_DOMAIN: domain,
        AUTH0_CLIENT_ID: clientId,
        AUTH0_CLIENT_SECRET: clientSecret,
        AUTH0_ALLOW_DELETE: "false",
      },
    });
    assert.doesNotMatch(stdout + stderr, /\berror\b.*:|Problem/i);
    return stdout + stderr;
  }

  async function exported(
    name: string,
  ): Promise<{ folder: string; log: string; files: Record<string, string> }> {
    const target = path.join(work, name);
    const log = await a0deploy("export", "--format", "yaml", "--output_folder", target);
    const found = fs.readdirSync(target, { recursive: true, withFileTypes: true });
    const files = found
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    return {
      folder: target,
      log,
      files: Object.fromEntries(
        files.map((file) => [path.relative(target, file), fs.readFileSync(file, "utf8")]),
      ),
    };
  }

  const imported = (from: string) => a0deploy("import", "--input_file", path.join(from, "tenant.yaml"));

  async function comesBackEqual(name: string): Promise<{ log: string; tenant: Record<string, unknown> }> {
    const before = await exported(`${name}-before`);
    await imported(before.folder);
    await imported(before.folder);
    const after = await exported(`${name}-after`);
    assert.deepEqual(after.files, before.files);
    return { log: before.log, tenant: parse(before.files["tenant.yaml"] ?? "") };
  }

  test("the seed: all resource types, export, import, import again, export equals", async () => {
    const { log } = await comesBackEqual("seed");
    const handled = await types(folder());
    assert.ok(handled.length >= 45, `${handled.length} types`);
    // one is a step before another, and reads nothing itself
    const unread = handled.filter((type) => !log.includes(`Retrieving ${type} data from Auth0`));
    assert.deepEqual(unread, ["clientAuthCredentialsPre"]);
  });

  test("a filled tenant: the same, and what was imported is there", async () => {
    await imported(filled);
    const { tenant } = await comesBackEqual("filled");
    const names = (type: string, by: string) =>
      (tenant[type] as Record<string, unknown>[]).map((one) => one[by]).sort();
    assert.deepEqual(names("resourceServers", "identifier"), ["https://calculator.example/"]);
    assert.deepEqual(names("clients", "name"), ["API Explorer Application", "Browser", "Portal", "Robot"]);
    assert.deepEqual(names("databases", "name"), ["customers"]);
    assert.deepEqual(names("clientGrants", "client_id"), ["Robot"]);
    assert.deepEqual(names("customDomains", "domain"), ["login.calculator.example"]);
    assert.deepEqual(names("pages", "name"), ["error_page", "login"]);
    const [api] = tenant["resourceServers"] as Record<string, unknown>[];
    assert.equal(api?.["token_lifetime_for_web"], 600);
  });
});

/** The client's own list of what it can deploy. */
async function types(folder: string): Promise<string[]> {
  const program = path.join(folder, "node_modules/auth0-deploy-cli/lib");
  // its modules load each other: from the middle they cannot be loaded first
  const script = `require(${JSON.stringify(program)}); JSON.stringify(Object.keys(require(${JSON.stringify(
    path.join(program, "tools/auth0/handlers/index.js"),
  )}).default))`;
  const { stdout } = await runWell(process.execPath, ["-p", script], { env: { NODE_OPTIONS: "" } });
  return JSON.parse(stdout) as string[];
}
