import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { type DocumentPlan, type Draft, documentOf, planUpdate } from "../../../src/documents/index.ts";
import { planUpdate as planBy } from "../../../src/documents/plan-update.ts";
import { corner, type Gate, gate, gateOf, gateSchema, shop } from "./toys.ts";

const empty: Draft = { values: {}, secrets: {}, hasComments: false };
const draft = (values: Draft["values"], rest: Partial<Draft> = {}): Draft => ({ ...empty, ...rest, values });

/** What comes of it when somebody wants `values` of what was `base` and is `now`. */
const plan = (base: Partial<Gate>, now: Partial<Gate>, values: Draft["values"]): DocumentPlan =>
  planUpdate(gate, gateOf(base), gateOf(now), draft(values));

suite("documents: what a text leads to", () => {
  test("nothing where nothing differs", () => {
    const { change, ...rest } = plan({ height: 2 }, { height: 2 }, { displayName: "North", height: 2 });
    assert.equal(change, undefined);
    assert.deepEqual(rest.leftOut, ["Client id", "Authorization endpoint"]);
    assert.deepEqual([rest.theirs, rest.conflicts, rest.fixed, rest.asks, rest.notes], [[], [], [], [], []]);
  });

  test("a change of exactly the field that differs, as it was and as it will be", () => {
    const { change } = plan({ height: 2 }, { height: 2 }, { displayName: "South", height: 2 });
    assert.deepEqual(change, {
      id: "toy-gate/north",
      verb: "update",
      ref: gateOf().ref,
      title: "Change the gate “South”",
      fields: [{ path: "displayName", before: "North", after: "South" }],
      needs: [],
    });
  });

  test("what only the server changed is kept and named", () => {
    const { change, theirs, conflicts } = plan({ height: 2 }, { height: 3, isOpen: true }, { height: 2 });
    assert.equal(change, undefined);
    assert.deepEqual(theirs, ["Height", "Open"]);
    assert.deepEqual(conflicts, []);
  });

  test("what both changed alike is nothing to do", () => {
    const { change, conflicts } = plan({ height: 2 }, { height: 3 }, { height: 3 });
    assert.deepEqual([change, conflicts], [undefined, []]);
  });

  test("what both changed is a conflict until somebody decides", () => {
    const [base, now, wanted] = [gateOf({ height: 2 }), gateOf({ height: 3 }), draft({ height: 4 })];
    const open = planUpdate(gate, base, now, wanted);
    assert.equal(open.change, undefined);
    assert.deepEqual(open.conflicts, [{ path: "height", label: "Height", mine: 4, theirs: 3 }]);
    const mine = planUpdate(gate, base, now, wanted, { height: "mine" });
    assert.deepEqual(mine.change?.fields, [{ path: "height", before: 3, after: 4 }]);
    assert.deepEqual(mine.conflicts, []);
    const theirs = planUpdate(gate, base, now, wanted, { height: "theirs" });
    assert.deepEqual([theirs.change, theirs.conflicts, theirs.theirs], [undefined, [], ["Height"]]);
  });

  test("of an object that both changed, each member counts by itself, at any depth", () => {
    const base = { watts: 10, bulb: { colour: "white", socket: "E27" }, dim: true };
    const now = { watts: 20, bulb: { colour: "white", socket: "E14" }, dim: true, made: 2020 };
    const mine = { watts: 10, bulb: { colour: "red", socket: "E27" } };
    const { change, conflicts, theirs } = plan({ lamp: base }, { lamp: now }, { lamp: mine });
    const after = { watts: 20, bulb: { colour: "red", socket: "E14" }, made: 2020 };
    assert.deepEqual(change?.fields, [{ path: "lamp", before: now, after }]);
    assert.deepEqual([conflicts, theirs], [[], ["Lamp"]]);
  });

  test("a member that both changed is a conflict of its own, and the rest is kept whoever is right", () => {
    const [base, now] = [
      gateOf({ lamp: { watts: 10, dim: true } }),
      gateOf({ lamp: { watts: 20, dim: false } }),
    ];
    const wanted = draft({ lamp: { watts: 30, dim: true } });
    const open = planUpdate(gate, base, now, wanted);
    assert.deepEqual(open.conflicts, [{ path: "lamp.watts", label: "Lamp: watts", mine: 30, theirs: 20 }]);
    assert.equal(open.change, undefined);
    const mine = planUpdate(gate, base, now, wanted, { "lamp.watts": "mine" });
    const [field] = mine.change?.fields ?? [];
    assert.deepEqual(field, { path: "lamp", before: now.value.lamp, after: { watts: 30, dim: false } });
    const theirs = planUpdate(gate, base, now, wanted, { "lamp.watts": "theirs" });
    assert.deepEqual([theirs.change, theirs.conflicts], [undefined, []]);
  });

  test("an object that one side took away is a conflict as a whole", () => {
    const { conflicts } = plan({ lamp: { watts: 1 } }, { lamp: { watts: 2 } }, { lamp: null });
    assert.deepEqual(conflicts, [{ path: "lamp", label: "Lamp", mine: undefined, theirs: { watts: 2 } }]);
  });

  test("comments are said to be lost, and only when something is written", () => {
    const of = (height: number) =>
      planUpdate(
        gate,
        gateOf({ height: 2 }),
        gateOf({ height: 2 }),
        draft({ height }, { hasComments: true }),
      );
    assert.deepEqual(of(2).notes, []);
    assert.match(of(3).notes.join(), /comments in the document/);
  });
});

suite("documents: what is left out, and what is taken away", () => {
  test("what is left out stays", () => {
    const { change, leftOut } = planUpdate(
      gate,
      gateOf({ height: 2, keepers: ["ann"] }),
      gateOf({ height: 2, keepers: ["ann"] }),
      draft({ displayName: "North", clientId: "abc" }),
    );
    assert.equal(change, undefined);
    assert.deepEqual(leftOut, ["Authorization endpoint", "Height", "Keepers"]);
  });

  test("null takes away", () => {
    const { change, leftOut } = plan({ height: 2 }, { height: 2 }, { height: null });
    assert.deepEqual(change?.fields, [{ path: "height", before: 2 }]);
    assert.ok(!leftOut.includes("Height"));
    assert.equal(plan({}, {}, { height: null }).change, undefined);
  });

  test("null empties a list that is kept element by element", () => {
    const { change } = plan({ keepers: ["ann"] }, { keepers: ["ann", "eve"] }, { keepers: null });
    assert.deepEqual(change?.fields, [{ path: "keepers", added: [], removed: ["ann"] }]);
  });

  test("null takes nothing away that the service does not let go", () => {
    const base = gateOf({ isOpen: true });
    const { change, notes } = planBy(gate, base, base, draft({ isOpen: null }), {}, {}, gateSchema);
    assert.equal(change, undefined);
    assert.deepEqual(notes, ["“Open” cannot be taken away from the gate, so it stays as it is."]);
    const colour = planBy(
      gate,
      gateOf({ colour: "red" }),
      gateOf({ colour: "red" }),
      draft({ colour: null }),
      {},
      {},
      gateSchema,
    );
    assert.deepEqual(colour.change?.fields, [{ path: "colour", before: "red" }]);
  });
});

suite("documents: lists whose order means nothing", () => {
  test("are changed element by element, and keep what others added meanwhile", () => {
    const { change, theirs } = plan(
      { keepers: ["ann", "bob"] },
      { keepers: ["eve", "bob", "ann"] },
      { keepers: ["bob", "cyd"] },
    );
    assert.deepEqual(change?.fields, [{ path: "keepers", added: ["cyd"], removed: ["ann"] }]);
    assert.deepEqual(theirs, ["Keepers"]);
  });

  test("are the same in another order", () => {
    assert.equal(
      plan({ keepers: ["a", "b"] }, { keepers: ["a", "b"] }, { keepers: ["b", "a"] }).change,
      undefined,
    );
  });

  test("have elements of which something changed", () => {
    const lanes = [{ value: "left", description: "Slow" }, { value: "right" }];
    const wanted = [{ value: "right" }, { value: "left", description: "Fast" }];
    const { change } = plan({ lanes }, { lanes }, { lanes: wanted });
    assert.deepEqual(change?.fields, [
      {
        path: "lanes",
        added: [{ value: "left", description: "Fast" }],
        removed: [{ value: "left", description: "Slow" }],
      },
    ]);
  });

  test("have conflicts in their elements, each with a name of its own", () => {
    const lane = (description: string) => ({ lanes: [{ value: "left", description }] });
    const [base, now] = [gateOf(lane("Slow")), gateOf(lane("Slower"))];
    const open = planUpdate(gate, base, now, draft(lane("Fast")));
    assert.deepEqual(open.conflicts, [
      {
        path: "lanes/left",
        label: "Lanes: left",
        mine: { value: "left", description: "Fast" },
        theirs: { value: "left", description: "Slower" },
      },
    ]);
    const mine = planUpdate(gate, base, now, draft(lane("Fast")), { "lanes/left": "mine" });
    assert.deepEqual(mine.change?.fields, [
      {
        path: "lanes",
        added: [{ value: "left", description: "Fast" }],
        removed: [{ value: "left", description: "Slower" }],
      },
    ]);
    const gone = planUpdate(gate, base, now, draft({ lanes: [] }));
    assert.equal(gone.conflicts[0]?.mine, undefined);
  });
});

suite("documents: what is fixed", () => {
  test("is not changed, and the rest is", () => {
    const { change, fixed } = plan({ maker: "Smith" }, { maker: "Smith" }, { maker: "Jones", height: 1 });
    assert.deepEqual(fixed, ["Maker"]);
    assert.deepEqual(change?.fields, [{ path: "height", after: 1 }]);
  });

  test("another id, or another name where that is what it is known by, leads to nothing at all", () => {
    const other = planUpdate(gate, gateOf(), gateOf(), draft({ height: 1 }, { id: "south" }));
    assert.deepEqual([other.change, other.fixed], [undefined, ["Id"]]);
    assert.match(other.notes.join(), /nothing is changed/);
    const shops = planUpdate(shop, corner, corner, draft({ name: "Central", goods: [] }));
    assert.deepEqual([shops.change, shops.fixed], [undefined, ["Name"]]);
  });
});

suite("documents: what takes no change", () => {
  test("is left alone, and why is said", () => {
    const { change, notes } = planUpdate(
      { ...gate, lockedBecause: () => "The city keeps this gate." },
      gateOf(),
      gateOf(),
      draft({ height: 1 }),
    );
    assert.deepEqual([change, notes], [undefined, ["The city keeps this gate."]]);
  });
});

suite("documents: secrets in a plan", () => {
  const ask = (wish: Draft["secrets"], given: Readonly<Record<string, string>> = {}) =>
    planUpdate(gate, gateOf(), gateOf(), draft({}, { secrets: wish }), {}, given);

  test("stay where they shall be kept", () => {
    const { change, asks, notes } = ask({ clientSecret: "keep", masterKey: "keep" });
    assert.deepEqual([change, asks, notes], [undefined, [], []]);
  });

  test("are asked for, and stand in the change once they were given", () => {
    const open = ask({ clientSecret: "ask" });
    assert.deepEqual([open.change, open.asks], [undefined, ["clientSecret"]]);
    const { change, asks, notes } = ask({ clientSecret: "ask" }, { clientSecret: "hunter2" });
    assert.deepEqual(asks, []);
    assert.deepEqual(change?.fields, [{ path: "clientSecret", after: "hunter2" }]);
    assert.match(notes.join(), /“Client secret” .* cannot be put back/);
    assert.doesNotMatch(JSON.stringify([notes, change?.title]), /hunter2/);
  });

  test("are taken in only where they were asked for", () => {
    assert.equal(ask({ clientSecret: "keep" }, { clientSecret: "hunter2" }).change, undefined);
  });

  test("are removed", () => {
    assert.deepEqual(ask({ masterKey: "remove" }).change?.fields, [{ path: "masterKey" }]);
  });

  test("are read from the application that the document names when the change is made", () => {
    const of = (values: Draft["values"]) =>
      planUpdate(gate, gateOf(), gateOf(), draft(values, { secrets: { clientSecret: "from-application" } }))
        .change?.fields;
    const application = { kind: "auth0-application", owner: "contoso.eu.auth0.com" };
    const secret = (id: string) => ({
      path: "clientSecret",
      after: { secretOf: { ...application, id } },
    });
    assert.deepEqual(of({}), [secret("abc")]);
    assert.deepEqual(of({ clientId: "def" }), [
      { path: "clientId", before: "abc", after: "def" },
      secret("def"),
    ]);
  });

  test("stay where no application is named", () => {
    const wish = { clientSecret: "from-application" } as const;
    const { change, notes } = planUpdate(
      gate,
      gateOf({ clientId: "" }),
      gateOf({ clientId: "" }),
      draft({}, { secrets: wish }),
    );
    assert.equal(change, undefined);
    assert.match(notes.join(), /names no Auth0 application/);
  });

  test("never come from a store into a text or a plan", () => {
    const leaky = gateOf({ clientSecret: "hunter2", masterKey: "hunter3" });
    const { change } = planUpdate(gate, leaky, leaky, draft({ displayName: "South" }));
    assert.doesNotMatch(JSON.stringify([change, documentOf(gate, leaky)]), /hunter/);
  });
});
