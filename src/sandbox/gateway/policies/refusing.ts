import { childElements, type ElementNode, parsePolicy } from "../../../policy/index.ts";
import { apimService, fragmentText } from "../../azure/gateway-view.ts";
import { spaceOf } from "../../azure/resources.ts";
import type { AzureState, StoredResource } from "../../azure/state.ts";
import type { Place, Statement } from "../statement.ts";

/**
 * Policies that refuse no call and answer none: they report, fetch, keep, or change a message on its way. Only these
 * are passed over when the sandbox cannot run them.
 */
export const harmless: ReadonlySet<string> = new Set([
  "authentication-basic",
  "authentication-certificate",
  "authentication-managed-identity",
  "azure-openai-emit-token-metric",
  "azure-openai-semantic-cache-lookup",
  "azure-openai-semantic-cache-store",
  "cache-lookup",
  "cache-lookup-value",
  "cache-remove-value",
  "cache-store",
  "cache-store-value",
  "cross-domain",
  "emit-metric",
  "find-and-replace",
  "forward-request",
  "get-authorization-context",
  "invoke-dapr-binding",
  "json-to-xml",
  "jsonp",
  "llm-emit-token-metric",
  "llm-semantic-cache-lookup",
  "llm-semantic-cache-store",
  "log-to-eventhub",
  "proxy",
  "publish-to-dapr",
  "redirect-content-urls",
  "rewrite-uri",
  "send-one-way-request",
  "send-request",
  "send-service-bus-message",
  "set-backend-service",
  "set-body",
  "set-header",
  "set-method",
  "set-query-parameter",
  "set-variable",
  "trace",
  "xml-to-json",
  "xsl-transform",
]);

/** Elements that do what the policies within them do. */
const containers: ReadonlySet<string> = new Set(["choose", "when", "otherwise", "retry", "wait"]);

/** Whether a call could end at this policy. Once it has failed, in `on-error`, nothing can let it pass any more. */
export function canRefuse({ element, place }: Statement, fragmentOf: FragmentOf): boolean {
  return place.section !== "on-error" && refuses(element, fragmentOf, new Set());
}

/** The root of a fragment by its id; `undefined` when there is none, or none that can be read. */
export type FragmentOf = (id: string) => ElementNode | undefined;

function refuses(element: ElementNode, fragmentOf: FragmentOf, seen: ReadonlySet<string>): boolean {
  if (containers.has(element.name)) {
    return childElements(element).some((child) => refuses(child, fragmentOf, seen));
  }
  if (element.name !== "include-fragment") return !harmless.has(element.name);
  const id = element.attributes.find(({ name }) => name === "fragment-id")?.value ?? "";
  const root = fragmentOf(id);
  if (!root || seen.has(id)) return true;
  return childElements(root).some((child) => refuses(child, fragmentOf, new Set([...seen, id])));
}

/** The root of a fragment that a call of `api` may run, in a policy of `scope`. */
export function fragmentRoot(
  state: AzureState,
  { id: apiId }: StoredResource,
  scope: Place["scope"],
  id: string,
): ElementNode | undefined {
  const space = scope === "global" ? apimService(state).id : spaceOf(apiId);
  const text = fragmentText(state, space, id);
  if (text === undefined) return undefined;
  const { root, problems } = parsePolicy(text);
  return problems.length === 0 && root?.name === "fragment" ? root : undefined;
}
