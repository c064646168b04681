import { l10n } from "vscode";
import { inNumber } from "../../core/count.ts";
import type { Change, Kind } from "../../resources/kind.ts";
import type { ReviewFace } from "./plan-face.ts";

/** The first words of a plan that waits: that nothing is written yet, how much will be and where, and what is not known after it. */
export function reviewVerdict(
  changes: readonly Change[],
  { assurance }: Pick<ReviewFace, "assurance">,
  kindOf: (id: string) => Kind | undefined,
): string {
  const { length } = changes;
  const found = assurance.kind === "assured" ? 0 : assurance.reservations.length;
  if (length === 0) {
    if (found === 0) return l10n.t("There is nothing to do.");
    return l10n.t(
      "No change is planned, but the API is not known to be secured, because of what was found in its policies ({0}).",
      found,
    );
  }
  return [
    l10n.t("Nothing is written before you choose Apply."),
    extentOf(changes, kindOf),
    found === 0
      ? ""
      : l10n.t(
          "After that the API is not known to be secured, because of what was found in its policies ({0}).",
          found,
        ),
  ]
    .filter(Boolean)
    .join(" ");
}

/** How many changes there are in each cloud. */
function extentOf(changes: readonly Change[], kindOf: (id: string) => Kind | undefined): string {
  const { length } = changes;
  const count = (cloud: Kind["cloud"]) =>
    changes.filter(({ ref }) => kindOf(ref.kind)?.cloud === cloud).length;
  const [auth0, azure] = [count("auth0"), count("azure")];
  if (auth0 === length)
    return inNumber(length, l10n.t("1 change, in Auth0."), l10n.t("{0} changes, all in Auth0.", length));
  if (azure === length)
    return inNumber(
      length,
      l10n.t("1 change, in API Management."),
      l10n.t("{0} changes, all in API Management.", length),
    );
  // of another version there may be kinds that are in neither
  if (auth0 + azure < length) return inNumber(length, l10n.t("1 change."), l10n.t("{0} changes.", length));
  return l10n.t("{0} changes: {1} in Auth0, {2} in API Management.", length, auth0, azure);
}
