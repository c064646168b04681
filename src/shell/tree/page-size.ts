/** How many items a tree shows at a time: bounds and default of the setting; a test holds the manifest to them. */
export const pageSizes = { default: 50, minimum: 5, maximum: 500 } as const;

/**
 * The setting as a number of items, whatever somebody wrote into it: VS Code marks what is out of bounds and hands it on
 * all the same. What is no number is the default; a number beyond a bound is that bound.
 */
export function pageSizeOf(setting: unknown): number {
  if (typeof setting !== "number" || Number.isNaN(setting)) return pageSizes.default;
  return Math.trunc(Math.min(Math.max(setting, pageSizes.minimum), pageSizes.maximum));
}
