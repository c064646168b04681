import assert from "node:assert/strict";
import { ArmError } from "../../../src/sandbox/arm/errors.ts";
import { type Fields, readProperties } from "../../../src/sandbox/arm/fields.ts";

suite("properties of a request to Resource Manager", () => {
  const fields: Fields = {
    displayName: { type: "text", required: true, min: 1, max: 5, pattern: /^\w+$/ },
    secret: { type: "text", secret: true },
    active: { type: "boolean", default: true },
    limit: { type: "integer", default: null },
    state: { type: "choice", values: ["notPublished", "published"], default: "notPublished" },
    methods: { type: "choices", values: ["GET", "POST"], default: [] },
    extra: { type: "json" },
  };

  const wrong = (input: Parameters<typeof readProperties>[1]): string[] => {
    try {
      readProperties(fields, input, "create");
    } catch (error) {
      if (error instanceof ArmError) return (error.details ?? []).map(({ target }) => target);
      throw error;
    }
    return [];
  };

  test("a creation gets the defaults of what it leaves out", () => {
    const { properties } = readProperties(fields, { displayName: "a" }, "create");
    assert.deepEqual(properties, {
      displayName: "a",
      active: true,
      limit: null,
      state: "notPublished",
      methods: [],
    });
  });

  test("an update has only what it changes, and null restores the default", () => {
    const { properties } = readProperties(fields, { active: null, extra: { a: 1 } }, "update");
    assert.deepEqual(properties, { active: true, extra: { a: 1 } });
  });

  test("choices are taken in any casing and stored in one", () => {
    const input = { displayName: "a", state: "PUBLISHED", methods: ["get"] };
    const { properties } = readProperties(fields, input, "create");
    assert.deepEqual([properties["state"], properties["methods"]], ["published", ["GET"]]);
  });

  test("secrets and unknown members do not become properties", () => {
    const input = { displayName: "a", secret: "s", unknown: 1 };
    const { properties, secrets } = readProperties(fields, input, "create");
    assert.deepEqual(secrets, { secret: "s" });
    assert.ok(!("secret" in properties) && !("unknown" in properties));
  });

  test("all that is wrong is said at once", () => {
    const input = { active: "yes", limit: 1.5, state: "gone", methods: ["PATCH"] };
    assert.deepEqual(wrong(input), ["displayName", "active", "limit", "state", "methods"]);
  });

  test("texts are held to length and pattern", () => {
    assert.deepEqual(wrong({ displayName: "" }), ["displayName"]);
    assert.deepEqual(wrong({ displayName: "abcdef" }), ["displayName"]);
    assert.deepEqual(wrong({ displayName: "a b" }), ["displayName"]);
    assert.deepEqual(wrong({ displayName: 7 }), ["displayName"]);
    assert.deepEqual(wrong({ displayName: "a", methods: "GET" }), ["methods"]);
  });
});
