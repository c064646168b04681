import { l10n, type Memento } from "vscode";
import type { Logger } from "../../core/logger.ts";
import type { SecretStore } from "../../domain/account.ts";

/** Where 0.1.0 and 0.2.0 kept what they did, and how many of it. */
const secretKey = "undoJournals";
const countKey = "undoCount";

/** One change of an earlier version, with what can be said of it. */
export interface OldEntry {
  readonly title: string;
  /** Where a person takes it back. */
  readonly byHand: string;
  /** The policy as it was before; `undefined` for other changes, and where there was none. */
  readonly policy?: string;
}

/** What a plan of an earlier version did. It is not undone: it does not say enough to do that safely. */
export interface OldJournal {
  readonly title: string;
  readonly domain: string;
  readonly entries: readonly OldEntry[];
}

/** What earlier versions have left, kept until somebody dismisses it. */
export class OldJournals {
  constructor(
    private readonly secrets: SecretStore,
    private readonly memento: Memento,
    private readonly logger: Logger,
  ) {}

  /** Whether an earlier version has left something, as far as is known without asking the keychain. */
  get mayBeThere(): boolean {
    return this.memento.get(countKey, 0) > 0;
  }

  /** Newest first. The keychain is asked only where an earlier version has left something. */
  async list(): Promise<readonly OldJournal[]> {
    return (await this.readAll()).map(describeJournal).reverse();
  }

  /** Forgets one for good. */
  async dismiss(journal: OldJournal): Promise<void> {
    const wanted = JSON.stringify(journal);
    const left = (await this.readAll()).filter((one) => JSON.stringify(describeJournal(one)) !== wanted);
    if (left.length === 0) await this.secrets.delete(secretKey);
    else await this.secrets.write(secretKey, JSON.stringify(left));
    await this.memento.update(countKey, left.length);
  }

  /** Forgets what was done in tenants that are no more. */
  async forgetTenants(isGone: (domain: string) => boolean): Promise<void> {
    for (const journal of await this.list()) if (isGone(journal.domain)) await this.dismiss(journal);
  }

  /** What cannot be read is left as it is. */
  private async readAll(): Promise<readonly unknown[]> {
    if (!this.mayBeThere) return [];
    try {
      const all: unknown = JSON.parse((await this.secrets.read(secretKey)) ?? "[]");
      return Array.isArray(all) ? all : [];
    } catch (error) {
      this.logger.error("What plans of an earlier version did cannot be read, and is left as it is.", error);
      return [];
    }
  }
}

type Members = Readonly<Record<string, unknown>>;

function describeJournal(journal: unknown): OldJournal {
  const { title, auth0Domain, entries } = membersOf(journal);
  const domain = textOf(auth0Domain);
  const all: readonly unknown[] = Array.isArray(entries) ? entries : [];
  return { title: textOf(title), domain, entries: all.map((entry) => describeEntry(entry, domain)) };
}

function describeEntry(entry: unknown, domain: string): OldEntry {
  const { title, action } = membersOf(entry);
  const members = membersOf(action);
  const isPolicy = members["kind"] === "restore-policy" && typeof members["before"] === "string";
  return {
    title: textOf(title),
    byHand: placeOf(members, domain),
    ...(isPolicy && { policy: textOf(members["before"]) }),
  };
}

/** The place in the clouds' own pages for each kind of entry. */
function placeOf(action: Members, domain: string): string {
  const text = (name: string) => textOf(action[name]);
  switch (action["kind"]) {
    case "delete-auth0-api": {
      const identifier = textOf(membersOf(action["created"])["identifier"]);
      return l10n.t("Auth0 dashboard of {0}: Applications › APIs › {1} › Delete.", domain, identifier);
    }
    case "remove-auth0-scopes":
      return l10n.t(
        "Auth0 dashboard of {0}: Applications › APIs › {1} › Permissions: delete {2}.",
        domain,
        text("identifier"),
        listOf(action["scopes"]),
      );
    case "delete-application":
      return l10n.t(
        "Auth0 dashboard of {0}: Applications › Applications › the one with the client ID {1} › Delete.",
        domain,
        text("clientId"),
      );
    case "remove-callbacks":
      return l10n.t(
        "Auth0 dashboard of {0}: Applications › Applications › the one with the client ID {1} › Settings: take out {2}.",
        domain,
        text("clientId"),
        [listOf(action["callbacks"]), listOf(action["grantTypes"])].filter(Boolean).join(", "),
      );
    case "disable-connection":
      return l10n.t(
        "Auth0 dashboard of {0}: Authentication › Database › the one with the ID {1} › Applications: switch off the one with the client ID {2}.",
        domain,
        text("connectionId"),
        text("clientId"),
      );
    case "delete-connection":
      return l10n.t(
        "Auth0 dashboard of {0}: Authentication › Database › {1} › Delete, with all its users.",
        domain,
        text("name"),
      );
    case "delete-user":
      return l10n.t("Auth0 dashboard of {0}: User Management › Users › {1} › Delete.", domain, text("email"));
    case "delete-client-grant":
      return l10n.t(
        "Auth0 dashboard of {0}: Applications › APIs › the API › Machine to Machine Applications: switch off the application (client grant {1}).",
        domain,
        text("id"),
      );
    default:
      return placeInAzure(action);
  }
}

function placeInAzure(action: Members): string {
  const api = membersOf(action["api"]);
  switch (action["kind"]) {
    case "delete-authorization-server":
      return l10n.t(
        "Azure portal: API Management {0} › OAuth 2.0 + OpenID Connect › {1} › Delete.",
        instanceOf(action["service"]),
        textOf(action["authorizationServerId"]),
      );
    case "restore-user-authorization":
      return l10n.t(
        "Azure portal: API Management {0} › APIs › {1} › Settings › User authorization: take out {2}.",
        instanceOf(api["service"]),
        textOf(api["apiId"]),
        textOf(action["authorizationServerId"]),
      );
    case "restore-policy":
      return policyPlace(membersOf(action["level"] ?? action["scope"]));
    case "republish-portal":
      return l10n.t(
        "Azure portal: API Management {0} › Developer portal › Portal overview › Publish, after the rest.",
        instanceOf(action["service"]),
      );
    default:
      return l10n.t("This version does not know what was done. Look at it in both clouds.");
  }
}

function policyPlace(level: Members): string {
  const names = ["productId", "apiId", "operationId", "fragmentId"].map((name) => textOf(level[name]));
  return l10n.t(
    "Azure portal: API Management {0} › the policy of {1}: put back what was there, or take out validate-jwt.",
    instanceOf(level["service"] ?? level["instance"]),
    names.filter(Boolean).join(" / ") || l10n.t("all APIs"),
  );
}

function instanceOf(ref: unknown): string {
  return textOf(membersOf(ref)["serviceName"]);
}

function listOf(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join(", ") : "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
