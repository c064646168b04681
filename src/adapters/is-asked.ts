/** Whether a value is among those that `where` asks for. */
export function isAsked<T extends object>(value: T, where: Partial<T>): boolean {
  const has = new Map<string, unknown>(Object.entries(value));
  return Object.entries(where).every(([name, wanted]) => wanted === undefined || has.get(name) === wanted);
}
