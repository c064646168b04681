import { Failure } from "../../../core/failure.ts";
import type { ApiSettings } from "../../../resources/kinds/apim-api.ts";
import { type ImportedApiDraft, importedApi } from "../../../resources/kinds/imported-api.ts";

/** @throws Failure `changed-on-server` when the API is no longer what the plan was made for; nothing was written then. */
export function requirePlanned(settings: ApiSettings, draft: ImportedApiDraft): void {
  const names = ["displayName", "path", "serviceUrl", "subscriptionRequired"] as const;
  const changed = names.filter((name) => settings[name] !== draft[name]);
  if (changed.length === 0) return;
  const labels = changed.map((name) => importedApi.fields[name].label).join(", ");
  throw new Failure(
    "changed-on-server",
    `Somebody changed the API ${draft.source} after the plan was made (${labels}), so nothing was imported.`,
    { remedy: "Run the command again: it starts from what is there now." },
  );
}

/** What a document brings along, besides the settings of the API. */
export function importOf({
  document,
  displayName,
  path,
  serviceUrl,
  subscriptionRequired,
  revisionDescription,
}: ImportedApiDraft) {
  if (!document)
    throw new Failure("internal", "An import without a document is none, so no request was sent.");
  const { format, value, wsdlSelector, apiType } = document;
  return {
    displayName,
    path,
    subscriptionRequired,
    protocols: ["https"],
    ...(serviceUrl && { serviceUrl }),
    ...(revisionDescription && { apiRevisionDescription: revisionDescription }),
    format,
    value,
    ...(wsdlSelector && { wsdlSelector: { ...wsdlSelector } }),
    ...(apiType && { soapApiType: apiType }),
  };
}
