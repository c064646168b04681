import { Failure, type SignIn } from "../core/failure.ts";
import { type NetworkProblem, networkProblem } from "./network-problem.ts";

/** Whom a request was meant for. */
export interface Peer {
  /** As it is to be called in a sentence, e.g. `Azure Resource Manager` or `contoso.eu.auth0.com`. */
  readonly name: string;
  /** Host, with its port when that is not the usual one. */
  readonly host: string;
  readonly isSandbox: boolean;
}

/** Completes "… does not answer: …". */
const reasons: Readonly<Record<NetworkProblem, string>> = {
  "unknown-host": "its name cannot be resolved",
  refused: "the connection was refused",
  certificate: "its certificate is not trusted",
  timeout: "it took too long",
  lost: "the connection broke off",
};

/** What a person can do about a cloud that does not answer; for a sandbox there is only one thing. */
const remedies: Readonly<Record<NetworkProblem, string>> = {
  "unknown-host": "Check the name for typing mistakes, then your network and proxy.",
  refused: "Check your network, proxy and firewall, then try again.",
  certificate: "If a proxy of your organisation inspects traffic, add its certificate to the system's store.",
  timeout: "Check your network and proxy, then try again.",
  lost: "Try again.",
};

/** What helps when `peer`, of a cloud, no longer knows who asks. */
export function signInsFor(peer: Peer, cloud: Exclude<SignIn, "sandbox">): readonly SignIn[] {
  return [peer.isSandbox ? "sandbox" : cloud];
}

/** An `unreachable` failure when `error` means that `peer` gave no answer, otherwise `undefined`. */
export function unreachable(peer: Peer, error: unknown): Failure | undefined {
  const problem = networkProblem(error);
  if (!problem) return undefined;
  const reason = reasons[problem];
  if (peer.isSandbox) {
    return new Failure("unreachable", `The sandbox does not answer at ${peer.host}: ${reason}.`, {
      remedy: "Start the sandbox again (command “Auth0 for APIM: Start Sandbox”).",
      signIns: ["sandbox"],
      cause: error,
    });
  }
  const address = peer.name === peer.host ? "" : ` at ${peer.host}`;
  return new Failure("unreachable", `${peer.name} does not answer${address}: ${reason}.`, {
    remedy: remedies[problem],
    cause: error,
  });
}
