import { isSecretOption } from "../../domain/connection-options.ts";
import type { Settings } from "../../domain/settings.ts";

/** Options without the secrets among them, at any depth. */
export function withoutSecretOptions(options: Settings): Settings {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) =>
      isSecretOption(name, value) ? [] : [[name, isSettings(value) ? withoutSecretOptions(value) : value]],
    ),
  );
}

/**
 * What is sent so that `there` becomes `wanted`, since the service replaces options as a whole: the secrets stay, and so does what
 * came since `before` was read. Both `before` and `wanted` are without secrets.
 */
export function mergedOptions(there: Settings, before: Settings, wanted: Settings): Settings {
  const kept = Object.entries(there).flatMap(([name, value]) => {
    if (isSecretOption(name, value)) return [[name, value] as const];
    if (name in wanted || name in before) return [];
    return [[name, value] as const];
  });
  const set = Object.entries(wanted).map(([name, value]) => {
    const now = there[name];
    return [
      name,
      isSettings(value) && isSettings(now) ? mergedOptions(now, beforeOf(before, name), value) : value,
    ];
  });
  return { ...Object.fromEntries(set), ...Object.fromEntries(kept) };
}

function beforeOf(before: Settings, name: string): Settings {
  const value = before[name];
  return isSettings(value) ? value : {};
}

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
