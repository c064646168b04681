import { l10n } from "vscode";
import { inNumber } from "../../core/count.ts";
import { type Failure, isCancelled, toFailure } from "../../core/failure.ts";
import type { AzureAccount } from "../../domain/account.ts";
import type { Subscription } from "../../domain/apim.ts";
import { collect } from "../../workflows/collect.ts";
import { azureAccountLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { commandIds } from "../ids.ts";
import { back, pickMany } from "../prompts.ts";
import type { Services } from "../services.ts";
import type { Accounts } from "../session/accounts.ts";
import { pickAzureAccount } from "./choose-account.ts";
import type { Command, Report } from "./command.ts";

/** The subscriptions of an account, or why they are not known. */
interface Side {
  readonly account: AzureAccount;
  readonly subscriptions: readonly Subscription[];
  readonly failure?: Failure;
}

/** The command that chooses which subscriptions are shown. */
export function filterSubscriptionsCommand({ accounts }: Services): Command {
  return {
    id: commandIds.filterSubscriptions,
    title: l10n.t("Choose Subscriptions"),
    run: () => filterSubscriptions(accounts),
  };
}

async function filterSubscriptions(accounts: Accounts): Promise<Report | undefined> {
  // says what to do where nobody is signed in
  if (accounts.azure.all().length === 0) await pickAzureAccount(accounts);
  const sides = await reading(l10n.t("your subscriptions"), (signal) => sidesOf(accounts, signal));
  const known = sides.filter(({ failure }) => !failure);
  const failure = sides.find((side) => side.failure)?.failure;
  if (known.length === 0 && failure) throw failure;
  const chosen = await askWhich(accounts, known);
  if (chosen === back) return undefined;
  await accounts.filter.choose(
    new Map(
      known.map(({ account, subscriptions }) => {
        const shown = subscriptions.filter((one) => chosen.includes(one)).map(({ id }) => id);
        return [account, shown.length === subscriptions.length ? undefined : shown];
      }),
    ),
  );
  const all = known.reduce((sum, { subscriptions }) => sum + subscriptions.length, 0);
  const text = inNumber(
    all,
    l10n.t("{0} of 1 subscription is shown.", chosen.length),
    l10n.t("{0} of {1} subscriptions are shown.", chosen.length, all),
  );
  if (!failure) return { quiet: true, text };
  return { kind: "warning", text: `${text} ${l10n.t("Not all accounts could be asked: {0}", failure.text)}` };
}

/** One account that fails does not stop the others. */
function sidesOf(accounts: Accounts, signal: AbortSignal): Promise<Side[]> {
  return Promise.all(
    accounts.azure.all().map(async (account): Promise<Side> => {
      try {
        const cloud = await accounts.openAzure(account);
        return { account, subscriptions: await collect(cloud.listSubscriptions(signal), signal) };
      } catch (error) {
        if (isCancelled(error)) throw error;
        return { account, subscriptions: [], failure: toFailure(error) };
      }
    }),
  );
}

function askWhich(
  { filter }: Accounts,
  sides: readonly Side[],
): Promise<readonly Subscription[] | typeof back> {
  return pickMany<Subscription>({
    title: l10n.t("Choose Subscriptions"),
    placeholder: l10n.t("Which subscriptions are shown?"),
    options: sides.flatMap(({ account, subscriptions }) =>
      subscriptions.map((one, index) => ({
        icon: "key",
        label: one.name,
        description: one.id,
        value: one,
        picked: filter.shows(account, one.id),
        ...(index === 0 && { group: azureAccountLabel(account) }),
      })),
    ),
  });
}
