import { l10n, type Uri } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { DocumentPlan } from "../../documents/index.ts";
import type { Json } from "../../resources/kind.ts";
import { back, type Option, pick } from "../prompts.ts";
import type { TextDocuments } from "../text-documents.ts";

type Conflict = DocumentPlan["conflicts"][number];
/** Whose word counts, by the path of a conflict. */
type Resolution = Readonly<Record<string, "mine" | "theirs">>;

/** What a comparison needs: the document, and what the cloud has. */
interface Sides {
  readonly uri: Uri;
  readonly label: string;
  readonly onServer: string;
}

/** Asks about one conflict after the other; Esc leaves all of them open and throws `cancelled`. */
export async function askAboutConflicts(
  conflicts: readonly Conflict[],
  sides: Sides,
  documents: TextDocuments,
): Promise<Resolution> {
  const answers: [string, "mine" | "theirs"][] = [];
  for (const [index, conflict] of conflicts.entries()) {
    const frame = { step: index + 1, totalSteps: conflicts.length };
    answers.push([conflict.path, await askAbout(conflict, frame, () => compare(sides, documents))]);
  }
  return Object.fromEntries(answers);
}

async function askAbout(
  { label, mine, theirs }: Conflict,
  frame: { readonly step: number; readonly totalSteps: number },
  showBoth: () => Promise<void>,
): Promise<"mine" | "theirs"> {
  const options: Option<"mine" | "theirs" | "compare">[] = [
    { icon: "account", label: l10n.t("Mine"), detail: wordsOf(mine), value: "mine" },
    {
      icon: "cloud",
      label: l10n.t("Theirs, which the cloud has now"),
      detail: wordsOf(theirs),
      value: "theirs",
    },
    { icon: "diff", label: l10n.t("Compare the documents first"), value: "compare" },
  ];
  const answer = await pick({
    ...frame,
    title: l10n.t("Changed here and on the server: {0}", label),
    placeholder: l10n.t("Which value is to stay? Nothing is written yet."),
    options,
  });
  if (answer === back) throw new Failure("cancelled", "Cancelled.");
  if (answer !== "compare") return answer;
  await showBoth();
  return askAbout({ path: "", label, mine, theirs }, frame, showBoth);
}

async function compare({ uri, label, onServer }: Sides, documents: TextDocuments): Promise<void> {
  const before = documents.add("now.json", onServer);
  await documents.compare(l10n.t("{0}: on the server ↔ yours", label), before, uri);
}

function wordsOf(value: Json | undefined): string {
  if (value === undefined || value === null) return l10n.t("nothing");
  return typeof value === "string" ? value : JSON.stringify(value);
}
