import assert from "node:assert/strict";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { type CheckPlace, usualPolicy } from "../../../src/workflows/secure-api/choices.ts";
import {
  planSecureApi,
  readSecureApi,
  type SecureApiChoices,
  secureMore,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { basicCalculator, calculatorOperations } from "../../support/in-memory/index.ts";
import { signal, twoClouds } from "./clouds.ts";
import { inbound, scopes } from "./policy-situations.ts";

/** What is left by a check at `place`, and by what is offered for it then. */
async function offered(
  place: CheckPlace,
  policies: readonly (readonly [PolicyLevel, string])[] = [],
  insert = true,
) {
  const clouds = twoClouds();
  for (const [level, text] of policies) clouds.azure.putPolicy(level, text);
  const snapshot = await readSecureApi(clouds, basicCalculator, signal);
  const choices: SecureApiChoices = {
    ...suggestSecureApi(snapshot),
    policy: { ...usualPolicy, place, insert },
  };
  const plan = planSecureApi(snapshot, choices);
  const more = secureMore(snapshot, choices, plan);
  const leftBy = ({ access }: ReturnType<typeof planSecureApi>) => [
    ...new Set(
      [...access.open, ...access.perhapsOpen].flatMap(({ operations }) =>
        operations.map(({ operation }) => operation),
      ),
    ),
  ];
  return {
    left: leftBy(plan),
    policy: more?.policy,
    leftThen: more && leftBy(planSecureApi(snapshot, more)),
  };
}

const [first, ...others] = calculatorOperations.map(({ operationId }) => operationId);
assert.ok(first !== undefined && others.length > 0);

suite("Secure It Too: what a plan leaves open, secured by another", () => {
  test("an operation without <base /> gets a check of its own besides that of the API", async () => {
    const { left, policy, leftThen } = await offered({ kind: "api" }, [
      [{ ...scopes.add, operationId: first }, inbound("<set-backend-service base-url='https://x' />")],
    ]);
    assert.deepEqual(left, [first]);
    assert.deepEqual([policy?.place, policy?.alsoOperations], [{ kind: "api" }, [first]]);
    assert.deepEqual(leftThen, []);
  });

  test("the operations that were not chosen are met by a check of the API", async () => {
    const { left, policy, leftThen } = await offered({ kind: "operations", operationIds: [first] });
    assert.deepEqual([[...left].sort(), policy?.place, leftThen], [[...others].sort(), { kind: "api" }, []]);
  });

  test("nothing is offered where nobody is left, and where no check is wanted", async () => {
    assert.equal((await offered({ kind: "api" })).policy, undefined);
    assert.equal((await offered({ kind: "api" }, [], false)).policy, undefined);
  });

  test("nothing is offered that would not help: one more check would stand behind what answers", async () => {
    const answer = inbound("<return-response />", "<base />");
    const { left, policy } = await offered({ kind: "api" }, [
      [{ ...scopes.add, operationId: first }, answer],
    ]);
    assert.deepEqual([left, policy], [[first], undefined]);
  });
});
