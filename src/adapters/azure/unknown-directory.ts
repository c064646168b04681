import { get } from "node:https";

/** Milliseconds; it is only asked because something is wrong already. */
const limit = 5000;

/**
 * The library below `@azure/identity` says the same of a directory that does not exist and of an authority that nobody answers at.
 * Asks again, and gives an error that says which: in the words of Entra ID, or with the network's own error as its cause.
 */
export async function toldApart(error: unknown, directory: string, ca: string | undefined): Promise<unknown> {
  if (!(error instanceof Error) || !error.message.includes("endpoints_resolution_error")) return error;
  try {
    const answer = await read(`${directory}/v2.0/.well-known/openid-configuration`, ca);
    const said = /AADSTS\d+/.exec(answer)?.[0];
    return said === undefined ? error : named(error, `${error.message}: ${said}`);
  } catch (cause) {
    return named(error, error.message, cause);
  }
}

function named(error: Error, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { name: error.name });
}

function read(url: string, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: limit, ...(ca !== undefined && { ca }) }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    request.on("timeout", () =>
      request.destroy(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" })),
    );
    request.on("error", reject);
  });
}
