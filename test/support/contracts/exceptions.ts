import type { Violation } from "./violation.ts";

/** Where the clouds differ from their own documents; what is seen of a cloud wins. */
export interface Exception {
  /** Tested against the operation's name, e.g. `GET /clients/{id}`. */
  readonly operation: RegExp;
  /** Tested against place and message. */
  readonly says: RegExp;
  readonly reason: string;
}

/** Values that are in use though the documents' lists leave them out, by the list's name. */
export const extraEnumValues: Readonly<Record<string, readonly string[]>> = {
  GrantType: ["authorizationCodeWithPkce"],
};

/** What is known besides the recorded differences that come with the documents. */
export const knownExceptions: readonly Exception[] = [
  {
    operation: /Microsoft\.ApiManagement/,
    says: /unknown query parameter (asyncId|asyncCode|deleteRevisions)\b/,
    reason:
      "A long-running operation is polled at the entity's own address with asyncId and asyncCode; Azure's own SDK repeats there what the request had.",
  },
  {
    operation: /^POST \/oauth\/token$/,
    says: /status 403/,
    reason: "Recorded: a refused grant is answered with 403.",
  },
  {
    operation: /^GET \/authorize$/,
    says: /response body: cannot be read: text\/html/,
    reason: "A request that cannot be answered with a redirect ends on a page that says why.",
  },
  {
    operation: /^(?:GET|PATCH) \/tenants\/settings$/,
    says: /response body \/flags(?:: must NOT have additional properties|\/universal_login: unknown property)/,
    reason: "Recorded: the flags of a tenant have universal_login.",
  },
  {
    operation: /^POST \/tickets\/password-change$/,
    says: /response body \/ticket: must match format "url"/,
    reason: "The sandbox is at a loopback address, which the format of URLs leaves out.",
  },
  {
    operation: /^(?:POST|PATCH) \/resource-servers/,
    says: /request body (?:: must NOT have additional properties|\/token_lifetime_for_web)/,
    reason: "deploy-cli sends token_lifetime_for_web, which the service takes.",
  },
];

/** Splits violations into those that stand and the reasons that excuse the others. */
export function excuse(
  violations: readonly Violation[],
  exceptions: readonly Exception[],
): { readonly standing: Violation[]; readonly reasons: Map<string, number> } {
  const reasons = new Map<string, number>();
  const standing = violations.filter((violation) => {
    const excuse = exceptions.find(
      ({ operation, says }) =>
        operation.test(violation.operation) && says.test(`${violation.place}: ${violation.message}`),
    );
    if (!excuse) return true;
    reasons.set(excuse.reason, (reasons.get(excuse.reason) ?? 0) + 1);
    return false;
  });
  return { standing, reasons };
}
