import { isChange } from "../../access/callers/fate.ts";
import {
  type AccessChange,
  accessChange,
  callersOf,
  type InstanceSnapshot,
  type WantedToken,
} from "../../access/index.ts";
import { countOf } from "../../core/count.ts";
import { isCancelled, toFailure } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { ApiRef } from "../../domain/apim.ts";
import { parseLevelPath } from "../../domain/azure-paths.ts";
import type { Change } from "../../resources/kind.ts";
import { policy } from "../../resources/kinds/policy.ts";
import type { Clouds } from "../clouds.ts";
import { collect } from "../collect.ts";
import { readInstanceSnapshot } from "../read-access/read-instance.ts";
import { withChanges } from "../read-access/with-changes.ts";
import { named } from "./places/affected.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** Of an instance with more APIs than these the others are not looked at one by one. */
const mostApis = 100;

/** Whether other APIs may meet a policy that is changed: that of all APIs, of a product, or a fragment. */
export function mayTouchOthers(
  { api: { instance } }: SecureApiSnapshot,
  changes: readonly Change[],
): boolean {
  return changes.some(({ ref, verb }) => {
    const level = ref.kind === policy.id ? parseLevelPath(instance, ref.id ?? "") : undefined;
    const kind = level?.kind;
    return kind === "global" || kind === "product" || (kind === "fragment" && verb !== "create");
  });
}

/** What decides who gets in at the other APIs of the instance; unknown where they are too many, or may not be read. */
export async function readElsewhere(
  { azure }: Pick<Clouds, "azure">,
  { instance, apiId }: ApiRef,
  signal: AbortSignal,
): Promise<Maybe<InstanceSnapshot>> {
  try {
    const listed = await collect(azure.listApis(instance, signal), signal);
    if (listed.length > mostApis) return unknown;
    const { spaces, notes } = await readInstanceSnapshot(azure, instance, signal);
    const isOther = ({ name }: { readonly name: string }) => name.toLowerCase() !== apiId.toLowerCase();
    const others = spaces.map((space) =>
      space.workspace === undefined ? { ...space, apis: space.apis.filter(isOther) } : space,
    );
    return known({ spaces: others, notes });
  } catch (error) {
    if (isCancelled(error) || toFailure(error).code === "unauthorized") throw error;
    return unknown;
  }
}

/** What a plan changes at other APIs. */
interface Elsewhere {
  /** At those only of which it changes something; left out where there is none, or that is not known. */
  readonly access?: AccessChange;
  /** One sentence each. */
  readonly notes: readonly string[];
}

/** Who gets in at other APIs before `changes` are made and after; nothing where no other API can meet them, or none was read. */
export function accessElsewhere(
  snapshot: SecureApiSnapshot,
  wanted: WantedToken,
  changes: readonly Change[],
): Elsewhere {
  const { elsewhere, instance } = snapshot;
  if (!elsewhere || !mayTouchOthers(snapshot, changes)) return { notes: [] };
  if (!elsewhere.known) {
    return {
      notes: [
        "Who gets in at other APIs was not looked at: they are too many, or could not be read. Whoever is shut out there is not told.",
      ],
    };
  }
  const between = (before: InstanceSnapshot) => {
    const after = withChanges(before, instance, changes);
    return accessChange(before, after, callersOf([before, after], wanted));
  };
  const touched = new Set(
    between(elsewhere.value)
      .rows.filter(({ cells }) => cells.some(isChange))
      .flatMap(({ operations }) => operations.map(({ api }) => api)),
  );
  if (touched.size === 0) return { notes: ["At no other API of the instance does that change who gets in."] };
  const access = between(onlyOf(elsewhere.value, touched));
  const names = named([...touched].map((api) => `“${api}”`));
  return {
    access,
    notes: [`It changes who gets in at ${countOf(touched.size, "other API")}, too: ${names}.`],
  };
}

/** The same instance with these of its APIs, by the names that reports have for them. */
function onlyOf({ spaces, notes }: InstanceSnapshot, names: ReadonlySet<string>): InstanceSnapshot {
  const nameOf = (workspace: string | undefined, name: string) =>
    workspace === undefined ? name : `${workspace}/${name}`;
  return {
    notes,
    spaces: spaces.map((space) => ({
      ...space,
      apis: space.apis.filter(({ name }) => names.has(nameOf(space.workspace, name))),
    })),
  };
}
