import { IncomingMessage } from "node:http";

/**
 * The request again, with another path or with a form as its body: for handing a request on after its body was read.
 */
export function replayRequest(
  original: IncomingMessage,
  change: { readonly url?: string; readonly form?: URLSearchParams },
): IncomingMessage {
  const request = new IncomingMessage(original.socket);
  request.method = original.method;
  request.url = change.url ?? original.url;
  request.httpVersion = original.httpVersion;
  request.headers = { ...original.headers };
  request.rawHeaders = original.rawHeaders;
  if (change.form) {
    const body = Buffer.from(change.form.toString());
    delete request.headers.authorization;
    request.headers["content-type"] = "application/x-www-form-urlencoded";
    request.headers["content-length"] = String(body.length);
    request.push(body);
  }
  request.push(null);
  request.complete = true;
  return request;
}
