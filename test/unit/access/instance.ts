import type { ApiSnapshot, InstanceSnapshot, ProductSnapshot } from "../../../src/access/index.ts";
import { type AccessEntry, type AccessReport, accessOf } from "../../../src/access/index.ts";
import type { NamedValue, PolicyLevelName, PolicySource } from "../../../src/policy/index.ts";

/** An instance with one API of one operation, as far as it differs from one without policies that asks for no key. */
export interface Scenario {
  /** The inbound section of each level; `undefined` for a level without a policy. */
  readonly global?: string;
  readonly workspace?: string;
  readonly product?: string;
  readonly api?: string;
  readonly operation?: string;
  /** The API's other sections. */
  readonly backend?: string;
  readonly outbound?: string;
  readonly onError?: string;
  readonly fragments?: Readonly<Record<string, string>>;
  /** Those of the instance itself, where there is a workspace; the same when left out. */
  readonly fragmentsOfInstance?: Readonly<Record<string, string>>;
  /** By display name; `null` is a secret. */
  readonly values?: Readonly<Record<string, string | null>>;
  /** Whether the API asks for a key; not when it is left out. */
  readonly key?: boolean | "unknown";
  /** Whether there is a product, and whether it asks for a key. */
  readonly productKey?: boolean;
  readonly method?: string;
  readonly listed?: ApiSnapshot["listed"];
}

function policy(level: PolicyLevelName, inbound: string | undefined, more = ""): PolicySource | undefined {
  if (inbound === undefined) return undefined;
  return { level, file: `${level}.xml`, text: `<policies>\n<inbound>${inbound}</inbound>${more}</policies>` };
}

function namedValueOf(value: string | null): NamedValue {
  return value === null ? { kind: "secret" } : { kind: "text", text: value };
}

function fragmentsOf(fragments: Readonly<Record<string, string>>): ReadonlyMap<string, PolicySource> {
  const source = (id: string, text: string): PolicySource => ({
    level: "fragment",
    file: `${id}.xml`,
    text: `<fragment>${text}</fragment>`,
  });
  return new Map(Object.entries(fragments).map(([id, text]) => [id, source(id, text)]));
}

/** The instance of a scenario. */
export function instanceOf(scenario: Scenario): InstanceSnapshot {
  const { backend, outbound, onError, fragments = {}, values = {}, key = false } = scenario;
  const section = (name: string, content: string | undefined) =>
    content === undefined ? "" : `<${name}>${content}</${name}>`;
  const more = section("backend", backend) + section("outbound", outbound) + section("on-error", onError);
  const api: ApiSnapshot = {
    name: "orders",
    facts: { Id: "orders", Name: "Orders", Path: "orders", Revision: "1" },
    subscriptionRequired: key === "unknown" ? undefined : key,
    keyPlace: { file: "api.json", line: 3 },
    policy: policy("api", scenario.api ?? (more === "" ? undefined : "<base/>"), more),
    operations: [
      {
        name: "list-orders",
        facts: { Id: "list-orders", Name: "List orders", UrlTemplate: "/orders" },
        method: scenario.method ?? "GET",
        urlTemplate: "/orders",
        policy: policy("operation", scenario.operation),
      },
    ],
    listed: scenario.listed ?? "all",
  };
  const hasProduct = scenario.product !== undefined || scenario.productKey !== undefined;
  const product: ProductSnapshot = {
    name: "starter",
    displayName: "Starter",
    subscriptionRequired: scenario.productKey ?? true,
    keyPlace: { file: "product.json", line: 4 },
    policy: policy("product", scenario.product),
    apis: new Set(["orders"]),
  };
  const space = {
    workspace: undefined,
    policy: policy("global", scenario.global),
    products: hasProduct ? [product] : [],
    apis: [api],
    fragments: fragmentsOf(fragments),
    namedValues: new Map(Object.entries(values).map(([name, value]) => [name, namedValueOf(value)])),
  };
  if (scenario.workspace === undefined) return { spaces: [space], notes: [] };
  const own = fragmentsOf(scenario.fragmentsOfInstance ?? fragments);
  const service = { ...space, apis: [], products: [], fragments: own };
  const team = { ...space, workspace: "team", policy: policy("workspace", scenario.workspace) };
  return { spaces: [service, team], notes: [] };
}

/** Who gets in at the instance of a scenario. */
export function reportOf(scenario: Scenario): AccessReport {
  return accessOf(instanceOf(scenario));
}

/** The entry of the operation without a product's key, or by way of the product. */
export function entryOf(scenario: Scenario, product: string | null = null): AccessEntry {
  const entry = reportOf(scenario).entries.find((each) => each.product === product);
  if (!entry) throw new Error("There is no such entry.");
  return entry;
}

/** A check of Auth0 tokens for the audience `api`, of the tenant `tenant`. */
export function jwt(
  tenant = "acme",
  attributes = 'header-name="Authorization"',
  audience = "https://api.example/",
): string {
  const issuer = `https://${tenant}.eu.auth0.com/`;
  return `<validate-jwt ${attributes}><openid-config url="${issuer}.well-known/openid-configuration"/><audiences><audience>${audience}</audience></audiences><issuers><issuer>${issuer}</issuer></issuers></validate-jwt>`;
}

/** A check of Microsoft Entra tokens. */
export function entra(tenant = "11111111-2222-3333-4444-555555555555"): string {
  return `<validate-azure-ad-token tenant-id="${tenant}"><audiences><audience>api://orders</audience></audiences></validate-azure-ad-token>`;
}

/** An answer of this status. */
export function answer(status: number | string): string {
  return `<return-response><set-status code="${status}"/></return-response>`;
}

/** A `choose` of `when` branches and, last, an `otherwise`. */
export function choose(branches: Readonly<Record<string, string>>, otherwise?: string): string {
  const whens = Object.entries(branches).map(
    ([condition, content]) => `<when condition="${condition}">${content}</when>`,
  );
  return `<choose>${whens.join("")}${otherwise === undefined ? "" : `<otherwise>${otherwise}</otherwise>`}</choose>`;
}
