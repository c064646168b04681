import type { Maybe } from "../core/known.ts";
import type { InstanceRef, InstanceTier } from "../domain/apim.ts";
import type { AzureEnvironment } from "../domain/azure-clouds.ts";
import { instancePath } from "../domain/instance-path.ts";
import { creation } from "../resources/changes.ts";
import { apimInstance, type InstanceSettings } from "../resources/kinds/instance.ts";
import type { Plan } from "../resources/plan.ts";
import { lineProblem } from "../resources/typed-text.ts";

/** What a person should know of a tier before choosing it. */
interface TierAdvice {
  /** What it is for, and what it lacks: one sentence. */
  readonly use: string;
  /** How long setting one up takes. */
  readonly duration: string;
  /** How it is paid for, without prices, which change. */
  readonly cost: string;
  /** What it is for and what it lacks, in the few words that a line of a list has room for. */
  readonly brief: string;
  readonly hasPortal: boolean;
}

const classic = { duration: "30 to 40 minutes", hasPortal: true } as const;
const second = { duration: "some minutes", hasPortal: true } as const;

const tiers: Readonly<Record<string, TierAdvice>> = {
  Developer: {
    ...classic,
    use: "For trying things out: everything, but no guarantee of service",
    brief: "For trying things out; no guarantee of service",
    cost: "by the hour, also while nobody calls",
  },
  Basic: {
    ...classic,
    use: "For small loads, without Microsoft Entra sign-in in the portal",
    brief: "For small loads; no Entra sign-in in the portal",
    cost: "by the hour and unit",
  },
  Standard: {
    ...classic,
    use: "For medium loads",
    brief: "For medium loads",
    cost: "by the hour and unit",
  },
  Premium: {
    ...classic,
    use: "For several regions and networks of your own",
    brief: "For several regions and networks of your own",
    cost: "by the hour and unit, the dearest",
  },
  Consumption: {
    use: "For few or seldom calls: no developer portal, so nobody signs in or tries APIs there",
    brief: "No developer portal; for few or seldom calls",
    duration: "less than a minute",
    cost: "by the call only",
    hasPortal: false,
  },
  BasicV2: {
    ...second,
    use: "For small loads; the developer portal must be enabled first",
    brief: "For small loads; enable its portal first",
    cost: "by the hour and unit",
  },
  StandardV2: {
    ...second,
    use: "For medium loads; the developer portal must be enabled first",
    brief: "For medium loads; enable its portal first",
    cost: "by the hour and unit",
  },
  PremiumV2: {
    ...second,
    use: "For large loads; the developer portal must be enabled first",
    brief: "For large loads; enable its portal first",
    cost: "by the hour and unit",
  },
};

/** What is known of a tier by its name; `undefined` for one that is not known here. */
export function tierAdvice(name: string): TierAdvice | undefined {
  return Object.hasOwn(tiers, name) ? tiers[name] : undefined;
}

/** Those that may be offered in a cloud of Azure: instances are of no other kind. */
export function offeredTiers(
  all: readonly InstanceTier[],
  { missingTiers }: Pick<AzureEnvironment, "missingTiers">,
): readonly InstanceTier[] {
  return all.filter(
    ({ name, locations }) => locations.length > 0 && !missingTiers.includes(name) && name !== "Isolated",
  );
}

/** What is wrong with a text as the name of an instance (contract `serviceName`). */
export function instanceNameProblem(name: string): string | undefined {
  if (/^[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(name) && name.length <= 50) return undefined;
  return "A name begins with a letter, ends with a letter or digit, and has letters, digits and hyphens only, 50 at most.";
}

/** What is wrong with a text as the name of a resource group. */
export function groupNameProblem(name: string): string | undefined {
  if (/^[-\w().\p{L}\p{N}]{1,90}$/u.test(name) && !name.endsWith(".")) return undefined;
  return "A resource group has letters, digits and - _ ( ) . in its name, 90 at most, and no period at its end.";
}

/** What is wrong with a text as the organisation (contract: at most 100 characters). */
export function publisherProblem(text: string): string | undefined {
  return lineProblem(text, "The name of an organisation", 100);
}

/** As {@link publisherProblem}, for the administrator's address. */
export function emailProblem(text: string): string | undefined {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
    ? lineProblem(text, "An e-mail address", 100)
    : "This must be an e-mail address, such as admin@contoso.com.";
}

/** What a new instance is to be. */
export interface NewInstance extends InstanceSettings {
  readonly instance: InstanceRef;
  /** Whether an instance of the name was deleted there not long ago; not known to whom the subscription is closed. */
  readonly isSoftDeleted: Maybe<boolean>;
}

/** The plan of a new instance, with everything that has to be said before. */
export function planInstance({ instance, isSoftDeleted, ...settings }: NewInstance): Plan {
  const { serviceName: name, resourceGroup } = instance;
  const advice = tierAdvice(settings.sku.name);
  const owner = instancePath(instance);
  return {
    title: `Create the API Management instance ${name}`,
    subject: owner.toLowerCase(),
    changes: [creation(apimInstance, owner, settings, { id: "instance", refId: name })],
    unchanged: [],
    notes: [
      advice
        ? `Setting up takes ${advice.duration}. To stop the plan is to stop waiting: the service goes on, and “Try Again” looks how far it is.`
        : "How long setting up takes is not known here. To stop the plan is to stop waiting: the service goes on.",
      advice
        ? `It is paid for ${advice.cost}; see Azure's price list.`
        : "What it costs is not known here; see Azure's price list.",
      ...(advice && !advice.hasPortal ? ["This tier has no developer portal and no users."] : []),
      ...(settings.sku.name.endsWith("V2")
        ? ["The developer portal of this tier is off at first: enable it in the Azure portal."]
        : []),
      `The resource group ${resourceGroup} must be there; whether it is shows when the plan is applied, before anything is made.`,
      "Between the classic tiers and v2 there is no change: another instance has to be made.",
      `Undoing deletes it, as long as nothing was made in it besides what it comes with: APIs, products, servers, named values, backends, fragments. A deleted instance can be brought back for 48 hours, in which its name ${name} is taken unless it is purged.`,
      ...(isSoftDeleted.known
        ? []
        : [
            `Whether an instance ${name} was deleted not long ago, so that its name is taken, could not be looked at: that needs a right on the subscription.`,
          ]),
    ],
  };
}
