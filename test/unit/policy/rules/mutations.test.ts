import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { lineOf } from "./support/cases.ts";
import {
  type Damage,
  discoveryDamages,
  discoveryPolicy,
  keysDamages,
  keysPolicy,
} from "./support/damages.ts";
import { live } from "./support/live.ts";

const connected = {
  ...live,
  namedValues: { known: true, value: [...named("client"), ...named("signing-key")] } as const,
};

function named(displayName: string) {
  return [{ displayName, secret: false, value: { known: false } as const }];
}

const findingsIn = (text: string) => lint(parsePolicy(text), { live: connected });

suite("damage to valid policies", () => {
  test("comes in more than forty kinds, each of its own", () => {
    const titles = [...discoveryDamages, ...keysDamages].map(([title]) => title);
    assert.ok(titles.length >= 40);
    assert.equal(new Set(titles).size, titles.length);
  });

  examples("keys from discovery", discoveryPolicy, discoveryDamages);
  examples("keys of its own", keysPolicy, keysDamages);
});

function examples(name: string, policy: string, damages: readonly Damage[]): void {
  suite(name, () => {
    test("undamaged, nothing is found", () => assert.deepEqual(findingsIn(policy), []));

    for (const [title, from, to] of damages) {
      test(title, () => {
        const at = policy.indexOf(from);
        assert.ok(at >= 0, `The valid policy does not contain ${from}.`);
        const damaged = policy.slice(0, at) + to + policy.slice(at + from.length);
        const last = lineOf(damaged, at + to.length);
        const found = findingsIn(damaged).map(({ span, rule }) => ({
          rule,
          line: lineOf(damaged, span.start),
        }));
        const hit = found.some(({ line }) => line >= lineOf(policy, at) && line <= last);
        assert.ok(hit, `Nothing on the damaged line; found elsewhere: ${JSON.stringify(found)}.`);
      });
    }
  });
}
