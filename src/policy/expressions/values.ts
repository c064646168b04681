import { PassedOver } from "./passed-over.ts";

/** A method of {@link Thing}. */
export type Method = (...parameters: readonly unknown[]) => unknown;

/** An object of the policy language: members by name, methods by name, and values by index. */
export interface Thing {
  readonly thing: true;
  readonly members: ReadonlyMap<string, () => unknown>;
  readonly methods: ReadonlyMap<string, Method>;
  readonly index?: (key: unknown) => unknown;
  /** Whether it is the same as another value; without it, only itself is, and what text it is is not known. */
  readonly equals?: (other: unknown) => boolean;
}

/** An object with these members, read when asked for. */
export function thing(
  members: Readonly<Record<string, () => unknown>>,
  methods: Readonly<Record<string, Method>> = {},
): Thing {
  return {
    thing: true,
    members: new Map(Object.entries(members)),
    methods: new Map(Object.entries(methods)),
  };
}

/** A dictionary: `x["key"]`, `ContainsKey` and `GetValueOrDefault`, which gives lists as one text. */
export function dictionary(find: (key: string) => unknown, asText = false): Thing {
  const get = (key: unknown) => find(toText(key));
  const joined = (value: unknown) => (asText && Array.isArray(value) ? value.join(",") : value);
  return {
    ...thing(
      {},
      {
        ContainsKey: (key) => get(key) !== undefined,
        GetValueOrDefault: (key, fallback = null) => joined(get(key)) ?? fallback,
      },
    ),
    index: (key) => {
      const value = get(key);
      if (value === undefined) throw new PassedOver(`There is nothing under “${toText(key)}”.`);
      return value;
    },
  };
}

/** Whether `value` was made by {@link thing} or {@link dictionary}. */
export function isThing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && "thing" in value;
}

/** A value as text, the way C# writes it. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new PassedOver("The value is not text.");
}
