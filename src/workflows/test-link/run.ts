import { Failure, throwIfCancelled } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import { redacted } from "../../core/redaction.ts";
import type { Operation } from "../../domain/apim.ts";
import type { PublicKey } from "../../domain/auth0.ts";
import type { ApiAnswer, ApiCaller } from "../../domain/azure-cloud.ts";
import { storeOf } from "../../resources/clouds.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { decodeToken } from "../../token/decode.ts";
import type { DecodedToken } from "../../token/decoded-token.ts";
import { type Assurance, assuranceOf, type PolicyPlace, type Reservation } from "../assurance.ts";
import type { Clouds } from "../clouds.ts";
import { type Assessment, assessLevels, checksMetBy } from "../policy-levels/assess.ts";
import { placeOfCheck } from "../policy-levels/judge-check.ts";
import { ownTenant } from "../policy-levels/own-tenant.ts";
import { levelName } from "../read-access/api-policies.ts";
import { notProved, othersGetIn } from "../secure-api/not-proved.ts";
import { reservationsOf } from "../secure-api/policy.ts";
import { whoGetsIn } from "../secure-api/who-gets-in.ts";
import { findCause, refusalStatuses } from "./cause.ts";
import { chooseOperation, operationRequest } from "./request.ts";
import type { TestLinkResult, TokenFacts } from "./result.ts";
import type { TestLinkSnapshot } from "./snapshot.ts";
import { type Evidence, isRefusal, judge } from "./verdict.ts";

/** What a person may choose; all of it has a default. */
interface TestLinkOptions {
  /** Default: the GET operation that needs the least. */
  readonly operation?: Operation;
  /** Values of template and query parameters, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Asks Auth0 for a token and calls one operation through the gateway, once without and once with it.
 *
 * @param snapshot made after the plan of {@link planTestLink} was applied.
 * @throws Failure `invalid-input` when there is no test application yet, `unsupported` when nothing can be called, and
 * what the clouds throw. Whatever the gateway answers is no failure.
 */
export async function runTestLink(
  clouds: Clouds,
  caller: ApiCaller,
  snapshot: TestLinkSnapshot,
  options: TestLinkOptions,
  signal: AbortSignal,
): Promise<TestLinkResult> {
  const { api, operations } = snapshot;
  const operation = options.operation ?? chooseOperation(api, operations);
  const request = operationRequest(snapshot, operation, options.parameters);
  const [accessToken, headers] = await Promise.all([
    requestToken(clouds, snapshot, signal),
    keyHeaders(clouds, snapshot, signal),
  ]);
  throwIfCancelled(signal);
  const secrets = [accessToken, ...Object.values(headers)];
  const call = async (more: Readonly<Record<string, string>>) =>
    withoutSecrets(
      await caller.call(
        { method: operation.method, url: request.url, headers: { ...request.headers, ...headers, ...more } },
        signal,
      ),
      secrets,
    );
  const [without, answer] = await Promise.all([call({}), call({ Authorization: `Bearer ${accessToken}` })]);
  const called = { operation, without, with: answer };
  const evidence = await gatherEvidence(clouds, snapshot, called, accessToken, signal);
  const { assurance } = evidence;
  const token = factsOf(decodeToken(accessToken));
  return { ...called, url: request.url, token, assurance, ...judge(evidence) };
}

async function gatherEvidence(
  clouds: Clouds,
  snapshot: TestLinkSnapshot,
  called: Pick<Evidence, "operation" | "without" | "with">,
  accessToken: string,
  signal: AbortSignal,
): Promise<Evidence> {
  const { policies, tenant, discovery, auth0Api, api } = snapshot;
  const assessment = assessLevels(policies, ownTenant(tenant, discovery, auth0Api.identifier));
  const checks = checksMetBy(assessment, called.operation.operationId);
  const refusals = refusalStatuses(checks);
  const refused = { accessToken, answer: called.with, discovery, now: new Date() };
  const cause = isRefusal(called.with, refusals)
    ? await findCause(checks, { ...refused, keys: await readKeys(clouds, signal) })
    : undefined;
  const own = assessment.tokenChecks.find(({ isOwn }) => isOwn);
  const ownPlace = placeOfCheck(own ?? checks[0]) ?? {
    level: { kind: "api", instance: api.instance, apiId: api.apiId },
    name: levelName.api(api),
    line: undefined,
  };
  return { ...called, refusals, cause, ownPlace, assurance: assuranceOfLink(snapshot, assessment, ownPlace) };
}

/** One operation was called; what keeps from saying the same of all of them, as their policies tell it. */
function assuranceOfLink(
  snapshot: TestLinkSnapshot,
  assessment: Assessment,
  ownPlace: PolicyPlace,
): Assurance {
  const { issuer, url: discoveryUrl } = snapshot.discovery;
  const wanted = { issuer, audience: snapshot.auth0Api.identifier, discoveryUrl, scopes: [] };
  const access = whoGetsIn(snapshot, wanted, []);
  const found = reservationsOf(assessment, access);
  if (found.length > 0) return assuranceOf(found);
  const doubts = [...notProved(snapshot, access, wanted), ...othersGetIn(snapshot, access)];
  const hasCheck = assessment.ownChecks.length > 0 || doubts.length === 0;
  return assuranceOf(hasCheck ? doubts : [withoutCheck(ownPlace), ...doubts]);
}

/** Something refuses calls, but nothing that was read. */
function withoutCheck(place: PolicyPlace): Reservation {
  return {
    kind: "no-check",
    place,
    found: "No policy that was read has a validate-jwt for this tenant.",
    advice: "Run “Secure API with Auth0”.",
    blocks: false,
  };
}

/** Without the keys a cause is not known, which is no reason to fail. */
async function readKeys({ auth0 }: Clouds, signal: AbortSignal): Promise<Maybe<readonly PublicKey[]>> {
  try {
    return known(await auth0.readPublicKeys(signal));
  } catch {
    throwIfCancelled(signal);
    return unknown;
  }
}

/** Some backends send back what they were sent; a result is shown and quoted in the log. */
function withoutSecrets(answer: ApiAnswer, secrets: readonly string[]): ApiAnswer {
  const clean = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, redacted), text);
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, clean(value)]);
  return { ...answer, body: clean(answer.body), headers: Object.fromEntries(headers) };
}

async function requestToken(
  clouds: Clouds,
  { application, auth0Api }: TestLinkSnapshot,
  signal: AbortSignal,
): Promise<string> {
  if (!application)
    throw new Failure("invalid-input", "There is no test application yet: apply the plan first.");
  const { clientId, name } = application;
  const { auth0 } = clouds;
  const ref = { kind: auth0Application.id, owner: auth0.domain, id: clientId };
  const clientSecret = await storeOf(clouds, auth0Application).secretOf?.(ref, signal);
  throwIfCancelled(signal);
  if (clientSecret === undefined) {
    throw new Failure("unsupported", `Auth0 gives no client secret for the application “${name}”.`, {
      remedy: "Grant the connected application read:client_keys, or delete this application and test again.",
    });
  }
  const request = { clientId, clientSecret, audience: auth0Api.identifier };
  return (await auth0.requestToken(request, signal)).accessToken;
}

async function keyHeaders(
  { azure }: Clouds,
  { instance, api }: TestLinkSnapshot,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  if (!api.subscriptionRequired) return {};
  return { [api.subscriptionKeyNames.header]: await azure.readMasterKey(instance, signal) };
}

function factsOf(token: DecodedToken): TokenFacts | undefined {
  if (token.kind !== "jws") return undefined;
  const { claims, algorithm, keyId, expiresAt } = token;
  return { claims, algorithm, keyId, expiresAt };
}
