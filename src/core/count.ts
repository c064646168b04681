/** A number with its noun: `1 byte`, `2 bytes`, `0 fixes`; `many` is the plural where an `s` does not make it. */
export function countOf(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${inNumber(count, noun, many)}`;
}

/**
 * The one of two texts that agrees with `count`. Texts for translators are whole sentences, since other languages change
 * more than the noun: `inNumber(made, l10n.t("1 change was made."), l10n.t("{0} changes were made.", made))`.
 */
export function inNumber(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
