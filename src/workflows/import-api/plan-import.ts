import { Failure } from "../../core/failure.ts";
import { apiSubject, parseInstancePath } from "../../domain/azure-paths.ts";
import { type ApiDescription, type ImportProblem, sentDocument } from "../../imports/index.ts";
import { creation } from "../../resources/changes.ts";
import { importedApi } from "../../resources/kinds/imported-api.ts";
import { policy } from "../../resources/kinds/policy.ts";
import type { Plan } from "../../resources/plan.ts";
import { type KeyChoices, keyChanges, keyNotes } from "./keys.ts";
import { mockingPolicy } from "./mocking-policy.ts";

/** What was decided of an import. */
export interface ImportChoices {
  /** The instance, as that of a `Ref`. */
  readonly owner: string;
  readonly apiId: string;
  readonly displayName: string;
  readonly path: string;
  /** Left out where policies are to answer. */
  readonly backend?: string;
  /** The gateway answers in place of a backend. */
  readonly isMocked?: boolean;
  readonly subscriptionRequired: boolean;
  /** Who gets keys for it; nobody when left out. */
  readonly keys?: KeyChoices;
  /** What becomes of SOAP; of a WSDL document only. */
  readonly soap?: "pass-through" | "rest";
}

/** Where a document is from, and what was found about it. */
interface ImportedDocument {
  readonly description: ApiDescription;
  readonly problems: readonly ImportProblem[];
  /** As people know it: a file's name, an address. */
  readonly origin: string;
}

/**
 * The import of a document as a new API.
 *
 * @throws Failure `invalid-input` for a document that the service does not take.
 */
export function planImport(document: ImportedDocument, choices: ImportChoices): Plan {
  const { owner, apiId, displayName, path, backend, isMocked = false, subscriptionRequired } = choices;
  const { keys = { products: [] } } = choices;
  const { description, problems, origin } = document;
  const sent = requireTaken(description, backend);
  const apiType = choices.soap && {
    apiType: choices.soap === "rest" ? ("http" as const) : ("soap" as const),
  };
  const draft = {
    displayName,
    path,
    serviceUrl: backend,
    subscriptionRequired,
    operations: description.operations.map(({ writtenName: _, ...operation }) => operation),
    document: { ...sent, ...apiType },
  };
  const made = creation(importedApi, owner, draft, { id: "import", refId: apiId });
  const mocked = creation(
    policy,
    owner,
    { text: mockingPolicy(description) },
    {
      id: "mock",
      refId: `apis/${apiId}`,
      title: `Let the gateway answer with the examples of “${displayName}”`,
      needs: ["import"],
    },
  );
  return {
    title: made.title,
    subject: apiSubject({ instance: parseInstancePath(owner), apiId }),
    changes: [made, ...(isMocked ? [mocked] : []), ...keyChanges({ ...choices, madeBy: made.id }, keys)],
    unchanged: [],
    notes: [...notesOn(document, choices, origin), ...problems.map(({ message }) => message)],
  };
}

/** @throws Failure `invalid-input` that says what is wrong with a document; at most three problems of many. */
export function requireSound(problems: readonly ImportProblem[], origin: string): void {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  const said = errors.slice(0, 3).map(({ message }) => message);
  const more = errors.length > 3 ? ` There are ${errors.length - 3} more such problems.` : "";
  throw new Failure("invalid-input", `${origin} cannot be imported. ${said.join(" ")}${more}`, {
    place: errors.find(({ place }) => place)?.place,
  });
}

function requireTaken(description: ApiDescription, backend: string | undefined) {
  const sent = sentDocument(description, backend);
  if ("problem" in sent) throw new Failure("invalid-input", sent.problem.message);
  return sent;
}

function* notesOn(
  { description: { format, operations, content } }: ImportedDocument,
  { backend, isMocked, subscriptionRequired, keys = { products: [] } }: ImportChoices,
  origin: string,
): Generator<string> {
  yield `${origin} is ${format} with ${operations.length === 1 ? "one operation" : `${operations.length} operations`}. Undoing the plan deletes the API, unless somebody changed it.`;
  if (content.kind === "wsdl")
    yield "Which methods and paths the service gives the operations of a WSDL document is its own decision, and seen after the import.";
  if (backend === undefined && !isMocked)
    yield "There is no backend: until the API, or a policy, says where requests go, the gateway answers 500 to calls.";
  if (backend?.startsWith("http:")) yield `The gateway will speak to ${backend} without encryption.`;
  if (!subscriptionRequired)
    yield "No subscription key will be asked for: until a policy checks who calls, everybody may.";
  yield* keyNotes({ subscriptionRequired }, keys);
}
