import type { ServerResponse } from "node:http";
import type { SandboxContext, SandboxService } from "../service.ts";

type Operation = (a: number, b: number) => number;

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["add", (a, b) => a + b],
  ["sub", (a, b) => a - b],
  ["mul", (a, b) => a * b],
  ["div", (a, b) => a / b],
]);

/** The web service behind the Basic Calculator API: `GET /api/{add|sub|mul|div}?a=…&b=…`, in JSON or XML by `Accept`. */
export function createBackendService(context: SandboxContext): SandboxService {
  return {
    listener: (request, response) => {
      const url = new URL(request.url ?? "/", context.origins.backend);
      const operation = operations.get(/^\/api\/(\w+)\/?$/.exec(url.pathname)?.[1] ?? "");
      const send = (status: number, body: Answer) => reply(response, status, body, request.headers.accept);
      request.resume();
      if (!operation) return send(404, { error: "There is no such operation." });
      if (request.method !== "GET") return send(405, { error: "Only GET is supported." });
      const [a, b] = [readNumber(url, "a"), readNumber(url, "b")];
      if (a === undefined || b === undefined) return send(400, { error: "“a” and “b” must be numbers." });
      const value = operation(a, b);
      if (!Number.isFinite(value)) return send(400, { error: "The result is not a number." });
      return send(200, { value });
    },
  };
}

type Answer = { readonly value: number } | { readonly error: string };

function readNumber(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name)?.trim();
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function reply(response: ServerResponse, status: number, answer: Answer, accept = ""): void {
  const wantsXml = /\b(?:application|text)\/xml\b/.test(accept) && !accept.includes("json");
  response.writeHead(status, { "content-type": `application/${wantsXml ? "xml" : "json"}; charset=utf-8` });
  if (!wantsXml) return void response.end(JSON.stringify(answer));
  const [name, value] = "value" in answer ? ["value", answer.value] : ["error", answer.error];
  response.end(`<result><${name}>${value}</${name}></result>`);
}
