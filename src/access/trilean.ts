/** `undefined`: not known. */
export type Trilean = boolean | undefined;

/** Whether `is` holds for all items; one that fails decides. */
export function every<T>(items: readonly T[], is: (item: T) => Trilean): Trilean {
  const each = items.map(is);
  if (each.includes(false)) return false;
  return each.includes(undefined) ? undefined : true;
}

/** Whether `is` holds for one of the items. */
export function some<T>(items: readonly T[], is: (item: T) => Trilean): Trilean {
  const each = items.map(is);
  if (each.includes(true)) return true;
  return each.includes(undefined) ? undefined : false;
}
