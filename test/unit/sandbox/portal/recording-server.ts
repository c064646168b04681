import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { suiteSetup, suiteTeardown } from "mocha";

/** What was asked last, and what is answered. */
export interface RecordingServer {
  readonly origin: string;
  readonly asked: { method: string; url: string; headers: IncomingHttpHeaders; body: string };
  answer: { status: number; body: string };
}

/** A server on loopback that keeps its last request, for the suite this is called in. */
export function withRecordingServer(): RecordingServer {
  let origin = "";
  const asked = { method: "", url: "", headers: {}, body: "" };
  const answer = { status: 200, body: "{}" };
  const recording: RecordingServer = {
    get origin() {
      return origin;
    },
    asked,
    answer,
  };
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    Object.assign(asked, { method, url, headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(recording.answer.status).end(recording.answer.body);
  });
  suiteSetup(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  suiteTeardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return recording;
}
