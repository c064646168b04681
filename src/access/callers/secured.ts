import type { AccessChange } from "./change.ts";

/**
 * Whether nobody gets in without a token, and everybody whom the link lets in does, at every operation, for certain. Where nobody
 * is to be let in nothing is secured.
 */
export function isSecured({ open, perhapsOpen, notLetIn, count }: AccessChange): boolean {
  return count > 0 && open.length + perhapsOpen.length + notLetIn.length === 0;
}
