import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf } from "../../../src/access/index.ts";
import { Failure } from "../../../src/core/failure.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { readInstanceSnapshot } from "../../../src/workflows/read-access/read-instance.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../support/in-memory/index.ts";
import { signal, twoClouds } from "./clouds.ts";

const { apiId } = basicCalculator;

const refusing =
  '<policies><inbound><return-response><set-status code="403"/></return-response></inbound></policies>';
const laterRevision = /A later revision of an API whose first one is current/;

/** Who gets in at the one API, where the service lists its policy under `listed`. */
async function reportWith(listed: string) {
  const { azure } = twoClouds();
  const level: PolicyLevel = { kind: "api", instance: contosoApim, apiId };
  azure.putPolicy(level, refusing);
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

  test("a policy that is listed for another revision is none of the current one", async () => {
    assert.ok(!(await reportWith(`${apiId};rev=2`)).verdicts.has("closed"));
  });

  test("other revisions are read of an API that has had some; where none is known, that is told", async () => {
    const { azure } = twoClouds();
    assert.match((await readInstanceSnapshot(azure, contosoApim, signal)).notes.join("\n"), laterRevision);
    azure.instance(contosoApim).apis.clear();
    azure.addApi({ ...basicCalculator, revision: "2" }, calculatorOperations);
    const earlier = { ...basicCalculator, apiId: `${apiId};rev=1`, isCurrent: false };
    azure.addApi({ ...earlier, subscriptionRequired: false }, calculatorOperations);
    azure.putPolicy({ kind: "api", instance: contosoApim, apiId }, refusing);
    const snapshot = await readInstanceSnapshot(azure, contosoApim, signal);
    const { entries } = accessOf(snapshot);
    const verdictsAt = (name: string) =>
      new Set(entries.filter(({ api }) => api === name).map(({ verdict }) => verdict));
    assert.deepEqual([...verdictsAt(apiId)], ["closed"]);
    assert.deepEqual([...verdictsAt(`${apiId};rev=1`)], ["open"]);
    assert.doesNotMatch(snapshot.notes.join("\n"), laterRevision);
  });

  test("a revision that is tried out is read where one of its policies tells of it, and left out once it is offline", async () => {
    const { azure } = twoClouds();
    const later = { ...basicCalculator, apiId: `${apiId};rev=2`, revision: "2", isCurrent: false };
    azure.addApi(later, calculatorOperations);
    azure.putPolicy({ kind: "api", instance: contosoApim, apiId: later.apiId }, refusing);
    const namesIn = async (cloud: typeof azure) =>
      (await readInstanceSnapshot(cloud, contosoApim, signal)).spaces[0]?.apis.map(({ name }) => name);
    assert.deepEqual(await namesIn(azure), [apiId, later.apiId]);
    const offline = Object.assign(Object.create(azure), {
      async *listRevisions(...args: Parameters<typeof azure.listRevisions>) {
        for await (const one of azure.listRevisions(...args)) yield { ...one, isOnline: one.isCurrent };
      },
    });
    assert.deepEqual(await namesIn(offline), [apiId]);
  });

  test("revisions that cannot be read are unknown, and it is told why", async () => {
    for (const method of ["listRevisions", "readApi"] as const) {
      const { azure } = twoClouds();
      azure.instance(contosoApim).apis.clear();
      azure.addApi({ ...basicCalculator, revision: "2" }, calculatorOperations);
      azure.addApi({ ...basicCalculator, apiId: `${apiId};rev=1`, isCurrent: false }, calculatorOperations);
      azure.calls.failNext(method, new Failure("forbidden", "No right to revisions."));
      const { entries, notes } = accessOf(await readInstanceSnapshot(azure, contosoApim, signal));
      const [unknown, ...more] = entries.filter(({ api }) => api.includes(";rev="));
      assert.deepEqual([unknown?.verdict, more], ["unknown", []], method);
      assert.match(notes.join("\n"), /No right to revisions/);
    }
  });

  test("a revision that the list of APIs has is told without a policy of its own, and asked for once only", async () => {
    const { azure } = twoClouds();
    const later = {
      ...basicCalculator,
      apiId: `${apiId};rev=2`,
      revision: "2",
      isCurrent: false,
      subscriptionRequired: false,
    };
    const offline = { ...later, apiId: `${apiId};rev=3`, revision: "3", isOnline: false };
    for (const one of [later, offline]) azure.addApi(one, calculatorOperations);
    const cloud = Object.assign(Object.create(azure), {
      async *listApisWithRevisions(...args: Parameters<typeof azure.listApisWithRevisions>) {
        yield* azure.listApisWithRevisions(...args);
        yield later;
        yield offline;
      },
      async *listRevisions(...args: Parameters<typeof azure.listRevisions>) {
        for await (const one of azure.listRevisions(...args)) yield { ...one, isOnline: one.number !== "3" };
      },
    });
    const { entries, notes } = accessOf(await readInstanceSnapshot(cloud, contosoApim, signal));
    const revisions = new Set(entries.map(({ api, verdict }) => `${api} ${verdict}`));
    assert.ok(revisions.has(`${apiId};rev=2 open`), [...revisions].join());
    assert.ok(![...revisions].some((one) => one.includes("rev=3")));
    assert.ok(!azure.calls.made.includes("readApi"));
    assert.doesNotMatch(notes.join("\n"), laterRevision);
    azure.calls.failNext("listRevisions", new Failure("forbidden", "No right to revisions."));
    const again = accessOf(await readInstanceSnapshot(cloud, contosoApim, signal)).entries;
    const told = [...new Set(again.map(({ api, verdict }) => `${api} ${verdict}`))];
    assert.deepEqual(
      told.filter((one) => one.includes("rev=")),
      [`${apiId};rev=2 open`, `${apiId};rev=? unknown`],
      "what is listed is told, and that there may be more",
    );
  });

  test("what has a policy at a level that is not known here is unknown and not passed over", async () => {
    const { azure } = twoClouds();
    const cloud = Object.assign(Object.create(azure), {
      async *listPolicyLevels(): AsyncGenerator<PolicyLevel | undefined> {
        yield { kind: "api", instance: contosoApim, apiId };
        yield undefined;
      },
    });
    const { entries, notes } = accessOf(await readInstanceSnapshot(cloud, contosoApim, signal));
    const [unknown, ...others] = entries.filter(({ api }) => api.includes("/"));
    assert.deepEqual(
      [unknown?.api, unknown?.operation, unknown?.verdict, others],
      ["?/?", null, "unknown", []],
    );
    assert.match(notes.join("\n"), /policies at levels that this version does not know/);
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
