import assert from "node:assert/strict";
import { Folder, policy, run } from "./cli-program.ts";

const secret = "Zq7kP2xvL9mNc4Ws8T";

/** What was printed: nothing of the secret, no mark that steers the terminal, and both to be seen but of an option that is none. */
function assertShown(text: string): void {
  assert.ok(!text.includes(secret.slice(0, 6)), text);
  assert.match(text, /«redacted»|Unknown option/);
  assert.doesNotMatch(text, /[\u202e\u001b\u009b]/);
}

suite("auth0-apim, secrets and marks in what it prints", () => {
  let folder: Folder;
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());

  test("what it complains of: paths, words, options and configurations", async () => {
    const hostile = `\u202eclient_secret=${secret}`;
    const runs = [
      ["lint", hostile],
      ["format", hostile],
      ["lint", "--config", hostile, "."],
      ["lint", `--${hostile}`],
      [hostile],
      ["sandbox", "--record", `/nowhere/${hostile}`],
    ];
    for (const args of runs) {
      const { code, stderr } = await run(args, { cwd: folder.path });
      assert.equal(code, 2, args.join(" "));
      assertShown(stderr);
      assert.match(stderr, /\\u202e/, args.join(" "));
    }
  });

  test("findings that quote a policy, in every format", async () => {
    const value = `a\u202epassword=${secret}`;
    folder.write("a.policy.xml", policy(`<set-header name="X" exists-action="${value}" />`));
    for (const format of ["text", "json", "sarif", "github"]) {
      const { code, stdout } = await run(["lint", "--format", format, "."], { cwd: folder.path });
      assert.equal(code, 1, stdout);
      assertShown(stdout);
    }
  });

  test("a document that the formatter refuses", async () => {
    folder.write("a.policy.xml", `<policies>password=${secret}\u009b</policies`);
    const { code, stderr } = await run(["format", "."], { cwd: folder.path });
    assert.equal(code, 2);
    assert.ok(!stderr.includes(secret.slice(0, 6)), stderr);
  });
});
