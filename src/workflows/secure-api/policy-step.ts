import { applyEdits } from "../../core/edit.ts";
import { Failure, toFailure } from "../../core/failure.ts";
import type { PolicyScope } from "../../domain/apim.ts";
import { insertValidateJwt, parsePolicy, readJwtLinks } from "../../policy/index.ts";
import type { PolicyLink } from "../derive-links.ts";
import type { ExecutableStep } from "../plan.ts";
import { AUTH0_API } from "./auth0-api-step.ts";
import type { SecureApiChoices } from "./choices.ts";
import type { SecureApiReading } from "./reading.ts";

/** What a caller is told instead of the reason, which helps only an attacker. */
const MESSAGE = "Unauthorized: the access token is missing or not valid for this API.";

/** What is to be done about the policy: one step, or a sentence why none. */
export interface PolicyPlan {
  readonly step?: ExecutableStep;
  readonly unchanged?: string;
  readonly note?: string;
}

/**
 * Inserts `validate-jwt` for `audience` into the API's inbound policy, or adds what the one for this tenant lacks.
 *
 * @throws Failure `invalid-input` with line and column when the policy that is there cannot be read.
 */
export function planPolicy(
  reading: SecureApiReading,
  audience: string,
  { insert, requiredScopes }: SecureApiChoices["policy"],
): PolicyPlan {
  if (!insert)
    return { note: "The policy is left as it is: the gateway will not check tokens for this link." };
  const document = parsePolicy(reading.policy?.text ?? "");
  const { url: discoveryUrl, issuer } = reading.discovery;
  const present = readJwtLinks(document);
  const edits = insertValidateJwt(document, {
    discoveryUrl,
    audience,
    issuer,
    requiredScopes,
    failedValidationHttpCode: 401,
    // What somebody chose to say is left as it is.
    ...(present.length === 0 && { failedValidationErrorMessage: MESSAGE }),
  });
  if (edits.length === 0) {
    const name = reading.api.displayName;
    return { unchanged: `The policy of “${name}” validates tokens for “${audience}” already.` };
  }
  const isOurTenant = present.some(({ discoveryUrls }) => discoveryUrls.includes(discoveryUrl));
  if (present.length > 0 && !isOurTenant) return describeForeign(present, reading, audience);
  return { step: insertStep(reading, applyEdits(document.text, edits), { issuer, audience }) };
}

function insertStep(
  { api, policy }: SecureApiReading,
  text: string,
  { issuer, audience }: { readonly issuer: string; readonly audience: string },
): ExecutableStep {
  const scope: PolicyScope = { kind: "api", service: api.service, apiId: api.apiId };
  const before = policy?.text;
  return {
    id: "policy",
    cloud: "azure",
    change: policy ? "update" : "create",
    title: `Insert validate-jwt into the inbound policy of “${api.displayName}”`,
    details: [
      { label: "Issuer", after: issuer },
      { label: "Audience", after: audience },
    ],
    textChange: { title: `Policy of ${api.displayName}`, before: before ?? "", after: text },
    needs: [AUTH0_API],
    async run({ gateways, signal }) {
      const written = await gateways.apim
        .writePolicy(scope, text, policy?.etag, signal)
        .catch((error: unknown) => Promise.reject(explainConflict(error, api.displayName)));
      const after = { after: written.text, etag: written.etag };
      return { kind: "restore-policy", scope, ...(before !== undefined && { before }), ...after };
    },
  };
}

/** Two validate-jwt for two tenants refuse every token, so a second one is not put beside the first. */
function describeForeign(
  present: readonly PolicyLink[],
  { api }: SecureApiReading,
  audience: string,
): PolicyPlan {
  const others = present.flatMap(({ audiences }) => audiences).map((other) => `“${other}”`);
  const whom = others.length > 0 ? ` for ${others.join(", ")}` : "";
  return {
    note: `The policy of “${api.displayName}” has a validate-jwt for another issuer already${whom}. It is left as it is, since with a second one no token would pass: add the issuer and “${audience}” to it by hand.`,
  };
}

function explainConflict(error: unknown, apiName: string): unknown {
  const failure = toFailure(error);
  if (failure.code !== "changed-on-server") return error;
  return new Failure(
    "changed-on-server",
    `The policy of “${apiName}” was changed by somebody else after the plan was made, so it was not written.`,
    { remedy: "Run the command again: it starts from the policy as it is now.", cause: error },
  );
}
