import { l10n, type Uri, window, workspace } from "vscode";
import { Failure } from "../../core/failure.ts";
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

type Source = "file" | "address" | "front" | "sample";

/** Asks where the description of an API is, and reads it. */
export async function askSource(
  accounts: Accounts,
  frame: PromptFrame,
): Promise<GivenDocument | typeof back> {
  const front = documentInFront();
  const options: Option<Source>[] = [
    {
      icon: "file",
      label: l10n.t("From a file"),
      detail: l10n.t("OpenAPI 2 or 3 in JSON or YAML, or WSDL 1.1"),
      value: "file",
    },
    {
      icon: "link",
      label: l10n.t("From an address"),
      detail: l10n.t("Fetched from here, not by the service: it may be in your own network only"),
      value: "address",
    },
    ...(front
      ? [
          {
            icon: "edit",
            label: l10n.t("The text in front"),
            description: front.origin,
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
  const chosen = await pick<Source>({
    ...frame,
    placeholder: l10n.t("Where is the description of the API?"),
    options,
  });
  switch (chosen) {
    case back:
      return back;
    case "file":
      return fromFile(frame.title);
    case "address":
      return fromAddress(accounts, frame);
    case "front":
      return front ?? back;
    case "sample":
      return { text: basicCalculator, origin: l10n.t("The sample “Basic Calculator”"), isSample: true };
  }
}

/** What is open in the editor, saved or not, where its name says that it may describe an API. */
function documentInFront(): GivenDocument | undefined {
  const document = window.activeTextEditor?.document;
  if (!document || !/\.(?:json|ya?ml|wsdl|xml)$/i.test(document.uri.path)) return undefined;
  if (document.uri.scheme !== "file" && document.uri.scheme !== "untitled") return undefined;
  return { text: document.getText(), origin: nameOf(document.uri) };
}

async function fromFile(title: string): Promise<GivenDocument> {
  const filters = { [l10n.t("API descriptions")]: ["json", "yaml", "yml", "wsdl", "xml"], "*": ["*"] };
  const [file] = (await window.showOpenDialog({ title, filters })) ?? [];
  if (!file) throw new Failure("cancelled", "Cancelled.");
  return { text: new TextDecoder().decode(await workspace.fs.readFile(file)), origin: nameOf(file) };
}

async function fromAddress(accounts: Accounts, frame: PromptFrame): Promise<GivenDocument | typeof back> {
  const address = await askText({
    ...frame,
    prompt: l10n.t("Address of the document"),
    placeholder: "https://orders.example/openapi.json",
    validate: (text) => required(text) ?? addressProblem(text),
  });
  if (address === back) return back;
  const { text, url } = await reading(addressInWords(address), (signal) =>
    accounts.fetchDocument(address, signal),
  );
  return { text, origin: addressInWords(url), url };
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
