import { isSecretOption } from "../../domain/connection-options.ts";
import type { Settings } from "../../domain/settings.ts";

/** Options without the secrets among them, at any depth, also in what lists hold. */
export function withoutSecretOptions(options: Settings, above = ""): Settings {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) =>
      isSecretIn(options, name, above) ? [] : [[name, withoutSecretsWithin(value, name)]],
    ),
  );
}

function withoutSecretsWithin(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.flatMap(elementWithoutSecrets);
  return isSettings(value) ? withoutSecretOptions(value, name) : value;
}

/** Whether a member is a secret by its own name, by what stands beside it as in `{ "name": "password", "value": … }`, or above it. */
function isSecretIn(options: Settings, name: string, above: string): boolean {
  const value = options[name];
  if (isSecretOption(name, value)) return true;
  const others = [options["name"], options["key"], above];
  return name === "value" && others.some((one) => typeof one === "string" && isSecretOption(one, value));
}

/** None where the element is a secret itself: a header, an address with a password. */
function elementWithoutSecrets(one: unknown): readonly unknown[] {
  return isSecretOption("", one) ? [] : [withoutSecretsWithin(one)];
}

/**
 * What is sent so that `there` becomes `wanted`, since the service replaces options as a whole: the secrets stay, and so does what
 * came since `before` was read. Both `before` and `wanted` are without secrets.
 */
export function mergedOptions(there: Settings, before: Settings, wanted: Settings, above = ""): Settings {
  const kept = Object.entries(there).flatMap(([name, value]) => {
    if (isSecretIn(there, name, above)) return [[name, value] as const];
    if (name in wanted || name in before) return [];
    return [[name, value] as const];
  });
  const set = Object.entries(wanted).flatMap(([name, value]) => {
    // what is wanted as it was seen is as others have it by now
    if (name in before && isEqual(before[name], value)) return name in there ? [[name, there[name]]] : [];
    return [[name, mergedValue(there[name], before[name], value, name)]];
  });
  return { ...Object.fromEntries(set), ...Object.fromEntries(kept) };
}

function mergedValue(there: unknown, before: unknown, wanted: unknown, name = ""): unknown {
  if (Array.isArray(wanted) && Array.isArray(there)) return mergedList(there, wanted);
  if (!isSettings(wanted) || !isSettings(there)) return wanted;
  return mergedOptions(there, isSettings(before) ? before : {}, wanted, name);
}

/**
 * An element that is wanted as it is there keeps its secrets, and so does one that is changed, as long as it can be told which one
 * that was: by what names it, or, where nothing names either, since it is the only one. One that is named otherwise is another one:
 * a secret must never go where somebody else's would. An element that is a secret itself stays.
 */
function mergedList(there: readonly unknown[], wanted: readonly unknown[]): readonly unknown[] {
  const [secrets, open] = [true, false].map((is) => there.filter((one) => isSecretOption("", one) === is));
  const left = [...(open ?? [])];
  const take = (fits: (one: unknown) => boolean) => {
    const index = left.findIndex(fits);
    return index < 0 ? undefined : left.splice(index, 1);
  };
  const same = wanted.map((one) => take((other) => isEqual(withoutSecretsWithin(other), one)));
  const changed = wanted.filter((_, index) => !same[index]).length;
  const merged = wanted.map((one, index) => {
    const equal = same[index];
    if (equal) return equal[0];
    const isOnly = changed === 1 && left.length === 1;
    const [old] = take((other) => isOneThing(other, one) ?? isOnly) ?? [];
    return mergedValue(old, withoutSecretsWithin(old), one);
  });
  return [...merged, ...(secrets ?? [])];
}

/** What names an element, the surest first: what has an id may be called something else. */
const identifying = ["id", "kid", "key", "name"];

/** Whether what named `old` names `one`, too; `undefined` where neither has a name of any sort. */
function isOneThing(old: unknown, one: unknown): boolean | undefined {
  if (!isSettings(old) || !isSettings(one)) return undefined;
  const by = identifying.find((name) => old[name] !== undefined);
  if (by !== undefined) return isEqual(old[by], one[by]);
  return identifying.some((name) => one[name] !== undefined) ? false : undefined;
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
