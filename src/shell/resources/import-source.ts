import { l10n, window } from "vscode";
import { addressInWords, addressProblem } from "../../domain/document-fetcher.ts";
import { basicCalculator } from "../../imports/index.ts";
import { reading } from "../cancellation.ts";
import { askText, back, type Option, type PromptFrame, pick, required } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { askFile, nameOf, showAt, type TextSource } from "../text-source.ts";

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

/** Where a document is. */
type DocumentSource = TextSource<GivenDocument>;

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
      return askFile(frame.title, {
        [l10n.t("API descriptions")]: ["json", "yaml", "yml", "wsdl", "xml"],
        "*": ["*"],
      });
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
