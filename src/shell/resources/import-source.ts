import { l10n, Range, type TextDocument, type Uri, window, workspace } from "vscode";
import { Failure, type TextPlace } from "../../core/failure.ts";
import { addressInWords, addressProblem } from "../../domain/document-fetcher.ts";
import { basicCalculator } from "../../imports/index.ts";
import { reading } from "../cancellation.ts";
import { askText, back, type Option, type PromptFrame, pick, required } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";

/** The text of a document, and where it is from. */
export interface GivenDocument {
  readonly text: string;
  /** As people know it: a file's name, an address. */
  readonly origin: string;
  /** The address it was found at; what is relative in it is seen from there. */
  readonly url?: string;
  /** It has no backend of its own, and examples that can stand for one. */
  readonly isSample?: true;
}

/** Where a document is, which may change until it is read. */
export interface DocumentSource {
  readonly kind: "file" | "address" | "front" | "sample";
  /** Reads it anew each time. */
  read(): Promise<GivenDocument>;
  /** Shows it to be mended, at a place; left out where it is not the person's own. */
  readonly show?: (place: TextPlace | undefined) => Promise<void>;
  /** Asks for another one of the same sort; left out where there is but one. */
  readonly another?: () => Promise<DocumentSource | typeof back>;
}

/** Asks where the description of an API is. */
export async function askSource(
  accounts: Accounts,
  frame: PromptFrame,
): Promise<DocumentSource | typeof back> {
  const front = documentInFront();
  const chosen = await pick<DocumentSource["kind"]>({
    ...frame,
    placeholder: l10n.t("Where is the description of the API?"),
    options: sourcesFor(front),
  });
  switch (chosen) {
    case back:
      return back;
    case "file":
      return askFile(frame.title);
    case "address":
      return askAddress(accounts, frame);
    case "front":
      return front ?? back;
    case "sample":
      return {
        kind: "sample",
        read: async () => ({
          text: basicCalculator,
          origin: l10n.t("The sample “Basic Calculator”"),
          isSample: true,
        }),
      };
  }
}

function sourcesFor(
  front: (DocumentSource & { readonly name: string }) | undefined,
): readonly Option<DocumentSource["kind"]>[] {
  return [
    {
      icon: "file",
      label: l10n.t("From a file"),
      detail: l10n.t("OpenAPI 2 or 3 in JSON or YAML, or WSDL 1.1"),
      value: "file",
    },
    {
      icon: "link",
      label: l10n.t("From an address"),
      detail: l10n.t("Fetched from here, so it may be in your own network only"),
      value: "address",
    },
    ...(front
      ? [
          {
            icon: "edit",
            label: l10n.t("The text in front"),
            description: front.name,
            value: "front" as const,
          },
        ]
      : []),
    {
      icon: "beaker",
      label: l10n.t("Basic Calculator"),
      detail: l10n.t("A sample with four operations, as tutorials use it"),
      value: "sample",
    },
  ];
}

/** What is open in the editor, saved or not, where its name says that it may describe an API. */
function documentInFront(): (DocumentSource & { readonly name: string }) | undefined {
  const document = window.activeTextEditor?.document;
  if (!document || !/\.(?:json|ya?ml|wsdl|xml)$/i.test(document.uri.path)) return undefined;
  if (document.uri.scheme !== "file" && document.uri.scheme !== "untitled") return undefined;
  const name = nameOf(document.uri);
  return {
    kind: "front",
    name,
    read: async () => ({ text: document.getText(), origin: name }),
    show: (place) => showAt(document, place),
  };
}

/** `back` when the person chose none. */
async function askFile(title: string): Promise<DocumentSource | typeof back> {
  const filters = { [l10n.t("API descriptions")]: ["json", "yaml", "yml", "wsdl", "xml"], "*": ["*"] };
  const [file] = (await window.showOpenDialog({ title, filters })) ?? [];
  if (!file) return back;
  return {
    kind: "file",
    read: async () => ({ text: await textIn(file), origin: nameOf(file) }),
    show: async (place) => showAt(await workspace.openTextDocument(file), place),
    another: () => askFile(title),
  };
}

/** What an editor shows of it and has not saved counts too. */
async function textIn(file: Uri): Promise<string> {
  const open = workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open?.isDirty) return open.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch (cause) {
    throw new Failure("not-found", l10n.t("{0} cannot be read.", nameOf(file)), {
      remedy: l10n.t("It may have been moved, or be a folder, or not yours to read."),
      cause,
    });
  }
}

async function askAddress(
  accounts: Accounts,
  frame: PromptFrame,
  before = "",
): Promise<DocumentSource | typeof back> {
  const address = await askText({
    ...frame,
    canGoBack: true,
    prompt: l10n.t("Address of the document"),
    placeholder: "https://orders.example/openapi.json",
    value: before,
    validate: (text) => required(text) ?? addressProblem(text),
  });
  if (address === back) return back;
  return {
    kind: "address",
    async read() {
      const { text, url } = await reading(addressInWords(address), (signal) =>
        accounts.fetchDocument(address, signal),
      );
      return { text, origin: addressInWords(url), url };
    },
    another: () => askAddress(accounts, frame, address),
  };
}

async function showAt(document: TextDocument, place: TextPlace | undefined): Promise<void> {
  const { line, column } = place ?? { line: 1, column: 1 };
  const selection = new Range(line - 1, column - 1, line - 1, column - 1);
  await window.showTextDocument(document, { selection, preview: false });
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
