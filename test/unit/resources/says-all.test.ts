import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { conflicts } from "../../../src/resources/fields.ts";
import type { Json } from "../../../src/resources/kind.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { saysAll } from "../../../src/resources/says-all.ts";

suite("whether what is there says all that was sent", () => {
  const cases: readonly (readonly [sent: Json | undefined, found: Json | undefined, expected: boolean])[] = [
    [{ leeway: 3 }, { leeway: 3, token_lifetime: 60 }, true],
    [{ leeway: 3, token_lifetime: 60 }, { leeway: 3 }, false],
    [{ leeway: 3 }, { leeway: 0 }, false],
    [{ user: { policy: "deny_all" } }, { user: { policy: "deny_all", more: 1 }, client: {} }, true],
    [["a", "b"], ["a", "b"], true],
    [["a", "b"], ["b", "a"], false],
    [["a"], ["a", "b"], false],
    [[{ type: "payment" }], [{ type: "payment", id: 1 }], true],
    [{ a: 1 }, [1], false],
    [["a"], { 0: "a" }, false],
    ["a", "a", true],
    ["a", undefined, false],
    [undefined, undefined, true],
    [undefined, false, true],
    [null, undefined, true],
    [{ stage: null }, {}, true],
    [undefined, true, false],
    [undefined, "a", false],
    [false, undefined, false],
  ];
  for (const [sent, found, expected] of cases) {
    test(`${JSON.stringify(sent)} sent, ${JSON.stringify(found)} found: ${expected}`, () => {
      assert.equal(saysAll(sent, found), expected);
    });
  }

  test("a member that somebody added meanwhile is a conflict, and is not written over", () => {
    const path = "refreshToken";
    const [before, after] = [{ leeway: 0 }, { leeway: 3 }];
    const found = (now: Json) => conflicts(auth0Application, { [path]: now }, [{ path, before, after }]);
    assert.deepEqual(found({ leeway: 0 }), []);
    assert.deepEqual(found({ leeway: 3 }), []);
    for (const now of [{ leeway: 0, token_lifetime: 60 }, { leeway: 3, token_lifetime: 60 }, { leeway: 9 }])
      assert.deepEqual(found(now), ["Refresh token"]);
  });
});
