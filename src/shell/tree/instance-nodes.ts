import { l10n } from "vscode";
import type { AzureAccount } from "../../domain/account.ts";
import type { Instance, PolicyFragment, PolicyLevel, Product } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import type { Shelved } from "../../resources/clouds.ts";
import type { AccessState, AccessStates } from "../access-states.ts";
import type { Capability } from "../ids.ts";
import { policyUri } from "../policy-uri.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { PolicyMarks } from "./policy-marks.ts";
import { listed, type TreeNode } from "./tree-node.ts";

/** Where in the tree a node of an instance stands, and the cloud it was read from. */
export interface InstancePlace {
  readonly account: AzureAccount;
  readonly cloud: AzureCloud & Shelved;
  readonly instance: Instance;
  readonly marks: PolicyMarks;
  readonly states: AccessStates;
  /** Id of the instance's node. */
  readonly id: string;
}

/** The Azure portal knows nothing of the sandbox. */
export function inPortal(place: InstancePlace): readonly Capability[] {
  return isSandboxAccount(place.account) ? [] : ["browser"];
}

/** How a row shows who gets in, once that is known: by icon and words; `others` is what it says besides. */
export function withState(
  icon: string | (() => string),
  state: () => AccessState | undefined,
  others: {
    readonly description?: () => string;
    readonly tooltip?: () => string;
    readonly spoken?: () => string | undefined;
  } = {},
): Pick<TreeNode, "icon" | "iconColor" | "description" | "tooltip" | "spoken"> {
  const { description, tooltip, spoken } = others;
  const also = (text: string | undefined, separator: string) =>
    [state()?.text, text].filter(Boolean).join(separator) || undefined;
  return {
    icon: () => state()?.icon ?? (typeof icon === "string" ? icon : icon()),
    iconColor: () => state()?.color,
    description: () => also(description?.(), " · "),
    tooltip: () => [tooltip?.(), state()?.reason].filter(Boolean).join("\n"),
    spoken: () => also(spoken?.() ?? description?.(), ", "),
  };
}

/** A line that opens the policy of a level. */
export function policyNode(
  place: InstancePlace,
  parent: string,
  level: PolicyLevel,
  title: string,
): TreeNode {
  const { account, instance } = place;
  return {
    id: `${parent}/policy`,
    label: l10n.t("Policy"),
    description: () => policyWords(place.marks, level),
    tooltip: title,
    icon: "file-code",
    capabilities: ["policy", ...inPortal(place)],
    target: { kind: "policy", account, instance, value: level, title },
    opens: policyUri(level),
  };
}

function policyWords(marks: PolicyMarks, level: PolicyLevel): string {
  const scope = level.kind === "global" || level.kind === "workspace" ? l10n.t("all APIs") : "";
  const none = level.kind === "global" ? l10n.t("none yet") : l10n.t("none of its own, inherited");
  return [scope, marks.of(level) === "inherited" ? none : ""].filter(Boolean).join(" · ");
}

/** Has it looked up whether `level` has a policy; its row stands below the node `list`. */
export function wantMark({ cloud, marks }: InstancePlace, level: PolicyLevel, list: string): void {
  marks.want({ cloud, level, list });
}

/** A product, with its policy, and the groups that `below` gives for the node with this id. */
export function productNode(
  place: InstancePlace,
  product: Product,
  below: (id: string) => readonly TreeNode[],
): TreeNode {
  const { account, instance } = place;
  const id = `${place.id}/products/${product.productId}`;
  const level: PolicyLevel = { kind: "product", instance, productId: product.productId };
  return {
    id,
    label: product.displayName,
    ...withState("package", () => place.states.ofProduct(product)),
    capabilities: [
      "id",
      "json",
      "document",
      "delete",
      "policy",
      "access",
      "effective",
      "refresh",
      ...inPortal(place),
    ],
    target: { kind: "product", account, instance, value: product },
    children: () => {
      wantMark(place, level, id);
      const policy = policyNode(place, id, level, l10n.t("Policy of {0}", product.displayName));
      return listed([policy, ...below(id)]);
    },
  };
}

/** A policy fragment, which a click opens. */
export function fragmentNode(place: InstancePlace, fragment: PolicyFragment): TreeNode {
  const { account, instance } = place;
  const { fragmentId, description = "" } = fragment;
  return {
    id: `${place.id}/policyFragments/${fragmentId}`,
    label: fragmentId,
    description,
    tooltip: description || l10n.t("Policy fragment {0}", fragmentId),
    icon: "symbol-snippet",
    capabilities: ["id", "json", "policy", "document", "delete", "refresh", ...inPortal(place)],
    target: { kind: "fragment", account, instance, value: fragment },
    opens: policyUri({ kind: "fragment", instance, fragmentId }),
  };
}
