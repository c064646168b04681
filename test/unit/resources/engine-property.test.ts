import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { carryOut, newJournal, takeBack } from "../../../src/resources/engine.ts";
import type { Entry, Journal } from "../../../src/resources/journal.ts";
import {
  anyChanges,
  type Dice,
  diceOf,
  type Fault,
  faults,
  furnished,
  Process,
  stateOf,
} from "./random-plans.ts";
import { owner } from "./toys.ts";

type Clouds = ReturnType<typeof furnished>;

const cases = Number(process.env["ENGINE_RUNS"]) || 2000;
const firstSeed = Number(process.env["ENGINE_SEED"]) || 1;

function anyFault(dice: Dice): Fault {
  const name = faults[dice(faults.length)] ?? "lost";
  return { name, at: 1 + dice(8), when: dice(2) === 0 ? "before" : "after", stays: dice(3) === 0 };
}

/** The journal as it stands when the work has ended, or as its file has it when the process was killed. */
async function run(clouds: Clouds, journal: Journal, work: typeof carryOut, fault?: Fault): Promise<Journal> {
  const one = new Process(clouds, journal, fault);
  return (await Promise.race([work(journal, one.desk, one.signal), one.killed])) ?? one.journal;
}

/** How many there are of what a change creates; for another verb, whether it took effect. */
function effects({ labels, shops, boxes }: Clouds, { change }: Entry): number {
  const n = Number(change.id.slice(1));
  const of = `${change.verb} ${change.ref.kind}`;
  if (of === "create toy-label") return labels.all.filter(({ ref }) => ref.id === `l${n}`).length;
  if (of === "create toy-shop") return shops.all.filter(({ value }) => value.name === `Shop ${n}`).length;
  if (of === "create toy-box") {
    return boxes.all.filter(({ ref, value }) => value.size === n && ref.id !== "b-old").length;
  }
  if (of === "update toy-shop") return shops.all.filter(({ value }) => value.goods.includes(`g${n}`)).length;
  if (of === "update toy-label") return labels.all.filter(({ value }) => value.text === "New").length;
  if (of === "delete toy-label") return labels.all.some(({ ref }) => ref.id === "gone") ? 0 : 1;
  return boxes.all.some(({ value }) => value.size === 99) ? 0 : 1;
}

/** What the journal says of each change is what the clouds say. */
function assertTrue(clouds: Clouds, journal: Journal, when: string): void {
  for (const entry of journal.entries) {
    const count = effects(clouds, entry);
    const says = `${when}: ${entry.change.id} (${entry.change.verb} ${entry.change.ref.kind}) ${entry.state}`;
    assert.ok(count <= 1, `${says}: there are ${count}`);
    if (entry.state === "made") assert.equal(count, 1, says);
    if (entry.state === "not-made" || entry.state === "waiting") assert.equal(count, 0, says);
  }
}

function planOf(dice: Dice, clouds: Clouds): Journal {
  const plan = {
    title: "Toys",
    subject: "toys",
    changes: anyChanges(dice, clouds),
    unchanged: [],
    notes: [],
  };
  return newJournal(plan, "j", new Date(0));
}

async function oneCase(seed: number): Promise<void> {
  const dice = diceOf(seed);
  const clouds = furnished();
  const planned = planOf(dice, clouds);
  // Somebody else adds something to a list after the plan was made.
  clouds.shops.put(owner, "s-old", { name: "Corner", goods: ["bread", "theirs"] });
  const before = stateOf(clouds);
  const fault = anyFault(dice);
  const failed = await run(clouds, planned, carryOut, fault);
  if (fault.name !== "killed") assertTrue(clouds, failed, `after ${JSON.stringify(fault)}`);
  if (dice(2) === 0) {
    const done = await run(clouds, failed, carryOut);
    assertTrue(clouds, done, "after trying again");
    assert.deepEqual(
      done.entries.filter(({ state }) => state !== "made").map(({ message }) => message),
      [],
    );
    assert.ok(clouds.shops.all.some(({ value }) => value.goods.includes("theirs")));
    return;
  }
  const secondFault = dice(2) === 0 ? anyFault(dice) : undefined;
  const half = await run(clouds, failed, takeBack, secondFault);
  const undone = await run(clouds, half, takeBack);
  assert.equal(stateOf(clouds), before, `after ${JSON.stringify([fault, secondFault])} and taking back`);
  assert.deepEqual(
    undone.entries.filter(({ undo }) => undo && undo.state !== "undone").map(({ undo }) => undo),
    [],
  );
}

suite("resources: whatever goes wrong", () => {
  test("trying again reaches the goal, taking back leaves all as it was, and what is said is true", async () => {
    const wrong: string[] = [];
    for (let seed = firstSeed; seed < firstSeed + cases; seed++) {
      await oneCase(seed).catch((error: Error) => wrong.push(`seed ${seed}: ${error.message}`));
    }
    assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${cases} cases`);
  }).timeout(60_000);
});
