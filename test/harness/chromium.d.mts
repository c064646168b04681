/** Path of a Chromium, or `undefined`; throws when `CHROMIUM_PATH` names none. */
export function findChromium(): string | undefined;
