import assert from "node:assert/strict";
import { SdkCloudFactory } from "../../src/adapters/cloud-factory.ts";
import type { SandboxTrust } from "../../src/domain/account.ts";
import type { ApiRef } from "../../src/domain/apim.ts";
import type { Journal } from "../../src/resources/journal.ts";
import type { Plan } from "../../src/resources/plan.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import {
  planSecureApi,
  readSecureApi,
  type SecuringPlan,
  suggestSecureApi,
} from "../../src/workflows/secure-api.ts";
import {
  planTestLink,
  readTestLink,
  runTestLink,
  type TestLinkResult,
} from "../../src/workflows/test-link.ts";
import { applyPlan, outcomeOf, undo, undoOutcomeOf } from "../support/journals.ts";

/** Never aborted. */
export const signal = new AbortController().signal;

/** The API that the seed has imported. */
export function calculatorOf({ info }: RunningSandbox): ApiRef {
  const { subscriptionId } = info.azure;
  const instance = { subscriptionId, resourceGroup: "contoso-rg", serviceName: "contoso-apim" };
  return { instance, apiId: "basic-calculator" };
}

/** Both clouds of the sandbox through the official SDKs. */
export async function openClouds({ info }: RunningSandbox): Promise<Clouds> {
  const factory = new SdkCloudFactory();
  const sandbox: SandboxTrust = { ca: info.ca };
  const { authorityHost, resourceManager, tenantId, clientId, clientSecret } = info.azure;
  const [auth0, azure] = await Promise.all([
    factory.openAuth0(
      { domain: info.auth0.domain, clientId: info.auth0.clientId, sandbox },
      info.auth0.clientSecret,
    ),
    factory.openAzure(
      {
        kind: "service-principal",
        tenantId,
        clientId,
        sandbox: { ...sandbox, authorityHost, resourceManager },
      },
      { clientSecret },
    ),
  ]);
  return { auth0, azure };
}

/**
 * Every word of both clouds, but for what counts changes rather than being one: row versions, publications of the portal,
 * sessions.
 */
export function contentsOf({ state }: RunningSandbox): unknown {
  const { storage: _, ...auth0 } = state.auth0;
  const resources = Object.entries(state.azure.resources)
    .filter(([id]) => !id.includes("/portalrevisions/"))
    .map(([id, { version: __, ...resource }]) => [id, resource] as const);
  return structuredClone({ auth0, resources: Object.fromEntries(resources) });
}

/** The exchanges that changed something: neither reads, nor logins, nor reads that are spelt POST. */
export function writesAmong(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges
    .filter(({ method }) => method !== "GET" && method !== "HEAD")
    .filter(({ url }) => !/\/(token|listSecrets)$/.test(new URL(url).pathname))
    .map(({ method, url }) => `${method} ${new URL(url).pathname}`);
}

/** Reads both clouds and plans with the suggested choices. */
export async function prepare(sandbox: RunningSandbox, clouds: Clouds): Promise<SecuringPlan> {
  const snapshot = await readSecureApi(clouds, calculatorOf(sandbox), signal);
  return planSecureApi(snapshot, suggestSecureApi(snapshot));
}

/** Applies a plan that must succeed. */
export async function applied(plan: Plan, clouds: Clouds): Promise<Journal> {
  const journal = await applyPlan(plan, clouds, signal);
  assert.deepEqual(outcomeOf(journal), {
    status: "done",
    done: plan.changes.map(({ id }) => id),
    failed: undefined,
    notRun: [],
  });
  return journal;
}

/** Takes back what must be taken back as a whole. */
export async function takenBack(journal: Journal, clouds: Clouds): Promise<void> {
  const outcome = undoOutcomeOf(await undo(journal, clouds, signal));
  assert.deepEqual(
    { ...outcome, undone: [] },
    { status: "done", undone: [], left: [], failed: [], remaining: [] },
  );
}

/** Creates what a test of the link needs, and tests it. */
export async function testLink(
  sandbox: RunningSandbox,
  clouds: Clouds,
): Promise<{ readonly journal: Journal; readonly result: TestLinkResult }> {
  const target = { api: calculatorOf(sandbox), audience: "basic-calculator" };
  const journal = await applied(planTestLink(await readTestLink(clouds, target, signal)), clouds);
  const snapshot = await readTestLink(clouds, target, signal);
  const caller = await new SdkCloudFactory().openCaller({ ca: sandbox.info.ca });
  return { journal, result: await runTestLink(clouds, caller, snapshot, {}, signal) };
}
