import type { InstanceSnapshot } from "../../access/index.ts";
import { countOf, inNumber } from "../../core/count.ts";
import type { ApimApi, Operation, PolicyLevel, Product, StoredPolicy } from "../../domain/apim.ts";
import { PolicyText } from "../../policy/index.ts";
import { fileOf } from "./policy-reader.ts";

/** One level at which a policy may stand, and what was found there. */
export interface LevelPolicy {
  readonly level: PolicyLevel;
  /** For a person, to stand within a sentence: `the policy of the product “Starter”`. */
  readonly name: string;
  /** `undefined` when the level has no policy of its own; `problem` when that could not be found out. */
  readonly policy: StoredPolicy | undefined;
  readonly problem?: string;
}

/** Every policy document that a call of one API may meet, each as it is stored; and the same as decides who gets in. */
export interface ApiPolicies {
  /** Outermost first: all APIs, products, the API, its operations. */
  readonly levels: readonly LevelPolicy[];
  /** Those that inbound sections include, directly or through other fragments. */
  readonly fragments: readonly LevelPolicy[];
  /** What `{{name}}` stands for where it is no secret. */
  readonly namedValues: ReadonlyMap<string, string>;
  /** Why it is not known which products the API is in. */
  readonly productsProblem?: string;
  /** What decides who gets in. */
  readonly access: InstanceSnapshot;
}

/** One level's policy as the gateway parses it. */
export interface ReadPolicy {
  readonly origin: LevelPolicy;
  readonly filled: PolicyText;
}

/** The policy of a level with the readable named values put in; `undefined` where there is none, or none was read. */
export function policyTextOf(
  { level, policy }: LevelPolicy,
  namedValues: ApiPolicies["namedValues"],
): PolicyText | undefined {
  const source = policy && { level: level.kind, file: fileOf(level), text: policy.text };
  return source && new PolicyText(source, (name) => textNamed(namedValues, name));
}

function textNamed(namedValues: ApiPolicies["namedValues"], name: string) {
  const text = namedValues.get(name);
  return text === undefined ? undefined : ({ kind: "text", text } as const);
}

/** How a level is called within a sentence. */
export const levelName = {
  global: "the policy of all APIs",
  product: ({ displayName }: Product): string => `the policy of the product “${displayName}”`,
  api: ({ displayName }: ApimApi): string => `the policy of “${displayName}”`,
  operation: ({ displayName, method, urlTemplate }: Operation): string =>
    `the policy of the operation “${displayName}” (${method} ${urlTemplate.split("?")[0] ?? ""})`,
  fragment: (fragmentId: string): string => `the policy fragment “${fragmentId}”`,
};

/** One sentence on what was read: how many levels, how many policies, how many of them could not be read. */
export function describeRead({ levels, fragments, productsProblem }: ApiPolicies): string {
  const all = [...levels, ...fragments];
  const found = all.filter(({ policy }) => policy !== undefined).length;
  const failed = all.filter(({ problem }) => problem !== undefined).length;
  const count = (kind: PolicyLevel["kind"]) => levels.filter(({ level }) => level.kind === kind).length;
  const where = [
    "all APIs",
    productsProblem === undefined ? some(count("product"), "product") : "",
    "the API",
    some(count("operation"), "operation"),
    some(fragments.length, "fragment"),
  ].filter((part) => part !== "");
  const unread = [
    failed === 0 ? "" : `, ${failed} could not be read`,
    productsProblem === undefined ? "" : ", and the products could not be listed",
  ].join("");
  return `Policies were looked for at ${countOf(all.length, "place")} (${where.join(", ")}): ${found} ${inNumber(found, "was", "were")} there and read${unread}.`;
}

function some(count: number, what: string): string {
  return count === 0 ? "" : countOf(count, what);
}
