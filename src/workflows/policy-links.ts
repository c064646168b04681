import { parsePolicy, readJwtLinks } from "../policy/index.ts";
import type { PolicyLink } from "./derive-links.ts";

/** What each `validate-jwt` of a policy text names, for {@link deriveLinks}; none for a text without any. */
export function readPolicyLinks(text: string): readonly PolicyLink[] {
  return readJwtLinks(parsePolicy(text));
}
