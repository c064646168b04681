import { get as getPlain } from "node:http";
import { get as getSecure } from "node:https";
import { validationError } from "../errors.ts";

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * The text behind a link that a client gave; only loopback is read, so that a sandbox never reaches out.
 *
 * @throws ArmError 400 when the link leads elsewhere or cannot be read.
 */
export async function fetchLink(link: string, ca: string): Promise<string> {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw unreadable(link, "it is no http or https address");
  if (!loopback.has(url.hostname)) throw unreadable(link, "the sandbox reads from this machine only");
  try {
    return await read(url, ca);
  } catch (cause) {
    throw unreadable(link, cause instanceof Error ? cause.message : String(cause));
  }
}

function unreadable(link: string, why: string): Error {
  return validationError({ target: "value", message: `The document at ${link} could not be read: ${why}.` });
}

function read(url: URL, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const get = url.protocol === "https:" ? getSecure : getPlain;
    const request = get(url, { ca }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString("utf8"));
        else reject(new Error(`it answered ${response.statusCode}`));
      });
    });
    request.on("error", reject);
  });
}
