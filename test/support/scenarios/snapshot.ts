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
