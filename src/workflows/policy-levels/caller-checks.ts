import { attribute, childElements, type ElementNode, type PolicyDocument } from "../../policy/index.ts";

/** What looks at who calls. */
type CheckKind = "jwt" | "entra" | "client-certificate" | "credentials" | "refusal";

/** A policy that lets callers in or refuses them, where calls come in. */
export interface CallerCheck {
  readonly kind: CheckKind;
  readonly element: ElementNode;
  /** The outermost element inside which it runs or not, such as a `choose`; `undefined` when every call meets it. */
  readonly condition: ElementNode | undefined;
}

const kinds: ReadonlyMap<string, CheckKind> = new Map([
  ["validate-jwt", "jwt"],
  ["validate-azure-ad-token", "entra"],
  ["validate-client-certificate", "client-certificate"],
  ["check-header", "credentials"],
  ["return-response", "refusal"],
]);

/** Statuses with which callers are refused for who they are. */
const refusals = ["401", "403"];

/** The checks of a policy's inbound section, or of a whole fragment, in document order. */
export function findCallerChecks(document: PolicyDocument): readonly CallerCheck[] {
  const isFragment = document.root?.name === "fragment";
  return document.elements().flatMap((element) => {
    const kind = kinds.get(element.name);
    if (!kind || !(isFragment || element.section === "inbound") || isWithinPolicy(element)) return [];
    const condition = conditionOf(element);
    if (kind === "credentials" && !checksCredentials(element)) return [];
    // A refusal of every call is no check of anybody; whether a fragment's is one, only who includes it knows.
    if (kind === "refusal" && !((condition || isFragment) && mayRefuse(element))) return [];
    return [{ kind, element, condition }];
  });
}

/** Where policies follow each other: a section, a fragment, a branch. */
const holders = ["inbound", "fragment", "when", "otherwise", "retry", "wait", "limit-concurrency"];

function isWithinPolicy({ parent }: ElementNode): boolean {
  return parent === undefined || !holders.includes(parent.name);
}

function conditionOf(element: ElementNode): ElementNode | undefined {
  let outermost: ElementNode | undefined;
  for (
    let each = element.parent;
    each && each.name !== "inbound" && each.name !== "fragment";
    each = each.parent
  ) {
    outermost = each;
  }
  return outermost;
}

/** Other headers say where a call came through rather than who makes it. */
function checksCredentials(element: ElementNode): boolean {
  return (
    comparesAuthorization(element) || /key|token|secret|passw|credential|signature/i.test(headerName(element))
  );
}

/** Whether a `check-header` looks at the header that a token comes in, or may. */
export function comparesAuthorization(element: ElementNode): boolean {
  const name = headerName(element);
  return name === "authorization" || name.includes("{{") || name.startsWith("@");
}

function headerName(element: ElementNode): string {
  return attribute(element, "name")?.value.trim().toLowerCase() ?? "";
}

/** A status that is computed, or a whole answer that is a variable, may be a refusal. */
function mayRefuse(element: ElementNode): boolean {
  if (attribute(element, "response-variable-name")) return true;
  const code = childElements(element, "set-status").map(
    (status) => attribute(status, "code")?.value.trim() ?? "",
  );
  return code.some((value) => refusals.includes(value) || !/^\d+$/.test(value));
}
