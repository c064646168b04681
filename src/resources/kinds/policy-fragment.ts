import { known, unknown } from "../../core/known.ts";
import type { Kind } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";
import { listed, policiesThat } from "./policies-that.ts";
import { policy } from "./policy.ts";

/** A piece of policy that others take in by `include-fragment`. */
export interface PolicyFragmentSettings {
  readonly description: string | undefined;
  /** Its policy, which is edited as a policy. */
  readonly text: string;
}

/** What is decided of a new one; without a text it does nothing. */
export type PolicyFragmentDraft = Partial<PolicyFragmentSettings>;

/** A fragment that does nothing. */
export const emptyFragment = "<fragment>\r\n\t\r\n</fragment>";

const rights = "Microsoft.ApiManagement/service/policyFragments";

/** What the service takes as an id, by which policies name it (contract: `^\w[\w-]*\w?$`, 1 to 80 characters). */
export function fragmentIdProblem(id: string): string | undefined {
  if (id.length > 80) return "A fragment's id has 80 characters at most.";
  return /^\w(?:[\w-]*\w)?$/.test(id)
    ? undefined
    : "Policies name it by letters, digits, underlines and dashes, with no dash at either end.";
}

/** A policy fragment: its description stands in its document, its text is a policy of its own. */
export const policyFragment: Kind<PolicyFragmentSettings, PolicyFragmentDraft> = {
  id: "azure-policy-fragment",
  cloud: "azure",
  noun: "policy fragment",
  plural: "Fragments",
  icon: "symbol-snippet",
  document: "policy-fragment",
  tree: { under: "instance" },
  fields: {
    description: {
      label: "Description",
      ask: {
        prompt: "What it does",
        optional: true,
        check: (text) => lineProblem(text, "A description", 1000),
      },
    },
    text: { label: "Policy", name: "value", confidential: true, elsewhere: true },
  },
  identity: { by: "id" },
  titleOf: (_, { id }) => id ?? "",
  isSame: (field, sent, found) => field === "text" && (policy.isSame?.("text", sent, found) ?? false),
  async inUse({ ref: { owner, id } }, reader, signal) {
    const includes = new RegExp(`<include-fragment\\s[^>]*fragment-id\\s*=\\s*["']${id}["']`, "i");
    const places = await policiesThat((text) => includes.test(text), owner, reader, signal);
    if (!places.known) return unknown;
    return known(
      places.value.length === 0
        ? undefined
        : `Policies include the fragment “${id}”, so it stays: ${listed(places.value)}. Take it out of them, then try again.`,
    );
  },
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};
