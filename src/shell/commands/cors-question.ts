import { l10n } from "vscode";
import {
  canOfferCors,
  originProblem,
  type SecureApiChoices,
  type SecureApiSnapshot,
} from "../../workflows/secure-api.ts";
import { askText, back } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";

/** Which pages in browsers call the API; not asked where a policy has a `cors`, or may have one. */
export function corsQuestion(snapshot: SecureApiSnapshot): WizardStep<SecureApiChoices> {
  return {
    skip: ({ policy }) => !canOfferCors(snapshot, policy.place),
    ask: async (state, frame) => {
      const text = await askText({
        ...frame,
        prompt: l10n.t(
          "Origins of pages in browsers that call the API, with spaces between them: a cors before the check lets them see its answers. Empty for none.",
        ),
        placeholder: "https://app.example",
        value: (state.policy.corsOrigins ?? []).join(" "),
        validate: (typed) =>
          typed
            .split(/\s+/)
            .filter(Boolean)
            .map(originProblem)
            .find((problem) => problem !== undefined),
      });
      if (text === back) return back;
      const corsOrigins = [...new Set(text.split(/\s+/).filter(Boolean))];
      return { ...state, policy: { ...state.policy, corsOrigins } };
    },
  };
}
