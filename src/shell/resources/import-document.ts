import { l10n } from "vscode";
import { Failure, isCancelled, toFailure } from "../../core/failure.ts";
import { type ApiDescription, type ImportProblem, readApi } from "../../imports/index.ts";
import type { WsdlEndpoint } from "../../imports/wsdl/read-wsdl.ts";
import { requireSound } from "../../workflows/import-api/plan-import.ts";
import { showMessage } from "../messages.ts";
import { back, type PromptFrame, pick } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { askWayOn, type WayOn } from "../ways-on.ts";
import { askSource, type DocumentSource, type GivenDocument } from "./import-source.ts";

/** A document that can be imported. */
export interface SoundDocument {
  readonly given: GivenDocument;
  readonly description: ApiDescription;
  readonly problems: readonly ImportProblem[];
}

/**
 * Asks for a document until it is sound: what it is from, and which endpoint of a WSDL document. What is wrong with one is said,
 * with its place, and how to go on is asked: the same again, once it is mended, or another.
 */
export async function askDocument(
  accounts: Accounts,
  frame: PromptFrame,
): Promise<SoundDocument | typeof back> {
  for (;;) {
    const source = await askSource(accounts, frame);
    if (source !== back) {
      const document = await soundIn(source, frame);
      if (document !== back) return document;
    } else if (frame.canGoBack) return back;
  }
}

/** `back` when another source is to be asked for. */
async function soundIn(first: DocumentSource, frame: PromptFrame): Promise<SoundDocument | typeof back> {
  let source: DocumentSource | typeof back = first;
  while (source !== back) {
    try {
      return await read(source, frame);
    } catch (error) {
      if (isCancelled(error)) throw error;
      source = await nextAfter(toFailure(error), source);
    }
  }
  return back;
}

async function read(source: DocumentSource, frame: PromptFrame): Promise<SoundDocument | typeof back> {
  const given = await source.read();
  const found = readApi(given.text, given.url);
  if (found.kind === "wsdl") return askEndpoint(given, found.text, frame);
  requireSound(found.problems, given.origin);
  const { description, problems } = found;
  if (!description) throw new Failure("internal", `${given.origin} has no description and no problem.`);
  return { given, problems, description };
}

/** What is read after a mistake: the same, perhaps mended meanwhile, or another; `back` for what is neither. */
async function nextAfter(failure: Failure, source: DocumentSource): Promise<DocumentSource | typeof back> {
  const { show } = source;
  const way = await askWayOn(failure, waysAfter(source));
  switch (way) {
    case "again":
      return source;
    case "another":
      return (await source.another?.()) ?? back;
    case "show":
      await show?.(failure.place);
      return afterMending(failure, source);
    case undefined:
      return back;
  }
}

type Way = "again" | "another" | "show";

function waysAfter({ kind, show }: DocumentSource): readonly WayOn<Way>[] {
  const open: readonly WayOn<Way>[] = show
    ? [{ title: kind === "file" ? l10n.t("Open File") : l10n.t("Show It"), value: "show" }]
    : [];
  switch (kind) {
    case "file":
      return [{ title: l10n.t("Choose Another File"), value: "another" }, ...open];
    case "address":
      return [
        { title: l10n.t("Try Again"), value: "again" },
        { title: l10n.t("Another Address"), value: "another" },
      ];
    case "front":
    case "sample":
      return open;
  }
}

/** Waits beside the editor, not before it, until the person says that it is mended. */
async function afterMending(failure: Failure, source: DocumentSource): Promise<DocumentSource | typeof back> {
  const again = l10n.t("Read It Again");
  const another = l10n.t("Choose Another File");
  const buttons = source.another ? [again, another] : [again];
  const text = l10n.t("{0} The import goes on when it is mended.", failure.text);
  const answer = await showMessage({ kind: "warning", text }, buttons);
  if (answer === again) return source;
  if (answer === another) return (await source.another?.()) ?? back;
  throw new Failure("cancelled", "Cancelled.", { cause: failure });
}

async function askEndpoint(
  given: GivenDocument,
  text: string,
  frame: PromptFrame,
): Promise<SoundDocument | typeof back> {
  // What reads XML is loaded for the first document that is XML.
  const [{ readWsdl }, { wsdlApi }] = await Promise.all([
    import("../../imports/wsdl/read-wsdl.ts"),
    import("../../imports/wsdl/wsdl-api.ts"),
  ]);
  const found = readWsdl(text);
  requireSound(found.problems, given.origin);
  const usable = found.endpoints.filter(({ problem }) => problem === undefined);
  if (usable.length === 0) throw noEndpoint(given, found.endpoints);
  const chosen = await pick({
    ...frame,
    canGoBack: true,
    placeholder: l10n.t("Which endpoint of which service?"),
    options: usable.map((one) => ({
      icon: "plug",
      label: `${one.service} · ${one.endpoint}`,
      ...(one.address !== undefined && { description: one.address }),
      detail: l10n.t("Operations: {0}", one.operations.join(", ")),
      value: one,
    })),
  });
  if (chosen === back) return back;
  return { given, problems: found.problems, description: wsdlApi(text, found, chosen) };
}

function noEndpoint({ origin }: GivenDocument, endpoints: readonly WsdlEndpoint[]): Failure {
  const reasons = endpoints.map(({ service, endpoint, problem }) => `${service} · ${endpoint}: ${problem}`);
  return new Failure(
    "invalid-input",
    l10n.t("{0} has no endpoint that the service takes. {1}", origin, reasons.join(" ")),
    { remedy: l10n.t("Have the service offer one with SOAP in document/literal style.") },
  );
}
