import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readConfig } from "../../../src/cli/config.ts";

const rules = ["known-policy", "base-present"];

suite("the configuration of the command line", () => {
  let folder: string;
  const before = process.cwd();
  const write = (text: string) => {
    const file = path.join(folder, "config.json");
    fs.writeFileSync(file, text);
    return file;
  };
  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "config-"));
  });
  teardown(() => {
    process.chdir(before);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test("gives severities to rules", async () => {
    const file = write('{"$schema": "x", "rules": {"known-policy": "hint", "base-present": "off"}}');
    assert.deepEqual(await readConfig(file, rules), {
      rules: { "known-policy": "hint", "base-present": "off" },
    });
  });

  test("may be empty, and need not be there", async () => {
    assert.deepEqual(await readConfig(write("{}"), rules), { rules: {} });
    process.chdir(folder);
    assert.deepEqual(await readConfig(undefined, rules), { rules: {} });
  });

  test("is not passed over in silence when it is there and cannot be read", async () => {
    fs.mkdirSync(path.join(folder, ".auth0-apim.json"));
    process.chdir(folder);
    await assert.rejects(readConfig(undefined, rules), /The configuration \.auth0-apim\.json cannot be read/);
  });

  for (const [text, message] of [
    ["", /not JSON/],
    ["null", /expected \{"rules"/],
    ['{"rules": []}', /expected \{"rules"/],
    ['{"rules": null}', /expected \{"rules"/],
    ['{"rules": {"known-polcy": "off"}}', /there is no rule “known-polcy”/],
    ['{"rules": {"__proto__": "off"}}', /there is no rule “__proto__”/],
    ['{"rules": {"known-policy": true}}', /must be one of error, warning, info, hint, off/],
    ['{"Rules": {}}', /“Rules” means nothing here/],
  ] as const) {
    test(`${text || "an empty file"} is refused with the name of the file`, async () => {
      const file = write(text);
      await assert.rejects(readConfig(file, rules), (error: Error) => {
        assert.match(error.message, message);
        assert.ok(error.message.includes(file));
        return true;
      });
    });
  }
});
