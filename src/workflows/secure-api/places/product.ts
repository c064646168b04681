import type { PolicyLevel } from "../../../domain/apim.ts";
import type { CheckPlace } from "../choices.ts";
import type { SecureApiSnapshot } from "../snapshot.ts";
import { alsoMet } from "./affected.ts";
import { checkAt, type PlacedCheck, type WantedCheck } from "./placed-check.ts";
import type { PolicyDrafts } from "./policy-drafts.ts";

/** The check in the policy of a product: it meets every call that comes with a key of it, of whichever API. */
export function placeInProduct(
  wanted: WantedCheck,
  drafts: PolicyDrafts,
  { productId }: Extract<CheckPlace, { readonly kind: "product" }>,
): PlacedCheck {
  const { api, otherApis } = wanted.snapshot;
  const level: PolicyLevel = { kind: "product", instance: api.instance, productId };
  const { notes, ...placed } = checkAt(wanted, drafts, level);
  const product = nameIn(drafts.nameOf(level));
  return {
    ...placed,
    notes: [
      ...notes,
      alsoMet(`The policy of the product ${product}`, otherApis, wanted.audience),
      `Only calls of “${api.displayName}” that come with a key of ${product}, or without any where it is open, meet this check: a key of the API itself, of all APIs or of another product leads past it.`,
    ],
  };
}

/** The products that the API is in, as far as they could be listed. */
export function productsOfApi({
  policies,
}: Pick<SecureApiSnapshot, "policies">): readonly { readonly productId: string; readonly name: string }[] {
  return policies.levels.flatMap(({ level, name }) =>
    level.kind === "product" ? [{ productId: level.productId, name: nameIn(name) }] : [],
  );
}

/** `“Starter”` of `the policy of the product “Starter”`. */
function nameIn(name: string): string {
  return name.replace(/^the policy of the product /, "");
}
