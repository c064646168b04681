import { type IncomingMessage, type RequestListener, ServerResponse } from "node:http";
import type { Fault } from "./faults.ts";

/** Whether a fault does more than to make a request wait. */
export function goesWrong({ status, body, reset, hang, cutOff }: Fault): boolean {
  return status !== undefined || body !== undefined || reset === true || hang === true || cutOff === true;
}

/** Answers as `fault` says, after `listener` has carried the request out unseen, or without it. */
export async function breakAnswer(
  fault: Fault,
  listener: RequestListener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const needsEffect = fault.after === true || fault.status === undefined;
  const isSilent = fault.reset === true || fault.hang === true;
  const real = needsEffect && (fault.after || !isSilent) ? await carryOut(listener, request) : undefined;
  request.resume();
  if (fault.hang) return;
  if (fault.reset) request.socket.destroy();
  else answer(fault, fault.status ?? real ?? 200, response);
}

/** Lets `listener` handle the request with nobody to hear its answer; gives the status of that. */
function carryOut(listener: RequestListener, request: IncomingMessage): Promise<number> {
  return new Promise((resolve) => {
    const unheard = new ServerResponse(request);
    unheard.write = () => true;
    unheard.end = () => {
      resolve(unheard.statusCode);
      return unheard;
    };
    listener(request, unheard);
  });
}

function answer({ body, headers, cutOff }: Fault, status: number, response: ServerResponse): void {
  const isText = typeof body === "string";
  const text = body === undefined ? "" : isText ? body : JSON.stringify(body);
  const type = text === "" || isText ? {} : { "content-type": "application/json; charset=utf-8" };
  if (!cutOff) {
    response.writeHead(status, { ...type, ...headers });
    response.end(text);
    return;
  }
  response.writeHead(status, { ...type, ...headers, "content-length": Buffer.byteLength(text) + 100 });
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.socket?.destroy());
}
