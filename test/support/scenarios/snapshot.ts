import type { ApiSnapshot, InstanceSnapshot } from "../../../src/access/index.ts";
import { instanceOf, jwt } from "../../unit/access/instance.ts";
import type { AccessScenario } from "./who-gets-in.ts";

/** Where the hosts of the scenarios are on this machine. */
export interface ScenarioHosts {
  /** Origins without a slash at the end. */
  readonly acme: string;
  readonly partner: string;
  readonly entra: string;
  /** The id of the tenant of Microsoft Entra. */
  readonly tenantId: string;
}

/** The instance of a scenario, with the hosts as they are on this machine: nobody outside is asked for keys. */
export function snapshotOf(scenario: AccessScenario, hosts: ScenarioHosts): InstanceSnapshot {
  const { revision, ...rest } = localised(scenario, hosts);
  const snapshot = instanceOf(rest);
  const isListed = rest.listed !== "unlisted";
  if (revision === undefined && isListed) return snapshot;
  const [space] = snapshot.spaces;
  const [api] = space?.apis ?? [];
  if (!space || !api) throw new Error("The scenario has no API.");
  // the tools of an MCP server are no operations
  if (revision === undefined)
    return { ...snapshot, spaces: [{ ...space, apis: [{ ...api, operations: [] }] }] };
  const other = jwt().replaceAll("https://acme.eu.auth0.com", hosts.acme);
  const text = `<policies><inbound><base/>${rest.api === "<base/>" ? other : ""}</inbound></policies>`;
  const current: ApiSnapshot = { ...api, policy: { level: "api", file: "current.xml", text } };
  const { Id: _, ...facts } = api.facts;
  const looked: ApiSnapshot = {
    ...api,
    name: `${api.name};rev=${revision}`,
    facts: { ...facts, Revision: revision },
  };
  return { ...snapshot, spaces: [{ ...space, apis: [looked, current] }] };
}

function localised<T>(value: T, { acme, partner, entra, tenantId }: ScenarioHosts): T {
  const text = JSON.stringify(value)
    .replaceAll("https://partner.eu.auth0.com", partner)
    .replaceAll("https://acme.eu.auth0.com", acme)
    .replaceAll(/https:\/\/(?:login\.microsoftonline\.com|sts\.windows\.net)/g, entra)
    .replaceAll("11111111-2222-3333-4444-555555555555", tenantId);
  return JSON.parse(text) as T;
}

/** Whether a scenario changes more than its own API, so that no other can stand beside it in one instance. */
export function standsAlone({ global, workspace, revision, listed }: AccessScenario): boolean {
  return [global, workspace, revision, listed].some((one) => one !== undefined);
}

/** One instance with the APIs of many scenarios, each under a name and a path of its own: `s0`, `s1` and so on. */
export function joinedSnapshot(scenarios: readonly AccessScenario[], hosts: ScenarioHosts): InstanceSnapshot {
  const spaces = scenarios.flatMap((scenario, index) => renamed(scenario, index, hosts));
  return {
    spaces: [
      {
        workspace: undefined,
        policy: undefined,
        apis: spaces.flatMap(({ apis }) => apis),
        products: spaces.flatMap(({ products }) => products),
        fragments: new Map(spaces.flatMap(({ fragments }) => [...fragments])),
        namedValues: new Map(spaces.flatMap(({ namedValues }) => [...namedValues])),
      },
    ],
    notes: [],
  };
}

/** A scenario whose API, product, fragments and named values bear its number. */
function renamed(scenario: AccessScenario, index: number, hosts: ScenarioHosts): InstanceSnapshot["spaces"] {
  const ofFragments = Object.keys(scenario.fragments ?? {});
  const values = Object.entries(scenario.values ?? {}).map(
    ([name, value]) =>
      [
        `${name}-${index}`,
        value !== null && ofFragments.includes(value) ? `${value}-${index}` : value,
      ] as const,
  );
  const fragments = Object.entries(scenario.fragments ?? {}).map(
    ([id, text]) => [`${id}-${index}`, text] as const,
  );
  const named = {
    ...scenario,
    ...(scenario.values && { values: Object.fromEntries(values) }),
    ...(scenario.fragments && { fragments: Object.fromEntries(fragments) }),
  };
  const text = JSON.stringify(named)
    .replaceAll(/\{\{([\w-]+)\}\}/g, `{{$1-${index}}}`)
    .replaceAll(/(fragment-id=\\"[\w-]+)\\"/g, `$1-${index}\\"`);
  return snapshotOf(JSON.parse(text) as AccessScenario, hosts).spaces.map((space) => ({
    ...space,
    apis: space.apis.map((api) => ({
      ...api,
      name: `s${index}`,
      facts: { ...api.facts, Id: `s${index}`, Path: `s${index}` },
    })),
    products: space.products.map((product) => ({
      ...product,
      name: `starter-${index}`,
      apis: new Set([`s${index}`]),
    })),
  }));
}
