import { spacesOf } from "../calls.ts";
import type { InstanceSnapshot } from "../instance-snapshot.ts";
import type { Caller } from "./caller.ts";
import { type Column, columnsOf, type Fared } from "./columns.ts";
import { type Fate, type FateChange, isPerhapsShutOut, isShutOut, signatureOf } from "./fate.ts";
import { Fates, type OperationName } from "./fates.ts";
import { columnOfOthers, isPast, WayPast } from "./way-past.ts";
import { cutsOff } from "./without-base.ts";

/** An operation as people know it. */
export interface ChangedOperation extends OperationName {
  /** In capitals; left out where it is not known. */
  readonly method?: string;
  readonly path?: string;
  /** Its own policy leaves out what stands around it. */
  readonly cutsOff?: true;
}

/** Operations at which every caller fares the same. */
export interface AccessRow {
  readonly operations: readonly ChangedOperation[];
  /** One for each column. */
  readonly cells: readonly FateChange[];
}

/** Somebody of whom a line is told. */
export interface ToldCaller {
  readonly name: string;
  readonly operations: readonly ChangedOperation[];
  /** At the first of them. */
  readonly fate: FateChange;
}

/** Who gets in, before and after; a plain JSON value without secrets. */
export interface AccessChange {
  /** Callers, by name. */
  readonly columns: readonly string[];
  readonly rows: readonly AccessRow[];
  /** How many operations there are. */
  readonly count: number;
  readonly letIn: readonly ToldCaller[];
  readonly shutOut: readonly ToldCaller[];
  /** Those of whom it is not known whether they are shut out. */
  readonly perhapsShutOut: readonly ToldCaller[];
  /** Of those who are shut out, or may be, whom a check lets in now: nobody gets in with their key alone. Whoever lacks a scope is left out. */
  readonly barred: readonly ToldCaller[];
  /** Callers without a token, or the like, who get in afterwards, too; also by showing what a condition asks for. */
  readonly open: readonly ToldCaller[];
  /** Others than those to be let in who get in afterwards with what they send. */
  readonly others: readonly ToldCaller[];
  /** Callers who are to be let in and are not, or not for certain. */
  readonly notLetIn: readonly ToldCaller[];
  /** Callers without a token of whom it is not known whether they get in afterwards. */
  readonly perhapsOpen: readonly ToldCaller[];
}

/** What becomes of `callers` at every operation of two snapshots of the same APIs. */
export function accessChange(
  before: InstanceSnapshot,
  after: InstanceSnapshot,
  callers: readonly Caller[],
): AccessChange {
  const operations = operationsOf(after);
  const [old, fresh] = [new Fates(before), new Fates(after)];
  const fared = callers.map((caller) => ({
    caller,
    fates: operations.map((name) => ({ before: old.of(name, caller), after: fresh.of(name, caller) })),
  }));
  const columns = columnsOf(fared);
  const told = (of: readonly Column[], is: (fate: FateChange) => boolean) =>
    of.flatMap((column) => toldOf(column, operations, is));
  const plain = columns.filter(({ isPlain }) => isPlain);
  const wanted = columns.filter(({ isWanted }) => isWanted);
  const others = columnOfOthers([new WayPast(before), new WayPast(after)], operations, plain);
  const toldOfOthers = (kind: Fate["kind"]) =>
    others ? toldOf(others, operations, (fate) => isPast(fate.after) && fate.after.kind === kind) : [];
  const shown = others ? [...columns, others] : columns;
  return {
    columns: shown.map(({ name }) => name),
    rows: rowsOf(shown, operations),
    count: operations.length,
    letIn: told(
      columns.filter(({ lacks }) => lacks === undefined),
      isLetIn,
    ),
    shutOut: told(columns, isShutOut),
    perhapsShutOut: told(columns, isPerhapsShutOut),
    barred: told(
      columnsOf(byChecks(fared)).filter(({ isPlain, lacks }) => !isPlain && lacks === undefined),
      (fate) => isShutOut(fate) || isPerhapsShutOut(fate),
    ),
    open: [...told(plain, ({ after: { kind } }) => kind === "in"), ...toldOfOthers("in")],
    others: told(
      columns.filter(({ isPlain, isLikeWanted }) => !isPlain && !isLikeWanted),
      ({ after: { kind } }) => kind === "in",
    ),
    notLetIn: told(wanted, ({ after: { kind } }) => kind !== "in"),
    perhapsOpen: [...told(plain, ({ after: { kind } }) => kind === "unknown"), ...toldOfOthers("unknown")],
  };
}

/** The same callers, for whom nothing changes where their key alone lets them in now: no check does. */
function byChecks(fared: readonly Fared[]): readonly Fared[] {
  const keyOf = ({ caller: { key } }: Fared) => JSON.stringify(key);
  const plain = new Map(fared.filter(({ caller }) => caller.isPlain).map((one) => [keyOf(one), one.fates]));
  return fared.map((one) => ({
    ...one,
    fates: one.fates.map((fate, index) =>
      plain.get(keyOf(one))?.[index]?.before.kind === "in"
        ? { before: fate.before, after: fate.before }
        : fate,
    ),
  }));
}

function isLetIn({ before, after }: FateChange): boolean {
  return before.kind === "refused" && after.kind === "in";
}

function operationsOf(instance: InstanceSnapshot): readonly ChangedOperation[] {
  return spacesOf(instance).flatMap((space) =>
    space.apis.flatMap((api) =>
      space.operationsOf(api).map((operation) => ({
        api: space.nameOf(api),
        operation: operation?.name ?? null,
        ...(operation?.method !== undefined && { method: operation.method }),
        ...(operation?.urlTemplate !== undefined && { path: operation.urlTemplate }),
        ...(operation?.policy && cutsOff(operation.policy) && { cutsOff: true as const }),
      })),
    ),
  );
}

function toldOf(
  { name, fates }: Column,
  operations: readonly ChangedOperation[],
  is: (fate: FateChange) => boolean,
): readonly ToldCaller[] {
  const found = operations.flatMap((operation, index) => {
    const fate = fates[index];
    return fate && is(fate) ? [{ operation, fate }] : [];
  });
  const [first] = found;
  return first ? [{ name, operations: found.map(({ operation }) => operation), fate: first.fate }] : [];
}

/** More operations than this are put together where every caller fares the same. */
const mostAlone = 30;

function rowsOf(columns: readonly Column[], operations: readonly ChangedOperation[]): readonly AccessRow[] {
  const rows = operations.map((operation, index) => ({
    operations: [operation],
    cells: columns.flatMap(({ fates }) => fates[index] ?? []),
  }));
  if (rows.length <= mostAlone) return rows;
  const byCells = new Map<string, AccessRow>();
  for (const row of rows) {
    const key = `${row.operations[0]?.api} ${signatureOf(row.cells)}`;
    const same = byCells.get(key);
    byCells.set(key, same ? { ...same, operations: [...same.operations, ...row.operations] } : row);
  }
  return [...byCells.values()];
}
