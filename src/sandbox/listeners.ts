import type { RequestListener } from "node:http";
import type { Server } from "node:https";
import { createServer } from "node:https";
import type { Duplex } from "node:stream";
import { Failure } from "../core/failure.ts";
import type { PartName } from "./faults.ts";
import type { Origins } from "./service.ts";
import type { KeyedCertificate } from "./tls/certificates.ts";

/** The parts in the order of their ports: with `--port N` the first has N, the next N+1, … */
export const partNames: readonly PartName[] = [
  "auth0",
  "entra",
  "resourceManager",
  "gateway",
  "portal",
  "backend",
];

/** Six bound HTTPS servers. */
export interface Listeners {
  readonly origins: Origins;
  /** Ends open connections and frees the ports. */
  close(): Promise<void>;
}

/** Which ports to take. */
interface PortPlan {
  /** The first of six; 0 for any. */
  readonly first: number;
  /** Tried first when `first` is 0: those of the last start. */
  readonly earlier: readonly number[];
}

/**
 * Binds one HTTPS server per part to 127.0.0.1. That of the gateway asks callers for a certificate, and takes those without one, too;
 * `authority`, PEM, is whom it trusts.
 *
 * @throws Failure `unreachable` when a fixed port is taken.
 */
export async function bindListeners(
  ports: PortPlan,
  leaf: KeyedCertificate,
  authority: string,
  listenerFor: (part: PartName) => RequestListener,
): Promise<Listeners> {
  const servers: Server[] = [];
  const sockets = new Set<Duplex>();
  const close = async () => {
    const closed = servers.map(closeServer);
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  const origins: [PartName, string][] = [];
  try {
    for (const [index, part] of partNames.entries()) {
      const asks = part === "gateway" ? { requestCert: true, rejectUnauthorized: false, ca: authority } : {};
      const server = createServer({ key: leaf.key, cert: leaf.certificate, ...asks }, listenerFor(part));
      // an idle connection must outlive the pause between two steps of a client that keeps it: on a busy machine
      // deploy-cli computes for more than a minute. Edges of clouds wait for minutes
      server.keepAliveTimeout = 400_000;
      // also those that are still shaking hands, which the server itself does not end
      server.on("connection", (socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
      });
      servers.push(server);
      origins.push([part, `https://127.0.0.1:${await bind(server, ports, index)}`]);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { origins: Object.fromEntries(origins) as Record<PartName, string>, close };
}

async function bind(server: Server, ports: PortPlan, index: number): Promise<number> {
  if (ports.first !== 0) return listen(server, ports.first + index);
  const earlier = ports.earlier[index];
  if (earlier === undefined) return listen(server, 0);
  return listen(server, earlier).catch(() => listen(server, 0));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(describe(error, port));
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

function describe(error: NodeJS.ErrnoException, port: number): Failure {
  const why =
    error.code === "EADDRINUSE" ? "is taken by another program" : `cannot be used: ${error.message}`;
  return new Failure("unreachable", `Port ${port} ${why}.`, {
    remedy: "Choose another with --port, or 0 for any free ports.",
    cause: error,
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
