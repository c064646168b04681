import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf } from "../../../src/access/index.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { readInstanceSnapshot } from "../../../src/workflows/read-access/read-instance.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { signal, twoClouds } from "./clouds.ts";

const { apiId } = basicCalculator;

/** Who gets in at the one API, where the service lists its policy under `listed`. */
async function reportWith(listed: string) {
  const { azure } = twoClouds();
  const level: PolicyLevel = { kind: "api", instance: contosoApim, apiId };
  azure.putPolicy(
    level,
    '<policies><inbound><return-response><set-status code="403"/></return-response></inbound></policies>',
  );
  const cloud = Object.assign(Object.create(azure), {
    async *listPolicyLevels(): AsyncGenerator<PolicyLevel> {
      yield { kind: "global", instance: contosoApim };
      yield { ...level, apiId: listed };
    },
  });
  const instance = await readInstanceSnapshot(cloud, contosoApim, signal);
  const { entries, notes } = accessOf(instance);
  return {
    verdicts: new Set(entries.filter(({ api }) => api === apiId).map(({ verdict }) => verdict)),
    notes,
    azure,
  };
}

suite("who gets in at a live instance", () => {
  test("the policy of a current revision is read, too, where it is listed with its number or in other letters", async () => {
    for (const listed of [apiId, `${apiId};rev=1`, apiId.toUpperCase()])
      assert.deepEqual([...(await reportWith(listed)).verdicts], ["closed"], listed);
  });

  test("that revisions which are not current are not read is told, and which APIs have had others", async () => {
    const { azure, notes } = await reportWith(apiId);
    assert.match(notes.join("\n"), /^Only current revisions are read\..*is not told\.$/m);
    const cloud = Object.assign(Object.create(azure), {
      async *listApis(...args: Parameters<typeof azure.listApis>) {
        for await (const api of azure.listApis(...args)) yield { ...api, revision: "2" };
      },
    });
    const told = (await readInstanceSnapshot(cloud, contosoApim, signal)).notes.join("\n");
    assert.match(told, new RegExp(`^Only current revisions are read.*: .*${apiId}`, "m"));
  });

  test("that policies are those the service lists is told where it lists them", async () => {
    const { azure, notes } = await reportWith(apiId);
    const told = /Only policies that the service itself lists/;
    assert.match(notes.join("\n"), told);
    const cloud = Object.assign(Object.create(azure), {
      async *listPolicyLevels(): AsyncGenerator<PolicyLevel> {},
    });
    assert.doesNotMatch((await readInstanceSnapshot(cloud, contosoApim, signal)).notes.join("\n"), told);
  });
});
