import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { type ApiDescription, type ImportProblem, readApi } from "../../imports/index.ts";
import type { WsdlEndpoint } from "../../imports/wsdl/read-wsdl.ts";
import { requireSound } from "../../workflows/import-api/plan-import.ts";
import { back, type PromptFrame, pick } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { readUntilSound } from "../text-source.ts";
import { askSource, type GivenDocument } from "./import-source.ts";

/** A document that can be imported. */
export interface SoundDocument {
  readonly given: GivenDocument;
  readonly description: ApiDescription;
  readonly problems: readonly ImportProblem[];
}

/** Asks for a document until it is sound: what it is from, and which endpoint of a WSDL document. */
export async function askDocument(
  accounts: Accounts,
  frame: PromptFrame,
): Promise<SoundDocument | typeof back> {
  for (;;) {
    const source = await askSource(accounts, frame);
    if (source !== back) {
      const document = await readUntilSound(source, (given) => soundIn(given, frame));
      if (document !== back) return document;
    } else if (frame.canGoBack) return back;
  }
}

async function soundIn(given: GivenDocument, frame: PromptFrame): Promise<SoundDocument | typeof back> {
  const found = readApi(given.text, given.url);
  if (found.kind === "wsdl") return askEndpoint(given, found.text, frame);
  requireSound(found.problems, given.origin);
  const { description, problems } = found;
  if (!description) throw new Failure("internal", `${given.origin} has no description and no problem.`);
  return { given, problems, description };
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
