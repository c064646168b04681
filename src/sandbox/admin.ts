import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "./faults.ts";
import { partNames } from "./listeners.ts";

/** What may be done over HTTP when the sandbox was started with `--faults`; meant for tests in other processes. */
export interface AdminActions {
  addFault(fault: Fault): void;
  clearFaults(): void;
  reset(): Promise<void>;
}

/**
 * Below `/_sandbox/` of every part: `POST faults` adds a {@link Fault} (its `path` as the text of a regular
 * expression), `DELETE faults` removes all, `POST reset` restores the seed. All answer 204.
 */
export async function handleAdmin(
  actions: AdminActions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const route = `${request.method} ${request.url}`;
  const status = await perform(actions, route, request).catch(() => 400);
  response.writeHead(status).end();
}

async function perform(actions: AdminActions, route: string, request: IncomingMessage): Promise<number> {
  const body = await readText(request);
  if (route === "POST /_sandbox/faults") {
    const fault = readFault(JSON.parse(body));
    if (!fault) return 400;
    actions.addFault(fault);
  } else if (route === "DELETE /_sandbox/faults") {
    actions.clearFaults();
  } else if (route === "POST /_sandbox/reset") {
    await actions.reset();
  } else {
    return 404;
  }
  return 204;
}

/** A fault whose paths are the texts of regular expressions; `undefined` for what is none. */
function readFault({ path, follow, ...fault }: Partial<Fault>): Fault | undefined {
  if (!partNames.some((name) => name === fault.service) || typeof path !== "string") return undefined;
  const next = follow && readFault(follow);
  if (follow && !next) return undefined;
  return { ...(fault as Fault), path: new RegExp(path), ...(next && { follow: next }) };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
