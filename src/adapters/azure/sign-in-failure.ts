import { Failure, type FailureCode } from "../../core/failure.ts";
import { type Peer, signInsFor } from "../unreachable.ts";
import { withoutBody } from "../without-body.ts";

interface Explanation {
  readonly code: FailureCode;
  readonly message: string;
  readonly remedy: string;
  /** The answer that is wrong, as the `details` of a failure name it. */
  readonly target?: "tenantId" | "clientId" | "clientSecret" | "certificatePath";
}

const registration = "Microsoft Entra ID > App registrations > this application > Certificates & secrets";
const again = "Sign in to Azure again.";

/** The error numbers of Microsoft Entra ID that a person meets, in plain words. */
const known: Readonly<Record<string, Explanation>> = {
  "7000215": {
    code: "unauthorized",
    message: "Microsoft Entra ID refused the client secret.",
    remedy: `Use the secret's value, not its id; a new one comes from ${registration}.`,
    target: "clientSecret",
  },
  "7000222": {
    code: "unauthorized",
    message: "The client secret has expired.",
    remedy: `Create a new one in ${registration}, and sign in with it.`,
    target: "clientSecret",
  },
  "700027": {
    code: "unauthorized",
    message: "Microsoft Entra ID does not know the certificate.",
    remedy: `Upload its public part in ${registration}.`,
    target: "certificatePath",
  },
  "700024": {
    code: "unauthorized",
    message: "Microsoft Entra ID refused the proof made with the certificate as out of time.",
    remedy: "Compare this machine's clock with the real time.",
  },
  "500011": {
    code: "unauthorized",
    message: "Microsoft Entra ID knows no Azure Resource Manager by this name.",
    remedy: "Look whether the directory is in the cloud that you chose.",
    target: "tenantId",
  },
  "700016": {
    code: "unauthorized",
    message: "Microsoft Entra ID has no such application in this directory (tenant).",
    remedy: "Compare the client id and the tenant id with those of the app registration.",
    target: "clientId",
  },
  "90002": {
    code: "unauthorized",
    message: "Microsoft Entra ID has no such directory (tenant).",
    remedy:
      "Compare the tenant id with the one in Microsoft Entra ID > Overview; every cloud has its own directories.",
    target: "tenantId",
  },
  "900023": {
    code: "invalid-input",
    message: "The tenant id is neither an id nor a domain.",
    remedy: "Compare the tenant id with the one in Microsoft Entra ID > Overview.",
    target: "tenantId",
  },
  "50076": {
    code: "unauthorized",
    message: "Microsoft Entra ID asks for another proof of identity (multi-factor authentication).",
    remedy: again,
  },
  "50079": {
    code: "unauthorized",
    message: "Microsoft Entra ID asks to enrol for multi-factor authentication.",
    remedy: again,
  },
  "53003": {
    code: "unauthorized",
    message: "A conditional access policy of the directory forbids the sign-in.",
    remedy: "Ask its administrator, or sign in from where it is allowed.",
  },
  "65001": {
    code: "unauthorized",
    message: "Nobody has consented to this application in the directory.",
    remedy: "Ask its administrator for consent, or sign in to Azure another way.",
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
  const { code, message, remedy, target } = (number && known[number]) || unknownReason(number);
  const cause = number === undefined ? withoutBody(error) : error;
  const details = target ? [{ target, message }] : [];
  return new Failure(code, message, { remedy, details, signIns: signInsFor(authority, "azure"), cause });
}

/** What one of the error numbers means, whoever was told it. */
export function meaningOf(number: string): Pick<Explanation, "message"> | undefined {
  return known[number];
}

function unknownReason(number: string | undefined): Explanation {
  const code = "unauthorized";
  const reason = number ? ` (AADSTS${number})` : "";
  return { code, message: `Microsoft Entra ID refused the sign-in${reason}.`, remedy: again };
}
