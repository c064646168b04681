import { type ApiDescription, OperationNames } from "../../imports/index.ts";
import type { ApiOperation } from "../../resources/kinds/imported-api.ts";

/** What becomes of the operations of an API when a document is imported over it. */
interface OperationFates {
  /** All that there will be, by the names that they will have. */
  readonly after: readonly ApiOperation[];
  /** Found by their names: they stay with their policies, whatever else of them changes. */
  readonly kept: readonly ApiOperation[];
  /** Those of them that callers reach by another method or address from then on. */
  readonly movedTo: readonly { readonly from: ApiOperation; readonly to: ApiOperation }[];
  /** Found by method and template only: another name, to which the policy is taken along. */
  readonly renamed: readonly { readonly from: ApiOperation; readonly to: ApiOperation }[];
  readonly added: readonly ApiOperation[];
  /** In the document no more: they go with their policies. */
  readonly gone: readonly ApiOperation[];
}

/**
 * By the documentation, an operation is found by the name that a first import would give it; one that is not found so is a new one,
 * named after its method and path even if the document gives it an id.
 */
export function operationFates(
  before: readonly ApiOperation[],
  { operations }: ApiDescription,
): OperationFates {
  const byName = new Map(before.map((one) => [one.name, one]));
  const kept = operations.filter(({ name }) => byName.has(name));
  const keptNames = new Set(kept.map(({ name }) => name));
  const names = new OperationNames(keptNames);
  const fresh = operations
    .filter(({ name }) => !keptNames.has(name))
    .map((one) => ({
      ...one,
      name: names.next(undefined, one.method.toLowerCase(), pathOf(one)) ?? one.name,
    }));
  const lost = before.filter(({ name }) => !keptNames.has(name));
  const renamed = fresh.flatMap((to) => {
    const from = lost.find((one) => one.method === to.method && one.urlTemplate === to.urlTemplate);
    return from ? [{ from, to }] : [];
  });
  const moved = new Set(renamed.map(({ from }) => from));
  const arrived = new Set(renamed.map(({ to }) => to));
  const freshByOld = new Map(
    operations.filter(({ name }) => !keptNames.has(name)).map((one, index) => [one, fresh[index]]),
  );
  return {
    after: operations.map((one) => freshByOld.get(one) ?? one),
    kept,
    movedTo: kept.flatMap((to) => {
      const from = byName.get(to.name);
      return from && !answersAsBefore(from, to) ? [{ from, to }] : [];
    }),
    renamed,
    added: fresh.filter((one) => !arrived.has(one)),
    gone: lost.filter((one) => !moved.has(one)),
  };
}

/** By method and path; names of parameters do not matter to callers. */
function answersAsBefore(from: ApiOperation, to: ApiOperation): boolean {
  const plain = (one: ApiOperation) => pathOf(one).replace(/\{[^}]*\}/g, "{}");
  return from.method === to.method && plain(from) === plain(to);
}

function pathOf({ urlTemplate, displayName }: ApiOperation): string {
  return urlTemplate === "" ? displayName : urlTemplate.replace(/\?.*$/, "");
}
