import { known } from "../../core/known.ts";
import type { Kind, Named, Reader, Stored } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";

/** A subscription of an instance: two keys that open what its scope names. */
export interface ApimSubscription {
  /** `undefined` for those that came with the instance. */
  readonly displayName: string | undefined;
  /** `/products/x`, `/apis/x`, `/apis` for all APIs; `/` for the one that came with the instance. */
  readonly scope: string;
  /** `/users/x`; `undefined` where it belongs to nobody. */
  readonly ownerId: string | undefined;
  readonly state: string;
  readonly allowTracing: boolean;
  /** ISO 8601. For people to read only: the service lets keys work on after it. */
  readonly expirationDate?: string | undefined;
  /** What an administrator says about the state. */
  readonly stateComment?: string | undefined;
}

/** What is decided of a new one. The service makes keys that are not given. */
export type SubscriptionDraft = Partial<ApimSubscription> &
  Pick<ApimSubscription, "scope"> & {
    readonly displayName: string;
    readonly primaryKey?: string;
    readonly secondaryKey?: string;
  };

const rights = "Microsoft.ApiManagement/service/subscriptions";

/** 1 to 100 characters (contract `SubscriptionCreateParameterProperties`). */
function nameProblem(name: string): string | undefined {
  return lineProblem(name, "A name", 100);
}

/** The product or the API that a scope is of; none for all APIs. */
export function namedByScope(scope: string): Named | undefined {
  const [, of, id] = /^\/(products|apis)\/([^/]+)$/i.exec(scope) ?? [];
  if (of === undefined || id === undefined) return undefined;
  return { kind: of.toLowerCase() === "products" ? "azure-product" : "azure-api", id };
}

/** What callers show a key of; its keys are shown nowhere. */
export const subscription: Kind<ApimSubscription, SubscriptionDraft> = {
  id: "azure-subscription",
  cloud: "azure",
  noun: "subscription",
  plural: "Subscriptions",
  icon: "key",
  document: "apim-subscription",
  tree: { under: "instance" },
  fields: {
    displayName: { label: "Name", ask: { prompt: "Name of the subscription", check: nameProblem } },
    scope: {
      label: "Scope",
      names: namedByScope,
      ask: {
        prompt: "What its keys open: /products/…, /apis/…, or /apis for all APIs",
        check: (text) =>
          /^\/(?:apis|products\/[^/]+|apis\/[^/]+)$/.test(text)
            ? undefined
            : "This is /products/ or /apis/ with an id, or /apis for all APIs.",
      },
    },
    ownerId: {
      label: "Owner",
      ask: {
        prompt: "Id of the user of the developer portal that it belongs to, such as /users/1",
        optional: true,
        check: (text) =>
          /^\/users\/[^/]+$/.test(text) ? undefined : "The id of a user begins with /users/.",
      },
    },
    state: {
      label: "State",
      ask: {
        prompt: "Whether its keys work",
        choices: [
          { value: "active", label: "Active", detail: "They work at once" },
          { value: "suspended", label: "Suspended", detail: "They are refused until somebody activates it" },
          { value: "submitted", label: "Submitted", detail: "It waits for approval" },
        ],
      },
    },
    allowTracing: { label: "Tracing allowed" },
    expirationDate: { label: "Expires", onlyChanged: true, cannotBeUnset: {} },
    stateComment: { label: "Comment on the state", onlyChanged: true },
    primaryKey: { label: "Primary key", secret: true },
    secondaryKey: { label: "Secondary key", secret: true },
  },
  defaults: { state: "active" },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  isSame: (field, sent, found) =>
    field === "expirationDate"
      ? Date.parse(String(sent)) === Date.parse(String(found))
      : field === "scope" && String(sent).toLowerCase() === String(found).toLowerCase(),
  lockedBecause: ({ scope }) =>
    scope === "/"
      ? "The built-in subscription belongs to the instance: its keys can be copied, and nothing of it is changed here."
      : undefined,
  goesAlong: async ({ value: { expirationDate, stateComment } }) =>
    known([
      "Its keys stop working at once. Undoing makes it again with other keys: whoever calls with the old ones stays locked out.",
      ...((expirationDate ?? stateComment)
        ? [
            "Undoing makes it again without its expiration date and the comment on its state, which only changes set.",
          ]
        : []),
    ]),
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

/** Those of an instance whose keys open `scope`, such as `/apis/x`, and not what is around it. */
export async function* subscriptionsTo(
  scope: string,
  owner: string,
  reader: Reader,
  signal: AbortSignal,
): AsyncGenerator<Stored<ApimSubscription>> {
  for await (const one of reader.list(subscription, owner, {}, signal))
    if (one.value.scope.toLowerCase() === scope.toLowerCase()) yield one;
}
