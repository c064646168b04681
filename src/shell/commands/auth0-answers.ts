import type { AssertionAlgorithm, Auth0Account } from "../../domain/account.ts";
import type { CloudFactory } from "../../resources/clouds.ts";
import { normaliseTenantDomain } from "../../workflows/connect.ts";
import { readManagementToken } from "../../workflows/management-token.ts";
import { readSigningKeyText } from "../../workflows/signing-key.ts";

/** The questions about a tenant by what they ask for, in their order. */
export const auth0QuestionNames = [
  "way",
  "known",
  "domain",
  "clientId",
  "clientSecret",
  "keyFrom",
  "key",
  "passphrase",
  "algorithm",
  "token",
] as const;

/** One of {@link auth0QuestionNames}. */
export type Auth0QuestionName = (typeof auth0QuestionNames)[number];

/** What a person gives to connect a tenant, as far as they have. */
export interface Auth0Answers {
  readonly way: "client-secret" | "private-key" | "token";
  readonly domain: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly keyFrom: "file" | "paste";
  /** Text of the private key, as it was pasted or read. */
  readonly key: string;
  readonly passphrase: string;
  readonly algorithm: AssertionAlgorithm;
  readonly token: string;
  /** What others call the tenant. */
  readonly name?: string;
  /** Questions that need not be asked: their answers came with another, or stay. */
  readonly given: readonly Auth0QuestionName[];
}

/** Nothing is known yet. */
export const noAnswers: Auth0Answers = {
  way: "client-secret",
  domain: "",
  clientId: "",
  clientSecret: "",
  keyFrom: "file",
  key: "",
  passphrase: "",
  algorithm: "RS256",
  token: "",
  given: [],
};

const asked: Readonly<Record<Auth0Answers["way"], readonly Auth0QuestionName[]>> = {
  "client-secret": ["known", "domain", "clientId", "clientSecret"],
  "private-key": ["known", "domain", "clientId", "keyFrom", "key", "passphrase", "algorithm"],
  token: ["token"],
};

/** Whether a question belongs to the way of signing in, given or not. */
export function belongs(name: Auth0QuestionName, { way, keyFrom, key }: Auth0Answers): boolean {
  if (name === "key" && keyFrom !== "paste") return false;
  if (name === "passphrase" && !isEncrypted(key)) return false;
  return name === "way" || asked[way].includes(name);
}

/** The question whose answer is what proves the account. */
export function proofQuestion(way: Auth0Answers["way"]): Auth0QuestionName {
  return ({ "client-secret": "clientSecret", "private-key": "keyFrom", token: "token" } as const)[way];
}

/** The answers of a known account, but for what it proves itself with. */
export function answersOf({ domain, clientId, way }: Auth0Account): Auth0Answers {
  const known: Auth0Answers = { ...noAnswers, domain, clientId, way: way?.kind ?? "client-secret" };
  return way?.kind === "private-key" ? { ...known, algorithm: way.algorithm } : known;
}

/** The account that the answers describe, and the secret that it is signed in to with. */
export async function accountOf(
  factory: Pick<CloudFactory, "readSigningKey">,
  answers: Auth0Answers,
): Promise<{ readonly account: Auth0Account; readonly secret: string }> {
  const { way, clientId, clientSecret, algorithm } = answers;
  if (way === "token") return tokenAccount(answers.token);
  const domain = normaliseTenantDomain(answers.domain);
  if (way === "client-secret") return { account: { domain, clientId }, secret: clientSecret };
  const { pem, isEncrypted: locked } = readSigningKeyText(answers.key);
  const secret = await factory.readSigningKey(pem, locked ? answers.passphrase : undefined);
  return { account: { domain, clientId, way: { kind: way, algorithm } }, secret };
}

function tokenAccount(text: string) {
  const { domain, clientId, expiresAt } = readManagementToken(text, Date.now());
  const way = { kind: "token", ...(expiresAt !== undefined && { expiresAt }) } as const;
  return { account: { domain, clientId, way }, secret: text.trim().replace(/^bearer\s+/i, "") };
}

function isEncrypted(key: string): boolean {
  try {
    return readSigningKeyText(key).isEncrypted;
  } catch {
    return false;
  }
}
