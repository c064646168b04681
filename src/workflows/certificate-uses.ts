import { isCancelled } from "../core/failure.ts";
import { known, type Maybe, unknown } from "../core/known.ts";
import type { Reader, Stored } from "../resources/kind.ts";
import { backendsThat } from "../resources/kinds/backend.ts";
import type { Certificate } from "../resources/kinds/certificate.ts";
import { apimInstance, type InstanceHost } from "../resources/kinds/instance.ts";
import { namedValue } from "../resources/kinds/named-value.ts";
import { policiesThat } from "../resources/kinds/policies-that.ts";

/** What names a certificate, by where it is looked for; unknown where not all of it may be read. */
export interface CertificateUses {
  /** Levels as policies' ids say them, such as `apis/orders`. */
  readonly policies: Maybe<readonly string[]>;
  /** `backends/orders` */
  readonly backends: Maybe<readonly string[]>;
  /** Host names of the instance. */
  readonly hosts: Maybe<readonly string[]>;
  /** What policies call the named values whose value is its thumbprint; the values of secret ones nobody reads. */
  readonly namedValues: Maybe<readonly string[]>;
  /** Whether there are secret named values, whose values may be its thumbprint. */
  readonly hasSecretValues: boolean;
}

/** Looks for what names the certificate of an instance, by its id, its thumbprint, or the secret of a key vault that it is. */
export async function readCertificateUses(
  stored: Stored<Certificate>,
  reader: Reader,
  signal: AbortSignal,
): Promise<CertificateUses> {
  const { owner } = stored.ref;
  const [policies, backends, hosts, values] = await Promise.all([
    policiesThat((text) => policyNames(text, stored), owner, reader, signal),
    backendsThat((text) => backendNames(text, stored), owner, reader, signal),
    hostsWith(stored, reader, signal),
    valuesWith(stored, reader, signal),
  ]);
  return { policies, backends, hosts, ...values };
}

/** By `certificate-id` and its likes, by the list of an expression, or by thumbprint, however that is written. */
function policyNames(text: string, { ref: { id }, value: { thumbprint } }: Stored<Certificate>): boolean {
  const name = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const byId = new RegExp(
    `(?:certificate-id\\s*=\\s*["']|Certificates\\s*\\[\\s*(?:"|&quot;))${name}(?:["']|&quot;)`,
    "i",
  );
  return byId.test(text) || hasThumbprint(text, thumbprint);
}

function backendNames(text: string, { ref: { id }, value: { thumbprint } }: Stored<Certificate>): boolean {
  return text.toLowerCase().includes(`/certificates/${id}"`.toLowerCase()) || hasThumbprint(text, thumbprint);
}

/** People copy thumbprints with colons and blanks between the digits. */
function hasThumbprint(text: string, thumbprint: string): boolean {
  if (!/^[\da-f]{40}$/i.test(thumbprint)) return false;
  return new RegExp([...thumbprint].join("[\\s:]?"), "i").test(text);
}

/** Policies may name a thumbprint by a named value, in whose place they hold it. */
async function valuesWith(
  { ref: { owner }, value: { thumbprint } }: Stored<Certificate>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Pick<CertificateUses, "namedValues" | "hasSecretValues">> {
  const names: string[] = [];
  let hasSecretValues = false;
  try {
    for await (const { value } of reader.list(namedValue, owner, {}, signal)) {
      hasSecretValues ||= value.secret;
      if (hasThumbprint(value.value ?? "", thumbprint)) names.push(value.displayName);
    }
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { namedValues: unknown, hasSecretValues };
  }
  return { namedValues: known(names), hasSecretValues };
}

async function hostsWith(
  { ref: { owner }, value }: Stored<Certificate>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  try {
    const id = owner.split("/").at(-1) ?? "";
    const found = await reader.read(apimInstance, { kind: apimInstance.id, owner, id }, signal);
    return found
      ? known(found.value.hosts.filter((one) => isOf(one, value)).map(({ name }) => name))
      : unknown;
  } catch (error) {
    if (isCancelled(error)) throw error;
    return unknown;
  }
}

/** A secret of a key vault is the same one in whatever version. */
function isOf({ thumbprint = "", keyVault = "" }: InstanceHost, value: Certificate): boolean {
  const plain = (address: string) => /^https:\/\/[^/]+\/secrets\/[^/]+/i.exec(address)?.[0].toLowerCase();
  const isSame = thumbprint !== "" && thumbprint.toLowerCase() === value.thumbprint.toLowerCase();
  return isSame || (plain(keyVault) !== undefined && plain(keyVault) === plain(value.keyVault ?? ""));
}
