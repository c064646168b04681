import { l10n } from "vscode";
import type { Maybe } from "../../core/known.ts";
import type { CertificateUses } from "../../workflows/certificate-uses.ts";

/** A line of a tree, as resources tell facts of themselves. */
interface UseLine {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly copies?: string;
}

/** What names a certificate, a line each, and what of it could not be read. */
export function usesInWords({
  policies,
  backends,
  hosts,
  namedValues,
  hasSecretValues,
}: CertificateUses): readonly UseLine[] {
  return [
    ...linesOf(policies, l10n.t("Policy"), l10n.t("policies"), "file-code"),
    ...linesOf(backends, l10n.t("Backend"), l10n.t("backends"), "server"),
    ...linesOf(hosts, l10n.t("Host name"), l10n.t("host names"), "globe"),
    ...linesOf(namedValues, l10n.t("Named value"), l10n.t("named values"), "symbol-constant"),
    ...(hasSecretValues
      ? [unread("secret values", l10n.t("Secret named values are not looked through"))]
      : []),
  ];
}

function linesOf(
  found: Maybe<readonly string[]>,
  one: string,
  all: string,
  icon: string,
): readonly UseLine[] {
  if (found.known)
    return found.value.map((place) => ({
      name: place,
      label: place.replace(/^backends\//, ""),
      description: one,
      icon,
      copies: place,
    }));
  return [unread(`unknown ${all}`, l10n.t("Not all {0} could be read", all))];
}

function unread(name: string, label: string): UseLine {
  return { name, label, description: l10n.t("what is not told here may name it too"), icon: "question" };
}
