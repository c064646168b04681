import type { MemberFacts } from "../../facts/expressions.ts";
import { code, paragraphs } from "../describe.ts";

/** Facts never change, so neither do these; a list of members is made at every keystroke. */
const described = new WeakMap<MemberFacts, string>();

/** Markdown about a member: how it is declared, in every way there is, and what it does. */
export function describeMember(member: MemberFacts): string {
  const found = described.get(member);
  if (found !== undefined) return found;
  const { name, type, signature, overloads, description } = member;
  const ways = [signature ?? name, ...(overloads ?? [])].map((way) => code(`${type} ${way}`));
  const text = paragraphs(ways.join("  \n"), description);
  described.set(member, text);
  return text;
}
