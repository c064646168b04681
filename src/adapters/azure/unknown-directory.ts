import { get } from "node:https";
import { Readable } from "node:stream";
import { bounded } from "../bounded.ts";

/** What asking is held to: bytes of the answer, and time until all of it is there. Something is wrong already. */
const usual = { bytes: 1024 * 1024, milliseconds: 5000 };

/**
 * The library below `@azure/identity` says the same of a directory that does not exist and of an authority that nobody answers at.
 * Asks again, and gives an error that says which: in the words of Entra ID, or with the network's own error as its cause.
 */
export async function toldApart(
  error: unknown,
  directory: string,
  ca: string | undefined,
  limits = usual,
): Promise<unknown> {
  if (!(error instanceof Error) || !error.message.includes("endpoints_resolution_error")) return error;
  try {
    const answer = await read(`${directory}/v2.0/.well-known/openid-configuration`, ca, limits);
    const said = /AADSTS\d+/.exec(answer)?.[0];
    return said === undefined ? error : named(error, `${error.message}: ${said}`);
  } catch (cause) {
    return named(error, error.message, cause);
  }
}

function named(error: Error, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { name: error.name });
}

/** Follows no redirect. */
function read(url: string, ca: string | undefined, { bytes, milliseconds }: typeof usual): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(milliseconds);
    const late = () => reject(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" }));
    signal.addEventListener("abort", late, { once: true });
    const request = get(url, { signal, ...(ca !== undefined && { ca }) }, (response) => {
      const body = Readable.toWeb(response) as ReadableStream<Uint8Array>;
      bounded(new Response(body), bytes).text().then(resolve, reject);
    });
    request.on("error", reject);
  });
}
