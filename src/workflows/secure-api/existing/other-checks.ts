import { accessChange, callersOf, type InstanceSnapshot } from "../../../access/index.ts";
import type { PolicyLevel } from "../../../domain/apim.ts";
import {
  attribute,
  childElements,
  type ElementNode,
  type PolicyDocument,
  parsePolicy,
} from "../../../policy/index.ts";
import type { LevelPolicy } from "../../read-access/api-policies.ts";
import type { WantedCheck } from "../places/placed-check.ts";

/** A check of tokens that is there and refuses those of the link. */
export interface OtherCheck {
  readonly level: PolicyLevel;
  /** In the text of the policy as it is stored. */
  readonly element: ElementNode;
  /** Whether it takes the link's tokens cannot be told: a secret or an expression decides. */
  readonly isUnknown: boolean;
}

/** Where policies follow each other: a section, a fragment, a branch. */
const holders = ["inbound", "fragment", "when", "otherwise", "retry", "wait", "limit-concurrency"];

/** The checks that a call of the API may meet and that, by themselves, do not let the link's tokens in. */
export function otherChecks(wanted: WantedCheck): readonly OtherCheck[] {
  const { levels, fragments } = wanted.snapshot.policies;
  return [...levels, ...fragments].flatMap((origin) => othersAt(origin, wanted));
}

function othersAt({ level, policy }: LevelPolicy, wanted: WantedCheck): readonly OtherCheck[] {
  if (!policy) return [];
  const document = parsePolicy(policy.text);
  return checksIn(document)
    .filter(({ section, parent }) => level.kind === "fragment" || (section === "inbound" && parent))
    .filter(({ parent }) => parent !== undefined && holders.includes(parent.name))
    .filter((element) => !isDecided(element, wanted))
    .flatMap((element): readonly OtherCheck[] => {
      const text = document.text.slice(element.span.start, element.span.end);
      const taken = takesTokens(text, wanted);
      return taken === true
        ? []
        : [{ level, element, isUnknown: taken === undefined || isHidden(text, wanted) }];
    });
}

/** The names of named values that policies put in, and that hold a check which does not let the link's tokens in: no edit of a policy does. */
export function checksInNamedValues(wanted: WantedCheck): readonly string[] {
  const { levels, fragments, namedValues } = wanted.snapshot.policies;
  const texts = [...levels, ...fragments].flatMap(({ policy }) => policy?.text ?? []);
  const isPutIn = (name: string) => texts.some((text) => namedIn(text).includes(name));
  return [...namedValues].flatMap(([name, value]) => {
    const checks = checksIn(parsePolicy(`<policies><inbound>${value}</inbound></policies>`));
    const isOther = checks.some(({ span: { start, end }, parent }) => {
      const offset = "<policies><inbound>".length;
      return parent && takesTokens(value.slice(start - offset, end - offset), wanted) !== true;
    });
    return isOther && isPutIn(name) ? [name] : [];
  });
}

function namedIn(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/\{\{\s*([\w.-]+)\s*\}\}/g)].map(([, name]) => name);
}

function checksIn(document: PolicyDocument): readonly ElementNode[] {
  return ["validate-jwt", "validate-azure-ad-token"].flatMap((name) => document.elements(name));
}

/** Whether tokens of the link's issuer are sent past the check already, to one of their own. */
function isDecided({ parent }: ElementNode, { snapshot }: WantedCheck): boolean {
  const choose = parent?.name === "otherwise" ? parent.parent : undefined;
  const branches = choose ? childElements(choose, "when") : [];
  const issuer = `Issuer == "${snapshot.discovery.issuer}"`;
  return branches.some((branch) => attribute(branch, "condition")?.value.includes(issuer));
}

/** Whether anything but a key hangs on what cannot be read: a secret, an expression. */
function isHidden(check: string, { snapshot }: WantedCheck): boolean {
  const { namedValues } = snapshot.policies;
  const filled = check
    .replace(/<key\b[^>]*>[^<]*<\/key>/g, "")
    .replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => namedValues.get(name) ?? whole);
  return /\{\{|@[({]/.test(filled);
}

const nowhere = { file: "", line: 1 };

/** Whether a check lets the link's tokens in where it stands alone; `undefined` when that cannot be told. */
export function takesTokens(check: string, { snapshot, audience }: WantedCheck): boolean | undefined {
  const { issuer, url: discoveryUrl } = snapshot.discovery;
  const text = `<policies><inbound>${check}</inbound></policies>`;
  const api = {
    name: "api",
    facts: {},
    subscriptionRequired: false,
    keyPlace: nowhere,
    policy: { level: "api", file: "", text },
    operations: [{ name: "call", facts: {}, method: undefined, urlTemplate: undefined, policy: undefined }],
    listed: "all",
  } as const;
  const namedValues = new Map(
    [...snapshot.policies.namedValues].map(([name, value]) => [name, { kind: "text", text: value } as const]),
  );
  const space = { workspace: undefined, policy: undefined, products: [], apis: [api], fragments: new Map() };
  const alone: InstanceSnapshot = { spaces: [{ ...space, namedValues }], notes: [] };
  const callers = callersOf([alone], { issuer, audience, discoveryUrl, scopes: [] });
  const [first] = accessChange(alone, alone, callers).notLetIn;
  if (!first) return true;
  return first.fate.after.kind === "unknown" ? undefined : false;
}
