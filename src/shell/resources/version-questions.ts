import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Stored } from "../../resources/kind.ts";
import type { ApiSettings } from "../../resources/kinds/apim-api.ts";
import {
  headerNameProblem,
  queryNameProblem,
  type VersionSet,
  type VersionSetDraft,
  versionSet,
} from "../../resources/kinds/version-set.ts";
import { addressOf, type VersionChoices } from "../../workflows/import-api/plan-version.ts";
import { slug } from "../../workflows/secure-api/names.ts";
import { askText, back, type Option, type PromptFrame, pick, required } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";
import { freeId } from "./key-questions.ts";

/** What was answered so far. */
export interface SetAnswers extends Partial<Pick<VersionChoices, "set" | "version">> {}

/** What the questions are about. */
interface VersionedApi {
  readonly api: ApiSettings;
  /** All version sets of the instance. */
  readonly sets: readonly Stored<VersionSet>[];
  /** The version set that the API is in, if it is in one. */
  readonly own: Stored<VersionSet> | undefined;
  /** The versions that a version set has. */
  versionsIn(setId: string): readonly string[];
}

type Set = NonNullable<SetAnswers["set"]>;

/** Asks for the version set, where the API is in none yet, and for the name of the version. */
export function versionQuestions<A extends SetAnswers>(about: VersionedApi): readonly WizardStep<A>[] {
  const { own, api } = about;
  // what the API says of its set, the set's own answer may not: it is gone, or not to be read
  if (api.apiVersionSetId !== undefined && !own) throw unreadSet(api);
  const known: Set | undefined = own && { id: own.ref.id, draft: own.value, isNew: false };
  return [
    {
      skip: () => known !== undefined,
      async ask(answers, frame) {
        const set = await askSet(about, answers.set, frame);
        return set === back ? back : { ...answers, set };
      },
    },
    {
      skip: ({ set }) => !set?.isNew || set.draft.versioningScheme === "Segment",
      async ask(answers, frame) {
        const draft = answers.set && (await askName(answers.set.draft, frame));
        if (!answers.set || !draft || draft === back) return back;
        return { ...answers, set: { ...answers.set, draft } };
      },
    },
    {
      async ask(answers, frame) {
        const set = known ?? answers.set;
        if (!set) return back;
        const version = await askVersion(about, set, answers.version, frame);
        return version === back ? back : { ...answers, set, version };
      },
    },
  ];
}

function unreadSet({ displayName, apiVersionSetId }: ApiSettings): Failure {
  return new Failure(
    "not-found",
    l10n.t("The version set of “{0}” could not be found: {1}.", displayName, apiVersionSetId ?? ""),
    { remedy: l10n.t("Refresh the tree, then try again.") },
  );
}

async function askSet(
  { api, sets }: VersionedApi,
  before: Set | undefined,
  frame: PromptFrame,
): Promise<Set | typeof back> {
  const id = freeId(
    slug(api.displayName) || "versions",
    sets.map(({ ref }) => ref.id),
  );
  const isNew = (versioningScheme: string): Set => ({
    id,
    draft: { displayName: api.displayName.slice(0, 100), versioningScheme },
    isNew: true,
  });
  const scheme = (label: string, detail: string, name: string): Option<Set> => ({
    icon: "add",
    label,
    detail,
    value: isNew(name),
    picked: before?.isNew === true && before.draft.versioningScheme === name,
  });
  return pick<Set>({
    ...frame,
    placeholder: l10n.t("Where do callers say which version they mean?"),
    options: [
      scheme(l10n.t("In the path"), l10n.t("As usual: {0}", exampleOf(api, isNew("Segment"))), "Segment"),
      scheme(l10n.t("In a header"), l10n.t("Its name is asked next"), "Header"),
      scheme(l10n.t("In a query parameter"), l10n.t("Its name is asked next"), "Query"),
      ...sets.map(({ ref, value }) => ({
        icon: versionSet.icon,
        label: l10n.t("As the version set “{0}” says", value.displayName),
        description: ref.id,
        detail: exampleOf(api, { id: ref.id, draft: value, isNew: false }),
        value: { id: ref.id, draft: value, isNew: false },
        picked: before?.id === ref.id && !before.isNew,
      })),
    ],
  });
}

function exampleOf({ path }: ApiSettings, { draft }: Set): string {
  return l10n.t("Callers reach v2 {0}", addressOf(path, "v2", draft));
}

async function askName(draft: VersionSetDraft, frame: PromptFrame): Promise<VersionSetDraft | typeof back> {
  const isHeader = draft.versioningScheme === "Header";
  const problem = isHeader ? headerNameProblem : queryNameProblem;
  const name = await askText({
    ...frame,
    prompt: isHeader ? l10n.t("Name of the header") : l10n.t("Name of the query parameter"),
    value:
      (isHeader ? draft.versionHeaderName : draft.versionQueryName) ??
      (isHeader ? "Api-Version" : "api-version"),
    validate: (text) => required(text) ?? problem(text),
  });
  if (name === back) return back;
  return { ...draft, ...(isHeader ? { versionHeaderName: name } : { versionQueryName: name }) };
}

async function askVersion(
  { versionsIn }: VersionedApi,
  set: Set,
  before: string | undefined,
  frame: PromptFrame,
): Promise<string | typeof back> {
  const taken = set.isNew ? [] : versionsIn(set.id);
  const isTaken = (text: string) => taken.some((one) => one.toLowerCase() === text.toLowerCase());
  return askText({
    ...frame,
    prompt:
      taken.length > 0
        ? l10n.t("Name of the version; there are {0}", taken.join(", "))
        : l10n.t("Name of the version, as callers write it"),
    value: before ?? "v2",
    validate: (text) =>
      required(text) ??
      versionProblem(text) ??
      (isTaken(text) ? l10n.t("There is a version of that name already.") : undefined),
  });
}

/** What needs no encoding in a path or a query, and at most 100 characters (contract `ApiEntityBaseContract`). */
function versionProblem(text: string): string | undefined {
  if (!/^[\w.~-]+$/.test(text) || /^\.+$/.test(text)) return l10n.t("Letters, digits and . _ ~ - only.");
  return text.length > 100 ? l10n.t("A version has 100 characters at most.") : undefined;
}
