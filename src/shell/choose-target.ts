import { l10n } from "vscode";
import { Failure } from "../core/failure.ts";
import { parseInstancePath } from "../domain/azure-paths.ts";
import type { Kind } from "../resources/kind.ts";
import { apimApi } from "../resources/kinds/apim-api.ts";
import { reading } from "./cancellation.ts";
import { chooseInstance, chooseOwner, chooseResource } from "./choose-resource.ts";
import { back, pick } from "./prompts.ts";
import type { Accounts } from "./session/accounts.ts";
import type { Account, InstanceTarget, ResourceTarget, Target } from "./target.ts";

/** What has a node in a tree and is no resource of a kind. */
type Place = "api" | "instance" | "tenant";

/** Asks what a command of the palette is to be about, of all that a tree shows; `chooseApi` asks for an API. */
export async function chooseTarget(
  accounts: Accounts,
  kinds: readonly Kind[],
  title: string,
  chooseApi: () => Promise<Target>,
): Promise<Target> {
  const what = await pick<Place | Kind>({
    title,
    placeholder: l10n.t("Choose what it is"),
    options: [
      { icon: "symbol-interface", label: l10n.t("API of API Management"), value: "api" },
      { icon: "cloud", label: l10n.t("Instance of API Management"), value: "instance" },
      { icon: "organization", label: l10n.t("Auth0 tenant"), value: "tenant" },
      ...kinds
        .filter(({ id }) => id !== apimApi.id)
        .map((kind) => ({
          icon: kind.icon,
          label: kind.noun.charAt(0).toUpperCase() + kind.noun.slice(1),
          description: kind.cloud === "auth0" ? l10n.t("Auth0") : l10n.t("API Management"),
          value: kind,
        })),
    ],
  });
  if (what === back) throw new Failure("cancelled", "Cancelled.");
  if (what === "api") return chooseApi();
  if (what === "instance") return chooseInstanceTarget(accounts, title);
  if (what === "tenant") return chooseTenantTarget(accounts, title);
  return chooseResourceTarget(accounts, what, title);
}

/** Asks for an instance; not where there is only one. */
export async function chooseInstanceTarget(accounts: Accounts, title: string): Promise<InstanceTarget> {
  const { account, instance } = await chooseInstance(accounts, title);
  return { kind: "instance", account, instance, value: instance };
}

/** Asks for one of a kind. */
export async function chooseResourceTarget(
  accounts: Accounts,
  kind: Kind,
  title: string,
): Promise<ResourceTarget> {
  const { ref, value } = await chooseResource(accounts, [kind], title);
  return { kind: "resource", account: await accountOf(accounts, kind, ref.owner), of: kind, ref, value };
}

async function chooseTenantTarget(accounts: Accounts, title: string): Promise<Target> {
  const owner = await chooseOwner(accounts, { cloud: "auth0" }, title);
  return { kind: "tenant", account: tenantOf(accounts, owner) };
}

async function accountOf(accounts: Accounts, { cloud }: Kind, owner: string): Promise<Account> {
  if (cloud === "auth0") return tenantOf(accounts, owner);
  return reading(l10n.t("API Management"), (signal) => accounts.ownerOf(parseInstancePath(owner), signal));
}

function tenantOf({ tenants }: Accounts, domain: string) {
  const account = tenants.all().find((one) => one.domain === domain);
  if (account) return account;
  throw new Failure("not-found", l10n.t("The tenant {0} is not connected any more.", domain));
}
