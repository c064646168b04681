import { decodeEntities, type EffectiveNode, type PolicyText, thing } from "../policy/index.ts";
import { allCode } from "./code-text.ts";
import { formulaOf, readCondition } from "./conditions.ts";
import { type Formula, partsOf } from "./formula.ts";
import { readEntraCheck, readJwtCheck } from "./token-check.ts";
import { readCode } from "./variables.ts";
import type { Outlook } from "./walk.ts";

/** What one document asks for, however often it is used. */
interface Digest {
  /** How often each formula, and what one compares, is asked for. */
  readonly keys: ReadonlyMap<string, number>;
  /** By the key of a comparison: what it compares. */
  readonly subjects: ReadonlyMap<string, string>;
  /** What is put into variables, so that it is compared wherever these are. */
  readonly assigned: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly headers: ReadonlySet<string>;
}

const nothingKnown = thing({});
const noVariables = new Map<string, never>();
const variable =
  /\bVariables\s*(?:\.\s*(?:GetValueOrDefault|ContainsKey)\s*(?:<[^>]{0,80}>)?\s*\(|\[)\s*"((?:[^"\\]|\\.)*)"/g;

/** Reads documents once, for all the policies that they are part of. */
export class Outlooks {
  private readonly digests = new WeakMap<PolicyText, Digest>();

  /** What policies made of `documents` ask for; `outbound` is what runs behind the backend. */
  of(documents: readonly PolicyText[], outbound: readonly EffectiveNode[]): Outlook {
    const digests = documents.map((document) => this.digestOf(document));
    const keepsAnswers = holds(outbound, "cache-store", 0);
    const count = (key: string) => digests.reduce((sum, { keys }) => sum + (keys.get(key) ?? 0), 0);
    const isAssigned = (subject: string | undefined) =>
      subject !== undefined && digests.some(({ assigned }) => assigned.has(subject));
    return {
      // what no document writes comes about by putting in variables, each of which may be read often
      matters: (key) => count(key) !== 1 || digests.some(({ subjects }) => isAssigned(subjects.get(key))),
      reads: (name) => digests.some(({ variables }) => variables.has(name)),
      keepsAnswers,
      tokenHeaders: new Set(digests.flatMap(({ headers }) => [...headers])),
    };
  }

  private digestOf(document: PolicyText): Digest {
    const known = this.digests.get(document);
    if (known) return known;
    const digest = digestOf(document);
    this.digests.set(document, digest);
    return digest;
  }
}

/** Policies that others may stand in. */
const holders = new Set(["choose", "when", "otherwise", "retry", "limit-concurrency", "wait"]);

/** Whether a policy is among nodes; `undefined` when it may be where nothing is known. */
function holds(nodes: readonly EffectiveNode[], name: string, depth: number): boolean | undefined {
  if (depth > 50) return undefined;
  const each = nodes.map((node) => {
    if (node.kind === "unknown") return undefined;
    if (node.kind === "part") return holds(node.nodes, name, depth + 1);
    if (node.name === name) return true;
    return holders.has(node.name) ? holds(node.children, name, depth + 1) : false;
  });
  if (each.includes(true)) return true;
  return each.includes(undefined) ? undefined : false;
}

function digestOf(origin: PolicyText): Digest {
  const { document, text } = origin;
  const keys = new Map<string, number>();
  const subjects = new Map<string, string>();
  const assigned = new Set<string>();
  const count = (key: string) => keys.set(key, (keys.get(key) ?? 0) + 1);
  const countAll = (formula: Formula) => {
    for (const part of partsOf(formula)) {
      count(part.key);
      if (part.kind !== "atom" || !part.equals) continue;
      count(part.equals.subject);
      subjects.set(part.key, part.equals.subject);
    }
  };
  for (const element of document.elements("when")) {
    countAll(formulaOf(readCondition(element), nothingKnown, noVariables));
  }
  for (const element of document.elements("set-variable")) {
    const written = element.attributes.find(({ name }) => name === "value")?.value ?? "";
    const code = readCode(decodeEntities(written));
    if (!code || [...allCode(code)].length > 200) continue;
    const formula = formulaOf({ written, code }, nothingKnown, noVariables);
    assigned.add(formula.key);
    // a variable may be read often
    for (let time = 0; time < 2; time += 1) countAll(formula);
  }
  const variables = new Set([...decodeEntities(text).matchAll(variable)].map(([, name = ""]) => name));
  return { keys, subjects, assigned, variables, headers: headersOf(origin) };
}

function headersOf(origin: PolicyText): ReadonlySet<string> {
  const read = (name: string, by: typeof readJwtCheck) =>
    origin.document.elements(name).map((element) => by({ element, origin }).source);
  const sources = [...read("validate-jwt", readJwtCheck), ...read("validate-azure-ad-token", readEntraCheck)];
  return new Set(
    sources.flatMap((source) => (source?.startsWith("header ") ? [source.slice("header ".length)] : [])),
  );
}
