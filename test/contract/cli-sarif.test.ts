import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { Folder, misspelt, run, withoutSlash } from "./cli-program.ts";

const text = { type: "object", required: ["text"], properties: { text: { type: "string", minLength: 1 } } };
const level = { enum: ["none", "note", "warning", "error"] };
const positive = { type: "integer", minimum: 1 };

/** The part of SARIF 2.1.0 that code scanning needs. */
const sarifFormat = {
  type: "object",
  required: ["version", "runs"],
  properties: {
    version: { const: "2.1.0" },
    $schema: { type: "string", pattern: "sarif-2\\.1\\.0" },
    runs: {
      type: "array",
      minItems: 1,
      maxItems: 1,
      items: {
        type: "object",
        required: ["tool", "results"],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          invocations: {
            type: "array",
            items: {
              type: "object",
              required: ["executionSuccessful"],
              additionalProperties: false,
              properties: { executionSuccessful: { type: "boolean" } },
            },
          },
          tool: {
            type: "object",
            required: ["driver"],
            properties: {
              driver: {
                type: "object",
                required: ["name", "rules"],
                properties: {
                  name: { type: "string" },
                  rules: {
                    type: "array",
                    uniqueItems: true,
                    items: {
                      type: "object",
                      required: ["id", "shortDescription", "defaultConfiguration"],
                      additionalProperties: false,
                      properties: {
                        id: { type: "string" },
                        shortDescription: text,
                        defaultConfiguration: { type: "object", required: ["level"], properties: { level } },
                      },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: "array",
            items: {
              type: "object",
              required: ["ruleId", "level", "message", "locations"],
              additionalProperties: false,
              properties: {
                ruleId: { type: "string" },
                level,
                message: text,
                locations: {
                  type: "array",
                  minItems: 1,
                  items: {
                    type: "object",
                    required: ["physicalLocation"],
                    properties: {
                      physicalLocation: {
                        type: "object",
                        required: ["artifactLocation", "region"],
                        properties: {
                          artifactLocation: { type: "object", required: ["uri"] },
                          region: {
                            type: "object",
                            required: ["startLine", "startColumn", "endLine", "endColumn"],
                            additionalProperties: false,
                            properties: {
                              startLine: positive,
                              startColumn: positive,
                              endLine: positive,
                              endColumn: positive,
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

suite("auth0-apim lint --format sarif", () => {
  let folder: Folder;
  const validate = new Ajv({ allErrors: true }).compile(sarifFormat);
  setup(() => {
    folder = new Folder();
  });
  teardown(() => folder.remove());

  async function sarif(...paths: string[]) {
    const { code, stdout } = await run(["lint", "--format", "sarif", ...paths], { cwd: folder.path });
    const log = JSON.parse(stdout);
    validate(log);
    assert.deepEqual(validate.errors ?? [], []);
    return { code, run: log.runs[0] };
  }

  test("is a log that code scanning understands", async () => {
    folder.write("a folder/a#1.policy.xml", misspelt);
    folder.write("b.policy.xml", withoutSlash);
    const { code, run } = await sarif(".");
    assert.equal(code, 1);
    assert.deepEqual(run.results[0], {
      ruleId: "known-policy",
      level: "error",
      message: { text: 'There is no policy "set-headr". Did you mean "set-header"?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "a%20folder/a%231.policy.xml" },
            region: { startLine: 4, startColumn: 6, endLine: 4, endColumn: 15 },
          },
        },
      ],
    });
    assert.deepEqual(
      run.tool.driver.rules.map(({ id }: { id: string }) => id),
      ["auth0-issuer-slash", "known-policy"],
    );
    assert.deepEqual(run.invocations, [{ executionSuccessful: true }]);
  });

  test("names a file by a whole URL when its path was given as a whole", async () => {
    const { run } = await sarif(folder.write("a.policy.xml", misspelt));
    assert.match(
      run.results[0].locations[0].physicalLocation.artifactLocation.uri,
      /^file:\/\/\/.*\/a\.policy\.xml$/,
    );
  });

  test("says that the run was not whole when a file could not be read", async () => {
    folder.write("a.policy.xml", Buffer.from([0]));
    const { code, run } = await sarif(".");
    assert.equal(code, 2);
    assert.deepEqual(run.results, []);
    assert.deepEqual(run.invocations, [{ executionSuccessful: false }]);
  });
});
