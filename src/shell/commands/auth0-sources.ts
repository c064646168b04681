import { l10n, Uri, workspace } from "vscode";
import {
  type CliTenant,
  importAuth0,
  type NamedValues,
  readCliTenants,
  readDeployConfig,
  readEnvFile,
} from "../../workflows/auth0-imports.ts";
import { normaliseTenantDomain } from "../../workflows/connect.ts";
import type { FileText } from "../text-source.ts";
import { type Auth0Answers, type Auth0QuestionName, noAnswers } from "./auth0-answers.ts";

/** The variables of the process that the extension runs in. */
export type Environment = NamedValues;

/** The answers in environment variables. @throws Failure `invalid-input` when there are none. */
export function answersInEnvironment(environment: Environment): Promise<Auth0Answers> {
  const folders = workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  return answersIn(environment, l10n.t("the environment"), folders);
}

/**
 * The answers in a file of settings: `.env`, or the Deploy CLI's `config.json`.
 *
 * @throws Failure `invalid-input` when there are none.
 */
export function answersInFile({ uri, text, origin }: FileText): Promise<Auth0Answers> {
  const values = origin.endsWith(".json") ? readDeployConfig(text, origin) : readEnvFile(text);
  const folders = workspace.workspaceFolders?.map((folder) => folder.uri) ?? [];
  return answersIn(values, origin, [Uri.joinPath(uri, ".."), ...folders]);
}

/** The tenants that the Auth0 CLI of this machine knows; none without it. */
export async function cliTenants(environment: Environment): Promise<readonly CliTenant[]> {
  const home = environment["HOME"] ?? environment["USERPROFILE"];
  if (!home) return [];
  try {
    return readCliTenants(await readText(Uri.joinPath(Uri.file(home), ".config/auth0/config.json")));
  } catch {
    return [];
  }
}

/** Relative paths of keys are those of the folder that the values were written for: it is looked for in `folders`. */
async function answersIn(values: NamedValues, where: string, folders: readonly Uri[]): Promise<Auth0Answers> {
  const { way, domain, clientId, clientSecret, token, keyPath, algorithm } = importAuth0(values, where);
  const key = keyPath === undefined ? undefined : await readKey(keyPath, folders);
  const found: Partial<Record<Auth0QuestionName, string | undefined>> = {
    domain,
    clientId,
    clientSecret,
    token,
    keyFrom: key && "file",
    algorithm: algorithm ?? (key && noAnswers.algorithm),
  };
  const answered = Object.entries(found).filter(([, value]) => value !== undefined);
  return {
    ...noAnswers,
    ...Object.fromEntries(answered),
    way,
    ...(key !== undefined && { key }),
    // what cannot be a domain stands in the box to be corrected
    given: [
      "known",
      ...answered
        .map(([name]) => name as Auth0QuestionName)
        .filter((name) => name !== "domain" || isDomain(domain ?? "")),
    ],
  };
}

/** `undefined` when it is in none of the folders: it is asked for then. */
async function readKey(path: string, folders: readonly Uri[]): Promise<string | undefined> {
  const isAbsolute = /^(?:\/|[A-Za-z]:[\\/])/.test(path);
  const places = isAbsolute ? [Uri.file(path)] : folders.map((folder) => Uri.joinPath(folder, path));
  for (const place of places) {
    try {
      const text = await readText(place);
      if (text !== "") return text;
    } catch {
      // it may be in the next folder
    }
  }
  return undefined;
}

function isDomain(text: string): boolean {
  try {
    normaliseTenantDomain(text);
    return true;
  } catch {
    return false;
  }
}

async function readText(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}
