import { l10n } from "vscode";
import { Failure } from "../core/failure.ts";
import type { AzureAccount } from "../domain/account.ts";
import type { Instance } from "../domain/apim.ts";
import { instancePath } from "../domain/instance-path.ts";
import { kindOf } from "../resources/all-kinds.ts";
import type { Place } from "../resources/below.ts";
import type { Kind, Ref, Stored } from "../resources/kind.ts";
import { collect } from "../workflows/collect.ts";
import { ownerLabel, tenantDescription, tenantLabel } from "./account-label.ts";
import { reading } from "./cancellation.ts";
import { findInEach } from "./find-in-each.ts";
import { openStore } from "./open-store.ts";
import { askText, back, type Option, pick } from "./prompts.ts";
import { readTitles } from "./read-names.ts";
import type { Accounts } from "./session/accounts.ts";

/** Of more that a search finds, people search again. */
const mostFound = 50;

/** One that is there, as a command acts on it. */
export interface ResourceRef {
  readonly kind: Kind;
  readonly ref: Required<Ref>;
  /** What people call it, by what is known of it where it was chosen. */
  readonly title: string;
}

/** An instance, and the account that sees it. */
interface SeenInstance {
  readonly account: AzureAccount;
  readonly instance: Instance;
}

/** Asks which of `kinds` a command is to be about; not where there is only one. */
export async function chooseKind(kinds: readonly Kind[], title: string): Promise<Kind> {
  const [only, ...more] = kinds;
  if (only && more.length === 0) return only;
  const options = kinds.map((kind) => ({
    icon: kind.icon,
    label: capitalized(kind.noun),
    description: kind.cloud === "auth0" ? l10n.t("Auth0") : l10n.t("API Management"),
    value: kind,
  }));
  return choose(title, l10n.t("Choose what it is"), options);
}

/**
 * Asks in which tenant or instance one of `kind` is; not where there is only one.
 *
 * @throws Failure `unauthorized` when there is none.
 */
export async function chooseOwner(
  accounts: Accounts,
  kind: Pick<Kind, "cloud">,
  title: string,
): Promise<string> {
  if (kind.cloud === "azure") return instancePath((await chooseInstance(accounts, title)).instance);
  const options = tenantsOf(accounts);
  const [only, ...more] = options;
  if (!only) throw nowhere(kind);
  if (more.length === 0) return only.value;
  return choose(title, l10n.t("Choose a tenant"), options);
}

/**
 * Asks for an instance of API Management; not where there is only one.
 *
 * @throws Failure `unauthorized` when there is none.
 */
export async function chooseInstance(accounts: Accounts, title: string): Promise<SeenInstance> {
  const options = await instancesOf(accounts);
  const [only, ...more] = options;
  if (!only) throw nowhere({ cloud: "azure" });
  if (more.length === 0) return only.value;
  const prompt = { title, placeholder: l10n.t("Choose an instance"), options };
  return answered(await accounts.lately.pick(prompt, ({ instance }) => instance.id));
}

/** As {@link chooseOwner}, and below which thing where those of `kind` stand below another. */
export async function choosePlace(accounts: Accounts, kind: Kind, title: string): Promise<Place> {
  const owner = await chooseOwner(accounts, kind, title);
  const above = kindOf(kind.tree?.under ?? "");
  return above ? { owner, parent: (await chooseIn(accounts, above, owner, title)).ref.id } : { owner };
}

/** Why one of a kind cannot be chosen, as a sentence; `undefined` when it can. */
type Unfit = (stored: Stored, kind: Kind) => string | undefined;

/** Why one takes no change and no deletion. */
export const lockedOnes: Unfit = ({ value }, kind) => kind.lockedBecause?.(value);

/** Asks which of all there are of one of `kinds`; those that are `unfit` are shown with the reason, and not taken. */
export async function chooseResource(
  accounts: Accounts,
  kinds: readonly Kind[],
  title: string,
  unfit?: Unfit,
): Promise<ResourceRef & { readonly value: object }> {
  const kind = await chooseKind(kinds, title);
  const owner = await chooseOwner(accounts, kind, title);
  const stored = await chooseIn(accounts, kind, owner, title, unfit);
  const titleOf = await reading(kind.noun, (signal) => readTitles(accounts, kind, [stored], signal));
  return { kind, ...stored, title: titleOf(stored) };
}

/** Asks which of all there are in a tenant or an instance; of kinds that are searched, for what to search first. */
export async function chooseIn(
  accounts: Accounts,
  kind: Kind,
  owner: string,
  title: string,
  unfit: Unfit = () => undefined,
): Promise<Stored> {
  if (kind.isSearched) return chooseFound(accounts, kind, owner, title, unfit);
  const { all, titleOf } = await reading(kind.plural, async (signal) => {
    const store = await openStore(accounts, kind, owner, signal);
    const listed = await collect(store.list(owner, {}, signal), signal);
    return { all: listed, titleOf: await readTitles(accounts, kind, listed, signal) };
  });
  if (all.length === 0) {
    throw new Failure(
      "not-found",
      l10n.t("There is no {0} in {1}.", kind.noun, ownerLabel(accounts, owner)),
      {
        ...(kind.rights.create !== undefined && { remedy: l10n.t("Make one with the command “Create…”.") }),
      },
    );
  }
  const options = fitFirst(
    all.map((one) => ({ ...optionOf(kind, one, titleOf(one)), unfit: unfit(one, kind) })),
  );
  const prompt = { title, placeholder: l10n.t("Choose the {0}", kind.noun), options };
  const keyOf = ({ ref }: Stored) => (kind.isPersonal ? undefined : `${kind.id} ${ref.owner}/${ref.id}`);
  return answered(await accounts.lately.pick(prompt, keyOf));
}

/** Those that can be chosen, then the others below a line. */
function fitFirst(options: readonly Option<Stored>[]): readonly Option<Stored>[] {
  const fit = options.filter(({ unfit }) => unfit === undefined);
  const [first, ...others] = options.filter(({ unfit }) => unfit !== undefined);
  if (!first) return fit;
  // a line above them without words, which would take the room of the reason
  return [...fit, { ...first, group: "" }, ...others];
}

async function chooseFound(
  accounts: Accounts,
  kind: Kind,
  owner: string,
  title: string,
  unfit: Unfit,
): Promise<Stored> {
  const text = await askText({
    title,
    prompt: l10n.t("Search for {0}: how an address or a name begins; empty for the newest", kind.plural),
  });
  if (text === back) throw new Failure("cancelled", "Cancelled.");
  const found = await reading(kind.plural, async (signal) => {
    const store = await openStore(accounts, kind, owner, signal);
    const first: Stored[] = [];
    for await (const one of store.search?.(owner, text, signal) ?? []) {
      first.push(one);
      if (first.length === mostFound) break;
    }
    return first;
  });
  if (found.length === 0) {
    throw new Failure(
      "not-found",
      text === ""
        ? l10n.t("There is no {0} in {1}.", kind.noun, ownerLabel(accounts, owner))
        : l10n.t("There is no {0} in {1} that “{2}” finds.", kind.noun, ownerLabel(accounts, owner), text),
      {
        remedy: l10n.t(
          "Search for how the address or the name begins. Who was made just now is found some seconds later.",
        ),
      },
    );
  }
  return choose(
    title,
    found.length === mostFound
      ? l10n.t("Choose the {0}: these are the first {1}", kind.noun, mostFound)
      : l10n.t("Choose the {0}", kind.noun),
    fitFirst(found.map((one) => ({ ...optionOf(kind, one), unfit: unfit(one, kind) }))),
  );
}

function optionOf(
  kind: Kind,
  stored: Stored,
  label = kind.titleOf(stored.value, stored.ref),
): Option<Stored> {
  const { id } = stored.ref;
  return { icon: kind.icon, label, ...(id !== label && { description: id }), value: stored };
}

function tenantsOf({ tenants }: Accounts): readonly Option<string>[] {
  return tenants.all().map((account) => ({
    label: tenantLabel(account),
    description: tenantDescription(account),
    value: account.domain,
  }));
}

function instancesOf(accounts: Accounts): Promise<readonly Option<SeenInstance>[]> {
  return reading(l10n.t("API Management"), (signal) =>
    findInEach(
      accounts.azure.all(),
      (account) => collect(instancesSeenBy(accounts, account, signal), signal),
      ({ value }) => instancePath(value.instance),
    ),
  );
}

async function* instancesSeenBy(
  accounts: Accounts,
  account: AzureAccount,
  signal: AbortSignal,
): AsyncGenerator<Option<SeenInstance>> {
  const cloud = await accounts.openAzure(account);
  for await (const subscription of accounts.subscriptionsOf(account, signal)) {
    for await (const instance of cloud.listInstances(subscription.id, signal)) {
      yield {
        label: instance.serviceName,
        description: instance.resourceGroup,
        detail: subscription.name,
        value: { account, instance },
      };
    }
  }
}

async function choose<T>(title: string, placeholder: string, options: readonly Option<T>[]): Promise<T> {
  return answered(await pick({ title, placeholder, options }));
}

function answered<T>(chosen: T | typeof back): T {
  if (chosen === back) throw new Failure("cancelled", "Cancelled.");
  return chosen as T;
}

function nowhere({ cloud }: Pick<Kind, "cloud">): Failure {
  return cloud === "auth0"
    ? new Failure("unauthorized", l10n.t("No Auth0 tenant is connected."), {
        remedy: l10n.t("Connect a tenant, or start the sandbox."),
        signIns: ["auth0", "sandbox"],
      })
    : new Failure("unauthorized", l10n.t("No API Management instance is there for you to see."), {
        remedy: l10n.t("Sign in to Azure, or start the sandbox."),
        signIns: ["azure", "sandbox"],
      });
}

function capitalized(noun: string): string {
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}
