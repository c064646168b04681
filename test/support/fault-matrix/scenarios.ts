import { SdkAuth0Cloud } from "../../../src/adapters/auth0/sdk-auth0-cloud.ts";
import { httpOptions } from "../../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../../src/adapters/azure/sdk-azure-cloud.ts";
import { trustingFetch } from "../../../src/adapters/trusting-fetch.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { readerOf, shelfOf, storeOf } from "../../../src/resources/clouds.ts";
import { carryOut, newJournal } from "../../../src/resources/engine.ts";
import type { Journal } from "../../../src/resources/journal.ts";
import { userAuthorization } from "../../../src/resources/kinds/user-authorization.ts";
import type { Plan } from "../../../src/resources/plan.ts";
import { putResource } from "../../../src/sandbox/azure/resources.ts";
import type { Exchange } from "../../../src/sandbox/exchange.ts";
import type { RunningSandbox } from "../../../src/sandbox/sandbox.ts";
import type { Clouds } from "../../../src/workflows/clouds.ts";
import { planProtection, readProtectApi } from "../../../src/workflows/protect-api.ts";
import { planTestLink, readTestLink } from "../../../src/workflows/test-link.ts";
import { undoPlan } from "../../../src/workflows/undo-plan.ts";
import { calculatorOf, prepare } from "../../contract/secure-api-clouds.ts";
import { collect } from "../collect.ts";
import { InMemoryKeeper, InMemoryLocks } from "../in-memory/keeper.ts";
import { auth0Account, azureAccount } from "../sandbox-accounts.ts";
import { countedDesk, type MatrixDesk } from "./desk.ts";
import type { Scenario, WriteRequest } from "./matrix.ts";
import { type Moment, restoreMoment, takeMoment } from "./state.ts";

/** The least milliseconds that a request may take: far more than the sandbox needs, far less than a person waits. */
const leastLimit = 1000;

const { signal } = new AbortController();

/** A scenario with what it takes to try it. */
export interface Stage {
  readonly sandbox: RunningSandbox;
  readonly clouds: Clouds;
  /** What crossed the wire; emptied by whoever looks. */
  readonly seen: Exchange[];
  newDesk(): MatrixDesk;
}

/** Both clouds of a sandbox through the SDKs, with limits that are reached soon, as busy as the machine is. */
export async function openStage(sandbox: RunningSandbox, seen: Exchange[]): Promise<Stage> {
  const limit = Math.max(leastLimit, Math.ceil(20 * (await slowest(await openClouds(sandbox)))));
  const clouds = await openClouds(sandbox, limit);
  const newDesk = () =>
    countedDesk({
      shelf: (kind) => shelfOf(clouds, kind),
      reader: readerOf(clouds),
      keeper: new InMemoryKeeper(),
      locks: new InMemoryLocks(),
      limits: { look: 3 * limit, lookAfterCancel: limit },
    });
  return { sandbox, clouds, seen, newDesk };
}

/** With the usual limits when `limit` is left out. */
async function openClouds({ info }: RunningSandbox, limit?: number): Promise<Clouds> {
  const account = azureAccount(info);
  return {
    auth0: new SdkAuth0Cloud({
      account: auth0Account(info),
      secret: info.auth0.clientSecret,
      fetch: await trustingFetch(info),
      ...(limit !== undefined && { limit }),
    }),
    azure: new SdkAzureCloud({
      account,
      credentials: { clientSecret: info.azure.clientSecret },
      http: await httpOptions(account),
      ...(limit !== undefined && { limits: { request: limit, longRunning: 3 * limit } }),
    }),
  };
}

/** Milliseconds of the slowest of a few requests to each cloud, the first of which signs in too. */
async function slowest({ auth0, azure }: Clouds): Promise<number> {
  let most = 0;
  for (let round = 0; round < 5; round += 1) {
    for (const read of [() => auth0.readTenant(signal), () => collect(azure.listSubscriptions(signal))]) {
      const began = performance.now();
      await read();
      if (round > 0) most = Math.max(most, performance.now() - began);
    }
  }
  return most;
}

/** A scenario, and the journal of the plan carried out. */
export type Prepared = Scenario & { readonly done: Journal };

/** Secures the API of the seed with everything new. */
export async function everythingNew(stage: Stage): Promise<Prepared> {
  await stage.sandbox.reset();
  return preparedFrom("everything new", stage, () => prepare(stage.sandbox, stage.clouds));
}

/** Secures it where all is there already, and everything lacks something. */
export async function everythingLacking(stage: Stage): Promise<Prepared> {
  const { sandbox, clouds } = stage;
  await sandbox.reset();
  await carryOut(newJournal(await prepare(sandbox, clouds), "before", new Date(0)), stage.newDesk(), signal);
  const { auth0, azure } = sandbox.state;
  for (const api of auth0.resourceServers) if (!api.is_system) api.scopes = [{ value: "read:mine" }];
  for (const client of auth0.clients) {
    if (client.client_id === auth0.managementClientId) continue;
    client.callbacks = ["https://mine.example/callback"];
    client.grant_types = ["client_credentials"];
  }
  for (const connection of auth0.connections) connection.clients = [];
  for (const server of Object.values(azure.resources)) {
    if (!server.type.endsWith("/authorizationServers")) continue;
    const mine = { id: server.id.replace(server.name, "mine"), name: "mine" };
    const copy = { ...structuredClone(server), ...mine };
    // of another application: one of the same would serve as it is, and no sign-in would be lacking
    copy.properties["clientId"] = "mine";
    putResource(azure, copy);
  }
  for (const { type, properties } of Object.values(azure.resources)) {
    if (type.endsWith("/service/apis/policies")) properties["value"] = policyWithoutCheck;
  }
  const signIns = storeOf(clouds, userAuthorization);
  const { instance, apiId } = calculatorOf(sandbox);
  const ref = { kind: userAuthorization.id, owner: instancePath(instance), id: apiId };
  const stored = await signIns.read(ref, signal);
  const mine = { authorizationServerId: "mine", scope: undefined };
  if (stored) await signIns.update(stored, { form: "list", oauth2: [mine] }, signal);
  return preparedFrom("everything lacking", stage, () => prepare(sandbox, clouds));
}

/** Creates what a test of the link needs. */
export async function testOfLink(stage: Stage): Promise<Prepared> {
  const { sandbox, clouds } = stage;
  await sandbox.reset();
  await carryOut(newJournal(await prepare(sandbox, clouds), "before", new Date(0)), stage.newDesk(), signal);
  const target = { api: calculatorOf(sandbox), audience: "basic-calculator" };
  return preparedFrom("test of a link", stage, async () =>
    planTestLink(await readTestLink(clouds, target, signal)),
  );
}

/** Protects an open API towards callers and backend, with what stands behind. */
export async function protection(stage: Stage): Promise<Prepared> {
  const { sandbox, clouds } = stage;
  await sandbox.reset();
  const api = calculatorOf(sandbox);
  for (const { id, properties } of Object.values(sandbox.state.azure.resources))
    if (id.endsWith(`/apis/${api.apiId}`)) properties["subscriptionRequired"] = false;
  const wanted = [
    { kind: "subscription-key" },
    { kind: "managed-identity", resource: "api://backend" },
  ] as const;
  return preparedFrom("protection", stage, async () =>
    planProtection(await readProtectApi(clouds.azure, api, signal), wanted),
  );
}

async function preparedFrom(name: string, stage: Stage, replan: () => Promise<Plan>): Promise<Prepared> {
  const { sandbox, seen, newDesk } = stage;
  const start = takeMoment(sandbox);
  const plan = await replan();
  seen.length = 0;
  const done = await carryOut(newJournal(plan, "goal", new Date(0)), newDesk(), signal);
  const writes = writesAmong(seen);
  const goal = takeMoment(sandbox);
  seen.length = 0;
  await undoPlan(done, newDesk(), signal);
  const undoing = writesAmong(seen);
  restoreMoment(sandbox, start);
  const has = (changeId: string) => tells(changeId)?.(takeMoment(sandbox), start) ?? false;
  return { name, plan, start, goal, writes, undoing, replan, has, done };
}

/** The requests that changed something; what the clouds make up in their paths is left open. */
function writesAmong(seen: readonly Exchange[]): readonly WriteRequest[] {
  return seen.flatMap(({ service, method, url }): readonly WriteRequest[] => {
    const { pathname } = new URL(url);
    if (["GET", "HEAD"].includes(method) || /\/(?:token|listSecrets)$/.test(pathname)) return [];
    const open = pathname
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replace(/(\/api\/v2\/[a-z-]+\/)[^/]+/, "$1[^/]+");
    return [{ service, method, path: new RegExp(`^${open}(?:\\?|$)`) }];
  });
}

type Tell = (now: Moment, start: Moment) => boolean;

/** How each change shows in the clouds: there is more of something than there was. */
function tells(changeId: string): Tell | undefined {
  const more =
    (count: (moment: Moment) => number): Tell =>
    (now, start) =>
      count(now) > count(start);
  const resources = (part: RegExp) => (moment: Moment) =>
    Object.keys(moment.azure.resources).filter((id) => part.test(id)).length;
  const within = (part: RegExp, text: string) => (moment: Moment) =>
    Object.entries(moment.azure.resources).filter(
      ([id, { properties }]) => part.test(id) && JSON.stringify(properties).includes(text),
    ).length;
  const known: Readonly<Record<string, Tell>> = {
    "auth0-api": more(
      ({ auth0 }) => auth0.resourceServers.flatMap(({ scopes = [] }) => [1, ...scopes]).length,
    ),
    application: more(({ auth0 }) => auth0.clients.flatMap(({ callbacks = [] }) => [1, ...callbacks]).length),
    "test-application": more(({ auth0 }) => auth0.clients.length),
    "test-grant": more(({ auth0 }) => auth0.clientGrants.length),
    connection: more(({ auth0 }) => auth0.connections.length),
    "enable-connection": more(({ auth0 }) => auth0.connections.flatMap(({ clients }) => clients).length),
    user: more(({ auth0 }) => auth0.users.length),
    "authorization-server": more(resources(/\/authorizationservers\//)),
    policy: more((moment) =>
      ["validate-jwt", "authentication-managed-identity"]
        .map((name) => within(/\/apis\/[^/]+\/policies\//, name)(moment))
        .reduce((sum, count) => sum + count),
    ),
    backend: more(resources(/\/backends\//)),
    "subscription-required": more(within(/\/apis\/[^/]+$/, '"subscriptionRequired":true')),
    "user-authorization": more(within(/\/apis\/[^/]+$/, "auth0-")),
    portal: more(resources(/\/portalrevisions\//)),
  };
  return known[changeId];
}

const policyWithoutCheck =
  "<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t\t<!-- keep -->\r\n\t</inbound>\r\n\t<backend>\r\n\t\t<base />\r\n\t</backend>\r\n\t<outbound>\r\n\t\t<base />\r\n\t</outbound>\r\n\t<on-error>\r\n\t\t<base />\r\n\t</on-error>\r\n</policies>";
