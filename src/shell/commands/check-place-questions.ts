import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import {
  type CheckPlace,
  fragmentIdProblem,
  productsOfApi,
  type SecureApiChoices,
  type SecureApiSnapshot,
  suggestFragmentId,
} from "../../workflows/secure-api.ts";
import { askText, back, type Option, pick, pickMany, required } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";

type Step = WizardStep<SecureApiChoices>;

/** Where the check is put, and what of that place. */
export function placeQuestions(snapshot: SecureApiSnapshot): Step[] {
  return [placeQuestion(snapshot), operationsQuestion(snapshot), fragmentQuestion(snapshot)];
}

function placeQuestion(snapshot: SecureApiSnapshot): Step {
  return {
    ask: async (state, frame) => {
      const place = await pick<CheckPlace>({
        ...frame,
        placeholder: l10n.t("Where is the check of tokens put?"),
        options: placesFor(snapshot, state.policy.place),
      });
      return place === back ? back : withPlace(state, place);
    },
  };
}

/** The chosen one keeps what was chosen of it. */
function placesFor(snapshot: SecureApiSnapshot, chosen: CheckPlace): readonly Option<CheckPlace>[] {
  const { api, operations } = snapshot;
  const option = (icon: string, label: string, detail: string, value: CheckPlace): Option<CheckPlace> => {
    const isSame = value.kind === chosen.kind && (value.kind !== "product" || isProduct(chosen, value));
    return { icon, label, detail, value: isSame ? chosen : value, picked: isSame };
  };
  const fragment = { kind: "fragment", fragmentId: suggestFragmentId(api) } as const;
  return [
    option("symbol-interface", l10n.t("This API"), l10n.t("every call of {0}", api.displayName), {
      kind: "api",
    }),
    ...(operations.length === 0
      ? []
      : [
          option("symbol-method", l10n.t("Some of Its Operations…"), l10n.t("the others stay as they are"), {
            kind: "operations",
            operationIds: [],
          }),
        ]),
    option(
      "symbol-snippet",
      l10n.t("A Fragment for Several APIs…"),
      l10n.t("by named values, so alike in all environments"),
      fragment,
    ),
    ...productsOfApi(snapshot).map(({ productId, name }) =>
      option(
        "package",
        l10n.t("Product {0}", name),
        l10n.t("every API in it; other keys lead past the check"),
        { kind: "product", productId },
      ),
    ),
    option("globe", l10n.t("All APIs"), l10n.t("every call of every API of {0}", api.instance.serviceName), {
      kind: "global",
    }),
  ];
}

function isProduct(one: CheckPlace, { productId }: { readonly productId: string }): boolean {
  return one.kind === "product" && one.productId === productId;
}

function operationsQuestion({ operations }: SecureApiSnapshot): Step {
  return {
    skip: ({ policy: { place } }) => place.kind !== "operations",
    ask: async (state, frame) => {
      const { place } = state.policy;
      const chosen = place.kind === "operations" ? place.operationIds : [];
      const operationIds = await pickMany({
        ...frame,
        placeholder: l10n.t("Which operations check tokens?"),
        options: operations.map(({ operationId, displayName, method, urlTemplate }) => ({
          label: displayName,
          description: `${method} ${urlTemplate}`,
          value: operationId,
          picked: chosen.includes(operationId),
        })),
      });
      if (operationIds === back) return back;
      if (operationIds.length > 0) return withPlace(state, { kind: "operations", operationIds });
      throw new Failure("invalid-input", l10n.t("No operation is ticked, so nothing would be checked."), {
        remedy: l10n.t("Tick one at least, or go back and choose another place."),
      });
    },
  };
}

function fragmentQuestion({ api }: SecureApiSnapshot): Step {
  return {
    skip: ({ policy: { place } }) => place.kind !== "fragment",
    ask: async (state, frame) => {
      const { place } = state.policy;
      const fragmentId = await askText({
        ...frame,
        prompt: l10n.t("Id of the fragment; one that is there and checks the same is used as it is"),
        value: place.kind === "fragment" ? place.fragmentId : suggestFragmentId(api),
        validate: (text) => required(text) ?? fragmentIdProblem(text),
      });
      return fragmentId === back ? back : withPlace(state, { kind: "fragment", fragmentId });
    },
  };
}

function withPlace(state: SecureApiChoices, place: CheckPlace): SecureApiChoices {
  return { ...state, policy: { ...state.policy, place } };
}
