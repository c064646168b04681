import { Failure } from "../core/failure.ts";
import { jsonMistake } from "../core/json-mistake.ts";
import { type AssertionAlgorithm, assertionAlgorithms } from "../domain/account.ts";

/** Values by their names, as the environment and files of settings have them. */
export type NamedValues = Readonly<Record<string, string | undefined>>;

/** What the values of others say about signing in to a tenant; what they leave out has to be asked. */
interface ImportedAuth0 {
  readonly way: "client-secret" | "private-key" | "token";
  /** As it stands there; of a custom domain the tenant's own, where the audience tells it. */
  readonly domain?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly token?: string;
  /** Absolute, or relative to the folder that the Deploy CLI is run in. */
  readonly keyPath?: string;
  readonly algorithm?: AssertionAlgorithm;
}

/** A tenant that the Auth0 CLI knows. Its tokens and secrets are none of our business. */
export interface CliTenant {
  readonly name: string;
  readonly domain: string;
  readonly clientId?: string;
}

/** The names that the Auth0 Deploy CLI reads, in its `config.json` and in the environment. */
const names = {
  domain: "AUTH0_DOMAIN",
  clientId: "AUTH0_CLIENT_ID",
  clientSecret: "AUTH0_CLIENT_SECRET",
  keyPath: "AUTH0_CLIENT_SIGNING_KEY_PATH",
  algorithm: "AUTH0_CLIENT_SIGNING_ALGORITHM",
  token: "AUTH0_ACCESS_TOKEN",
  audience: "AUTH0_AUDIENCE",
} as const;

/** Whether there is anything about a tenant in these values. */
export function namesTenant(values: NamedValues): boolean {
  return [names.domain, names.token, names.clientId].some((name) => textOf(values, name) !== undefined);
}

/**
 * What the values say. A token wins over everything else, as in the Deploy CLI.
 *
 * @throws Failure `invalid-input` when they say nothing about a tenant; `where` completes "There is no … in".
 */
export function importAuth0(values: NamedValues, where: string): ImportedAuth0 {
  if (!namesTenant(values)) {
    throw new Failure("invalid-input", `There is neither ${names.domain} nor ${names.token} in ${where}.`, {
      remedy: "The names are those of the Auth0 Deploy CLI.",
    });
  }
  const token = textOf(values, names.token);
  if (token !== undefined) return { way: "token", token };
  const read = (name: keyof typeof names) => textOf(values, names[name]);
  const domain = audienceHost(read("audience")) ?? read("domain");
  const [clientId, clientSecret, keyPath] = [read("clientId"), read("clientSecret"), read("keyPath")];
  const algorithm = assertionAlgorithms.find((one) => one === read("algorithm"));
  const tenant = { ...(domain !== undefined && { domain }), ...(clientId !== undefined && { clientId }) };
  if (clientSecret === undefined && keyPath !== undefined) {
    return { way: "private-key", ...tenant, keyPath, ...(algorithm && { algorithm }) };
  }
  return { way: "client-secret", ...tenant, ...(clientSecret !== undefined && { clientSecret }) };
}

/** The values of a `.env` file: `NAME=value`, with or without `export` and quotation marks; `#` begins a comment. */
export function readEnvFile(text: string): NamedValues {
  const line =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*=[ \t]*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\r\n#]*))[^\r\n]*$/gm;
  return Object.fromEntries(
    [...text.matchAll(line)].map(([, name = "", double, single, plain]) => [
      name,
      double?.replaceAll(/\\n/g, "\n").replaceAll(/\\(["\\$])/g, "$1") ?? single ?? plain?.trim() ?? "",
    ]),
  );
}

/**
 * The texts in the Deploy CLI's `config.json`.
 *
 * @throws Failure `invalid-input` when it is no object of JSON; never quotes it.
 */
export function readDeployConfig(text: string, where: string): NamedValues {
  const config = objectIn(text);
  if (!config) {
    const place = jsonMistake(text);
    const see = place ? `: see line ${place.line}, column ${place.column}` : "";
    throw new Failure("invalid-input", `${where} cannot be read as JSON${see}.`, {
      remedy: "Choose a .env file, or the config.json of the Auth0 Deploy CLI.",
      place,
    });
  }
  return Object.fromEntries(
    Object.entries(config).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

/** The tenants in the Auth0 CLI's `config.json`: name, domain and client id, and nothing else; none when it cannot be read. */
export function readCliTenants(text: string): readonly CliTenant[] {
  const tenants = objectIn(text)?.["tenants"];
  if (typeof tenants !== "object" || tenants === null) return [];
  return Object.values(tenants).flatMap((tenant: unknown) => {
    const { name, domain, client_id: clientId } = asRecord(tenant);
    if (typeof domain !== "string" || domain === "") return [];
    return [
      {
        name: typeof name === "string" && name !== "" ? name : domain,
        domain,
        ...(typeof clientId === "string" && clientId !== "" && { clientId }),
      },
    ];
  });
}

function textOf(values: NamedValues, name: string): string | undefined {
  return values[name]?.trim() || undefined;
}

/** The audience of the Management API has the tenant's own domain, also where a custom one is called. */
function audienceHost(audience: string | undefined): string | undefined {
  return /^https:\/\/([^/?#@\s]+)\/api\/v2\/?$/.exec(audience ?? "")?.[1];
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? asRecord(value) : undefined;
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  // What was read as JSON and is an object has names and values.
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
