import { Failure, throwIfCancelled } from "../../core/failure.ts";
import type { CustomAzureCloud } from "../../domain/azure-clouds.ts";
import { linkSignal } from "../abortable.ts";
import { AnswerTooLong, bounded } from "../bounded.ts";
import { asObject, asText, type JsonObject, parseJson } from "../json.ts";
import { unreachable } from "../unreachable.ts";

/** As old as the clouds that are run by others are. */
const metadata = "/metadata/endpoints?api-version=2019-05-01";

/** What asking a cloud is held to: bytes of its answer, and time until all of it is there. */
const usual = { bytes: 1024 * 1024, milliseconds: 30_000 };

/**
 * What a cloud says of itself, unasked for credentials, at the address of its Resource Manager.
 *
 * @throws Failure `invalid-input` when nothing of the kind is there, `unreachable` when nobody answers.
 */
export async function readCloud(
  resourceManager: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
  limits = usual,
): Promise<CustomAzureCloud> {
  const address = resourceManager.replace(/\/+$/, "");
  if (!isHttps(address)) throw noCloud(address);
  const text = await ask(`${address}${metadata}`, fetch, signal, limits);
  throwIfCancelled(signal);
  const found = entryOf(parseJson(text), address);
  const { loginEndpoint, audiences } = asObject(found["authentication"]);
  const authority = asText(loginEndpoint);
  const audience = Array.isArray(audiences) ? asText(audiences[0]) : undefined;
  if (!isHttps(authority) || !isHttps(audience)) throw noCloud(address);
  const portal = asText(found["portal"]) ?? asText(found["portalEndpoint"]);
  return {
    name: asText(found["name"]) ?? new URL(address).host,
    authority,
    resourceManager: address,
    audience,
    ...(isHttps(portal) && { portal }),
  };
}

async function ask(
  url: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
  limits: typeof usual,
): Promise<string> {
  const { host, origin } = new URL(url);
  const linked = linkSignal(signal, limits.milliseconds);
  try {
    // people will type their passwords at what is told here: nobody in between may lead elsewhere
    const response = await fetch(url, { signal: linked.signal, redirect: "manual" });
    if (!response.ok) throw noCloud(origin, response.status);
    return await bounded(response, limits.bytes).text();
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof AnswerTooLong) throw noCloud(origin);
    const reason: unknown = linked.signal.aborted ? linked.signal.reason : error;
    throw unreachable({ name: host, host, isSandbox: false }, reason) ?? error;
  } finally {
    linked.letGo();
  }
}

/** Newer ones list all clouds that they know, older ones speak of themselves only. */
function entryOf(answer: unknown, address: string): JsonObject {
  if (!Array.isArray(answer)) return asObject(answer);
  const all = answer.map((one) => asObject(one));
  const own = all.find((one) => asText(one["resourceManager"])?.replace(/\/+$/, "") === address);
  return own ?? (all.length === 1 ? asObject(all[0]) : {});
}

function isHttps(address: string | undefined): address is string {
  return address !== undefined && /^https:\/\//i.test(address) && URL.canParse(address);
}

function noCloud(address: string, status?: number): Failure {
  const said = status === undefined ? "" : ` (HTTP ${status})`;
  return new Failure("invalid-input", `${address} does not say where its cloud signs people in${said}.`, {
    remedy: "Give the address of the cloud's Resource Manager, as its operator tells it.",
  });
}
