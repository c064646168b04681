import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import type { Stored } from "../../resources/kind.ts";
import { type Certificate, certificate } from "../../resources/kinds/certificate.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { type back, type Option, type PromptFrame, pick } from "../prompts.ts";
import type { ApimApiTarget } from "../target.ts";

/**
 * The id of the certificate that a backend is shown, among those of the instance; `given` was chosen before.
 *
 * @throws Failure `not-found` when the instance has none.
 */
export async function askCertificate(
  target: ApimApiTarget,
  azure: Shelved,
  given: string | undefined,
  frame: PromptFrame,
): Promise<string | typeof back> {
  const all = await certificatesOf(target, azure);
  if (all.length === 0) {
    throw new Failure("not-found", l10n.t("{0} has no certificates.", target.instance.serviceName), {
      remedy: l10n.t("Upload one under Security > Certificates of the instance, then run the command again."),
    });
  }
  return pick({
    ...frame,
    placeholder: l10n.t("Which certificate does the backend get?"),
    options: all.map((one) => lineOf(one, one.ref.id, given)),
  });
}

/**
 * The thumbprint of the certificate that callers show, where the instance has it; `undefined` where it is to be typed, which is not
 * asked where the instance has none.
 */
export async function askCallerCertificate(
  target: ApimApiTarget,
  azure: Shelved,
  given: string | undefined,
  frame: PromptFrame,
): Promise<string | undefined | typeof back> {
  const all = await certificatesOf(target, azure);
  if (all.length === 0) return undefined;
  const chosen = await pick<string>({
    ...frame,
    placeholder: l10n.t("Which certificate do callers show?"),
    options: [
      ...all.map((one) => lineOf(one, one.value.thumbprint, given)),
      { icon: "edit", label: l10n.t("Another one, by thumbprint or subject…"), value: typed },
    ],
  });
  return chosen === typed ? undefined : chosen;
}

/** Chosen where none of the instance's is. */
const typed = "typed";

function certificatesOf(
  { instance }: ApimApiTarget,
  azure: Shelved,
): Promise<readonly Stored<Certificate>[]> {
  return reading(certificate.plural, (signal) =>
    collect(storeIn(azure, certificate).list(instancePath(instance), {}, signal), signal),
  );
}

function lineOf(
  { ref: { id }, value }: Stored<Certificate>,
  answer: string,
  given: string | undefined,
): Option<string> {
  return {
    icon: "verified",
    label: id,
    description: value.subject,
    detail: endOf(value.expirationDate),
    value: answer,
    picked: answer === given,
  };
}

/** Until when a certificate is good, as far as that is told. */
function endOf(expirationDate: string): string {
  const end = Date.parse(expirationDate);
  if (Number.isNaN(end)) return "";
  const day = expirationDate.slice(0, 10);
  return end < Date.now() ? l10n.t("Expired on {0}", day) : l10n.t("Good until {0}", day);
}
