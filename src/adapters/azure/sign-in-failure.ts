import { Failure, type FailureCode } from "../../core/failure.ts";
import { type Peer, signInsFor } from "../unreachable.ts";
import { withoutBody } from "../without-body.ts";

interface Explanation {
  readonly code: FailureCode;
  readonly message: string;
  readonly remedy: string;
}

const registration = "Microsoft Entra ID > App registrations > this application > Certificates & secrets";
const again = "Sign in to Azure again.";

/** The error numbers of Microsoft Entra ID that a person meets, in plain words. */
const known: Readonly<Record<string, Explanation>> = {
  "7000215": {
    code: "unauthorized",
    message: "Microsoft Entra ID refused the client secret.",
    remedy: `Use the secret's value, not its id; a new one comes from ${registration}.`,
  },
  "7000222": {
    code: "unauthorized",
    message: "The client secret has expired.",
    remedy: `Create a new one in ${registration}, and sign in with it.`,
  },
  "700016": {
    code: "unauthorized",
    message: "Microsoft Entra ID has no such application in this directory (tenant).",
    remedy: "Compare the client id and the tenant id with those of the app registration.",
  },
  "90002": {
    code: "unauthorized",
    message: "Microsoft Entra ID has no such directory (tenant).",
    remedy: "Compare the tenant id with the one in Microsoft Entra ID > Overview.",
  },
  "900023": {
    code: "invalid-input",
    message: "The tenant id is neither an id nor a domain.",
    remedy: "Compare the tenant id with the one in Microsoft Entra ID > Overview.",
  },
  "50076": {
    code: "unauthorized",
    message: "Microsoft Entra ID asks for another proof of identity (multi-factor authentication).",
    remedy: again,
  },
  "700082": { code: "unauthorized", message: "The sign-in has expired.", remedy: again },
  "50173": { code: "unauthorized", message: "The sign-in was revoked.", remedy: again },
};

/** The errors of `@azure/identity` and of the library below it that mean: no token. */
const names: ReadonlySet<string> = new Set([
  "AuthenticationError",
  "AuthenticationRequiredError",
  "CredentialUnavailableError",
  "AggregateAuthenticationError",
  "ServerError",
  "InteractionRequiredAuthError",
]);

/** A failure in plain words when `error` means that no token was given out, otherwise `undefined`. */
export function signInFailure(error: unknown, authority: Peer): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  // either in full, or as the library below shortens it: "7000215 - [2026-…]: …"
  const number = /\bAADSTS(\d+)/.exec(error.message)?.[1] ?? /\b(\d{5,7}) - \[/.exec(error.message)?.[1];
  if (number === undefined && !names.has(error.name)) return undefined;
  const { code, message, remedy } = (number && known[number]) || unknownReason(error, number);
  const cause = number === undefined ? withoutBody(error) : error;
  return new Failure(code, message, { remedy, signIns: signInsFor(authority, "azure"), cause });
}

function unknownReason(error: Error, number: string | undefined): Explanation {
  const code = "unauthorized";
  if (/az login/i.test(error.message)) {
    return { code, message: "The Azure CLI is not signed in.", remedy: "Run “az login” in a terminal." };
  }
  if (/Azure CLI could not be found/i.test(error.message)) {
    return {
      code,
      message: "The Azure CLI is not installed, or not in the PATH.",
      remedy: "Install it, or sign in to Azure another way.",
    };
  }
  const reason = number ? ` (AADSTS${number})` : "";
  return { code, message: `Microsoft Entra ID refused the sign-in${reason}.`, remedy: again };
}
