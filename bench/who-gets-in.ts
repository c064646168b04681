import { spawnSync } from "node:child_process";
import { accessChange, accessOf, callersOf, type InstanceSnapshot } from "../src/access/index.ts";
import { choose, instanceOf, jwt } from "../test/unit/access/instance.ts";
import { leastTimes, timeOf } from "./measure.ts";
import { milliseconds, type Row } from "./report.ts";

/** Runs this program as the child that judges twenty choices before anything is compiled. */
export const coldChoicesFlag = "--cold-choices";

const operations = 300;
const processes = 5;

/** What it takes to tell who gets in where policies have many ways, and where an API has many operations. */
export function whoGetsInRows(): readonly Row[] {
  const cold = Array.from({ length: processes }, coldTime);
  const before = manyOperations();
  const [planned = 0] = leastTimes(
    [() => accessChange(before, before, callersOf([before, before], { ...wanted, scopes: ["read"] }))],
    5,
  );
  const row = (what: string, value: number, atMost: number): Row => ({
    what,
    figures: milliseconds(value),
    value,
    limit: { atMost },
    unit: "ms",
  });
  return [
    row("who gets in, twenty independent choose, in a fresh process", Math.min(...cold), 50),
    row(`who gets in before and after, ${operations} operations, a check of others' tokens`, planned, 500),
  ];
}

const wanted = {
  issuer: "https://contoso.eu.auth0.com/",
  audience: "orders",
  discoveryUrl: "https://contoso.eu.auth0.com/.well-known/openid-configuration",
};

function coldTime(): number {
  const child = spawnSync(process.execPath, [process.argv[1] ?? "", coldChoicesFlag], { encoding: "utf8" });
  return Number(child.stdout);
}

/** In the child. */
export function measureColdChoices(): void {
  const has = (index: number) => `@(context.Request.Headers.ContainsKey("X-${index}"))`;
  const choices = Array.from({ length: 20 }, (_, index) => choose({ [has(index)]: jwt() }));
  const instance = instanceOf({ api: choices.join("") });
  console.log(timeOf(() => accessOf(instance)));
}

function manyOperations(): InstanceSnapshot {
  const { spaces, notes } = instanceOf({ api: jwt("other"), key: true });
  const named = Array.from({ length: operations }, (_, index) => `operation-${index}`);
  return {
    notes,
    spaces: spaces.map((space) => ({
      ...space,
      apis: space.apis.map((api) => ({
        ...api,
        operations: named.flatMap((name) => api.operations.map((one) => ({ ...one, name }))),
      })),
    })),
  };
}
