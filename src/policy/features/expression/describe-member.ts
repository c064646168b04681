import type { MemberFacts } from "../../facts/expressions.ts";
import { code, paragraphs } from "../describe.ts";

/** Markdown about a member: how it is declared, in every way there is, and what it does. */
export function describeMember({ name, type, signature, overloads, description }: MemberFacts): string {
  const ways = [signature ?? name, ...(overloads ?? [])].map((way) => code(`${type} ${way}`));
  return paragraphs(ways.join("  \n"), description);
}
