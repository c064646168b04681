import { known } from "../../../core/known.ts";
import { PassedOver } from "../../../policy/index.ts";
import { type JwtRequirements, readJwtRequirements, type SignedToken } from "../../../token/index.ts";
import type { AzureState } from "../../azure/state.ts";
import type { Statement } from "../statement.ts";
import type { Policy } from "./policy.ts";
import { type FurtherCheck, requireToken } from "./token-judgement.ts";

/**
 * Lets only requests with a token of Microsoft Entra pass that satisfies the element. The sandbox's Entra ID stands for Microsoft's:
 * it has one tenant, whose tokens come in two versions.
 */
export const validateAzureAdToken: Policy = (statement, call, services) => {
  const tenant = tenantOf(statement, services.state, services.entra);
  const requirements = requirementsOf(statement, `${services.entra}/${services.state.tenantId}`);
  for (const name of ["allow-protected-forwarded-tokens", "allow-proof-of-possession-tokens"]) {
    if (statement.flag(name, false)) throw new PassedOver(`“${name}” lets tokens of another kind pass.`);
  }
  const clients = statement.list("client-application-ids", "application-id");
  const hasBackends = statement.children("backend-application-ids").length > 0;
  const further: FurtherCheck = (token) => {
    if (tenant === "another")
      return { seenReason: "TokenIssuerNotAllowed", message: "It is of another tenant." };
    if (tenant === "unknown") throw new PassedOver("Which tenant has this name is not known.");
    if (hasBackends) throw new PassedOver("What backend-application-ids asks for is not documented.");
    const isListed = clients.length === 0 || clients.includes(clientOf(token));
    return isListed
      ? undefined
      : { seenReason: "TokenClaimValueMismatch", message: "Its client is not allowed." };
  };
  return requireToken(statement, call, requirements, services, further);
};

/** The names under which tokens of whatever tenant are taken. */
const anyTenant = /^(?:common|organizations)$/;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Microsoft's own names for the place that the sandbox's Entra ID stands for; the second is the reference's. */
const microsoft = ["https://login.microsoftonline.com", "https://login-microsoftonline.com"];

/** Whose tokens the element takes: by id, by domain, or by an address that ends with one of these. */
function tenantOf(statement: Statement, state: AzureState, entra: string): "ours" | "another" | "unknown" {
  const endpoint = statement.attribute("authentication-endpoint")?.replace(/\/+$/, "").toLowerCase();
  if (endpoint !== undefined && ![...microsoft, entra].includes(endpoint)) {
    throw new PassedOver("authentication-endpoint leads out of the sandbox.");
  }
  const written = statement.needed("tenant-id").trim().toLowerCase();
  const name =
    written
      .replace(/^https?:\/\//, "")
      .replace(/\/+$/, "")
      .split("/")
      .at(-1) ?? "";
  if (anyTenant.test(name) || name === state.tenantId.toLowerCase()) return "ours";
  return guid.test(name) ? "another" : "unknown";
}

function requirementsOf(statement: Statement, authority: string): JwtRequirements {
  const { element, place, resolve } = statement;
  const hasSource = ["header-name", "query-parameter-name", "token-value"].some((name) =>
    statement.has(name),
  );
  const asked = readJwtRequirements(element, place.text, resolve);
  return {
    ...asked,
    source: hasSource ? asked.source : known({ kind: "header", name: "Authorization" }),
    openIdConfigs: [known(`${authority}/v2.0/.well-known/openid-configuration`)],
    issuers: [known(`${authority}/`), known(`${authority}/v2.0`)],
  };
}

/** The application that a token was given to: `appid` in version 1, `azp` in version 2. */
function clientOf({ claims }: SignedToken): string {
  const client = claims["appid"] ?? claims["azp"];
  return typeof client === "string" ? client : "";
}
