import { env, l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { changeOf } from "../../resources/changes.ts";
import { storeOf } from "../../resources/clouds.ts";
import type { Ref } from "../../resources/kind.ts";
import { subscription } from "../../resources/kinds/subscription.ts";
import { reading } from "../cancellation.ts";
import { chooseResource, lockedOnes, type ResourceRef } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { openCloudOf } from "../open-store.ts";
import { back, pick } from "../prompts.ts";
import { resourceIn } from "../resource-target.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { reviewAndRun } from "./review-and-run.ts";

type Key = "primaryKey" | "secondaryKey";

/** The commands about the keys of a subscription. */
export function subscriptionKeyCommands(services: Services): Command[] {
  const command = (
    id: Command["id"],
    title: string,
    act: (one: ResourceRef, title: string) => Promise<Report>,
  ): Command => ({
    id,
    title,
    run: async (argument) => act(await subscriptionOf(services, argument, title, id), title),
  });
  return [
    command(commandIds.copyPrimaryKey, l10n.t("Copy Primary Key"), (one) =>
      copyKey(services, one, "primaryKey"),
    ),
    command(commandIds.copySecondaryKey, l10n.t("Copy Secondary Key"), (one) =>
      copyKey(services, one, "secondaryKey"),
    ),
    command(commandIds.regenerateKey, l10n.t("Regenerate Key…"), ({ ref, title: name }, title) =>
      regenerateKey(services, ref, name, title),
    ),
  ];
}

async function subscriptionOf(
  { accounts }: Services,
  argument: unknown,
  title: string,
  id: Command["id"],
): Promise<ResourceRef> {
  const one = resourceIn(targetOf(argument));
  const unfit = id === commandIds.regenerateKey ? lockedOnes : undefined;
  return one?.kind.id === subscription.id ? one : chooseResource(accounts, [subscription], title, unfit);
}

/** Puts a key on the clipboard, and nowhere else. */
async function copyKey({ accounts }: Services, { ref, title }: ResourceRef, key: Key): Promise<Report> {
  const value = await reading(l10n.t("the key"), async (signal) => {
    const clouds = await openCloudOf(accounts, subscription, ref.owner, signal);
    return storeOf(clouds, subscription).secretOf?.(ref, signal, key);
  });
  if (value === undefined)
    throw new Failure("not-found", l10n.t("The subscription {0} has no such key.", title));
  await env.clipboard.writeText(value);
  const text =
    key === "primaryKey"
      ? l10n.t("The primary key of the subscription {0} is on the clipboard, and was shown nowhere.", title)
      : l10n.t(
          "The secondary key of the subscription {0} is on the clipboard, and was shown nowhere.",
          title,
        );
  return { text };
}

/** Reviews and makes a new key in place of one of the two. */
async function regenerateKey(
  services: Services,
  ref: Required<Ref>,
  name: string,
  title: string,
): Promise<Report> {
  const stored = await reading(subscription.noun, async (signal) => {
    const clouds = await openCloudOf(services.accounts, subscription, ref.owner, signal);
    return storeOf(clouds, subscription).read(ref, signal);
  });
  if (!stored) throw new Failure("not-found", l10n.t("The {0} “{1}” is gone.", subscription.noun, name));
  const locked = subscription.lockedBecause?.(stored.value);
  if (locked !== undefined) throw new Failure("rejected", locked);
  const key = await askKey(title);
  const { label } = subscription.fields[key];
  const change = changeOf(subscription, stored, [{ path: key, after: { newSecret: true } }], {
    id: "regenerate",
    title: l10n.t("Regenerate the {0} of the subscription “{1}”", label.toLowerCase(), name),
  });
  if (!change) throw new Failure("internal", "A new key is a change.");
  return reviewAndRun(services, change, [
    l10n.t(
      "The old key stops working at once and cannot be brought back: whoever calls with it is refused until they have the new one. The other key goes on working.",
    ),
  ]);
}

async function askKey(title: string): Promise<Key> {
  const chosen = await pick<Key>({
    title,
    placeholder: l10n.t("Which key is made anew?"),
    options: [
      {
        icon: "key",
        label: subscription.fields.primaryKey.label,
        detail: l10n.t("Let callers change to the secondary key first"),
        value: "primaryKey",
      },
      {
        icon: "key",
        label: subscription.fields.secondaryKey.label,
        detail: l10n.t("Let callers change to the primary key first"),
        value: "secondaryKey",
      },
    ],
  });
  if (chosen === back) throw new Failure("cancelled", "Cancelled.");
  return chosen;
}
