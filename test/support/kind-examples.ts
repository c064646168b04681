import * as fs from "node:fs";
import * as path from "node:path";
import { toFailure } from "../../src/core/failure.ts";
import { type Shelved, storeIn } from "../../src/resources/clouds.ts";
import type { KindExample } from "../contract/kinds/kind-example.ts";

const folder = path.resolve(import.meta.dirname, "../contract/kinds");

/** The examples of all kinds that have one. */
export async function kindExamples(): Promise<readonly KindExample<object>[]> {
  const examples: KindExample<object>[] = [];
  for (const name of fs.readdirSync(folder)) {
    if (/contract|kind-example/.test(name)) continue;
    const exported: Readonly<Record<string, KindExample<object>>> = await import(path.join(folder, name));
    examples.push(...Object.values(exported));
  }
  return examples;
}

/**
 * Makes the first of each example of these kinds, and what it needs. Kinds are given in the order in which they build upon each other;
 * the last ones first make those before them, which are then there already.
 */
export async function makeOneOfEach(
  cloud: Shelved,
  owner: string,
  examples: readonly KindExample<object>[],
): Promise<void> {
  for (const { kind, ids, drafts } of examples.toReversed()) {
    try {
      const [draft] = await drafts(cloud, owner);
      const ref = { kind: kind.id, owner, ...(ids && { id: ids[0] }) };
      await storeIn(cloud, kind).create(ref, draft, new AbortController().signal);
    } catch (error) {
      if (toFailure(error).code !== "already-exists") throw error;
    }
  }
}
