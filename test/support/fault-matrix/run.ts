import { extents, namedFaults } from "./faults.ts";
import { tryKill, tryTrouble, tryUndoing, type WriteRequest } from "./matrix.ts";
import type { Prepared, Stage } from "./scenarios.ts";

/** One try, which may be made or left out. */
export interface Try {
  readonly name: string;
  run(): Promise<readonly string[]>;
}

/** Everything that may happen to a plan: while it is carried out, while it is taken back, and the end of the program. */
export async function troublesOf(stage: Stage, scenario: Prepared): Promise<readonly Try[]> {
  const { sandbox, newDesk } = stage;
  const each = (writes: readonly WriteRequest[]) =>
    writes.flatMap((write) =>
      namedFaults.flatMap((fault) => extents.map((extent) => ({ write, fault, extent }))),
    );
  const nameOf = (doing: string, { write, fault, extent }: ReturnType<typeof each>[number]) =>
    `${scenario.name}, ${doing}: ${write.method} ${write.path.source}, ${fault.name}, ${extent}`;
  return [
    ...each(scenario.writes).map((trouble) => ({
      name: nameOf("carried out", trouble),
      run: () => tryTrouble(sandbox, scenario, trouble, newDesk),
    })),
    ...each(scenario.undoing).map((trouble) => ({
      name: nameOf("taken back", trouble),
      run: () => tryUndoing(sandbox, scenario, scenario.done, trouble, newDesk),
    })),
    ...killsOf(scenario).map((kill) => ({
      name: `${scenario.name}, the program ends at write ${kill.write} of the journal${kill.isDurable ? "" : ", which is lost"}`,
      run: async () => (await tryKill(sandbox, scenario, kill, newDesk)) ?? [],
    })),
  ];
}

/** Runs them one after the other. */
export async function* tryAll(
  tries: readonly Try[],
): AsyncGenerator<{ readonly name: string; readonly complaints: readonly string[] }> {
  for (const { name, run } of tries) {
    const complaints = await run().catch((error: unknown) => [
      String(error instanceof Error ? error.stack : error),
    ]);
    yield { name, complaints };
  }
}

/** The journal is written before and after each request. */
function killsOf({ plan }: Prepared) {
  return Array.from({ length: 2 * plan.changes.length }, (_, index) => index + 1).flatMap((write) =>
    [true, false].map((isDurable) => ({ write, isDurable })),
  );
}
