import assert from "node:assert/strict";
import manifest from "../../../../package.json" with { type: "json" };
import { pageSizeOf, pageSizes } from "../../../../src/shell/tree/page-size.ts";

suite("the page size of the trees", () => {
  for (const [setting, size] of [
    [50, 50],
    [5, 5],
    [500, 500],
    [7.9, 7],
    [0, 5],
    [-3, 5],
    [1e9, 500],
    [Number.POSITIVE_INFINITY, 500],
    [Number.NEGATIVE_INFINITY, 5],
    [Number.NaN, 50],
    ["20", 50],
    [null, 50],
    [undefined, 50],
    [{ many: true }, 50],
  ] as const) {
    test(`${JSON.stringify(setting) ?? "nothing"} (${String(setting)}) means ${size}`, () => {
      assert.equal(pageSizeOf(setting), size);
    });
  }

  test("has the bounds and the default that the manifest names", () => {
    const setting = manifest.contributes.configuration.properties["auth0Apim.tree.pageSize"];
    assert.deepEqual(
      { default: setting.default, minimum: setting.minimum, maximum: setting.maximum },
      pageSizes,
    );
    assert.equal(setting.type, "integer");
  });
});
