import { redact } from "../../core/redaction.ts";
import type { Field, Json, Kind, RawAnswer } from "../../resources/kind.ts";

/** What stands in the place of a secret. */
const masked = "•••";

/** What services keep secrets under that no name tells as such; credentials for backends stand below the names of headers and parameters. */
const secretPaths =
  /(?:^|\.)(?:credentials\.(?:header|query)\.[^.]+|credentials\.authorization\.parameter|options\.configuration|signing_keys|encryption_key)(?:\.\d+)?$/;

/**
 * What a service answered about one of `kind`, as it was: its own names, order and nesting, with what cannot be written and what this
 * version does not know. Secrets alone are masked.
 */
export function givenText(kind: Kind, { body, version }: RawAnswer): string {
  const fields = Object.entries<Field>(kind.fields);
  const names = new Set(fields.flatMap(([path, { name = path, secret }]) => (secret ? [name] : [])));
  const isSecret: IsSecret = (name, value) =>
    names.has(name) || fields.some(([, { isSecretMember }]) => isSecretMember?.(name, value) === true);
  const lines = version === undefined ? [] : [`// ETag: ${version}`];
  return [...lines, JSON.stringify(withoutSecrets(body, "", isSecret), null, 2), ""].join("\n");
}

/** What a member is called that is the secret of the one above it: `{ "client_secret": { "value": … } }`. */
const isValue = /^(?:value|text|plain_?text|raw|data)$/i;

/** Whether the kind itself calls a member a secret. */
type IsSecret = (name: string, value: Json) => boolean;

function withoutSecrets(value: unknown, path: string, isSecret: IsSecret): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.map((one, index) => withoutSecrets(one, `${path}.${index}`, isSecret));
  const names = new Map<string, Json>(Object.entries(value));
  const members = [...names].map(([name, one]) => {
    const inner = `${path}.${name}`;
    const isOne =
      isSecret(name, one) ||
      secretPaths.test(inner) ||
      (isNamedSecret(name, names) && !isSettings(one)) ||
      (isValue.test(name) && isNamedSecret(path.split(".").at(-1) ?? "", new Map()));
    return [name, isOne ? maskedAll(one) : withoutSecrets(one, inner, isSecret)] as const;
  });
  return Object.fromEntries(members);
}

/**
 * Whether logs, too, take what bears this name for a secret; in a pair such as `{ "name": "client_secret", "value": … }` the other
 * member says the name.
 */
function isNamedSecret(name: string, beside: ReadonlyMap<string, unknown>): boolean {
  const other = name === "value" ? (beside.get("name") ?? beside.get("key")) : name;
  const probe = `${JSON.stringify(other)}: "Xy3-Zq7_Vw"`;
  return typeof other === "string" && redact(probe) !== probe;
}

/** `refresh_token` says how such tokens are given: what is in it is looked at on its own. */
function isSettings(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** That there is something is said, and what it is not; a switch and nothing at all are no secrets. */
function maskedAll(value: unknown): unknown {
  if (value === null || typeof value === "boolean" || value === "") return value;
  if (typeof value !== "object") return masked;
  if (Array.isArray(value)) return value.map(maskedAll);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskedAll(one)]));
}
