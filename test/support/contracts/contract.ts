import type { Exchange } from "../../../src/sandbox/exchange.ts";
import { asNode, Documents } from "./documents.ts";
import type { Exception } from "./exceptions.ts";
import { type Match, Operations } from "./operations.ts";
import { Schemas } from "./schemas.ts";

/** What a request turned out to be. */
export type Found = Match | "undescribed" | "unknown";

const apim = "arm/specification/apimanagement/resource-manager/Microsoft.ApiManagement/stable/2024-05-01";
const subscriptions = "arm/specification/resources/resource-manager/Microsoft.Resources/stable/2022-12-01";

/** The official contracts of both clouds, as they lie in one folder. */
export class Contracts {
  readonly documents = new Documents();
  readonly requests = new Schemas(this.documents, "request");
  readonly responses = new Schemas(this.documents, "response");
  /** Differences that were recorded of the real thing. */
  readonly recorded: readonly Exception[];
  private readonly management: Operations;
  private readonly authentication: Operations;
  private readonly azure: Operations;

  constructor(folder: string) {
    const auth0 = (name: string) => Documents.uri(folder, "auth0", name);
    const azure = [
      ...Documents.inFolder(folder, apim),
      Documents.uri(folder, subscriptions, "subscriptions.json"),
    ];
    this.management = new Operations(this.documents, [auth0("management-api-oas.json")], false);
    this.authentication = new Operations(this.documents, [auth0("authentication-api-oas.json")], false);
    this.azure = new Operations(this.documents, azure, true);
    this.recorded = readRecorded(this.documents.get(auth0("oas-vs-recorded.json")));
  }

  /**
   * The operation that a request is meant for. Pages, discovery and Entra ID are described by no document; a path within
   * an API that no document knows is `unknown`.
   */
  find({ service, method, url }: Pick<Exchange, "service" | "method" | "url">): Found {
    const path = new URL(url).pathname;
    if (service === "resourceManager") return this.azure.find(method, path) ?? "unknown";
    if (service !== "auth0") return "undescribed";
    if (path.startsWith("/api/v2/"))
      return this.management.find(method, path.slice("/api/v2".length)) ?? "unknown";
    return this.authentication.find(method, path) ?? "undescribed";
  }
}

function readRecorded(document: Readonly<Record<string, unknown>>): Exception[] {
  const mismatches = document["status_mismatches"];
  return (Array.isArray(mismatches) ? mismatches : []).map((mismatch) => {
    const { op, recorded } = asNode(mismatch);
    return {
      operation: new RegExp(`^${literally(String(op))}$`),
      says: new RegExp(`status ${recorded} is not`),
      reason: `Recorded: ${op} is answered with ${recorded}.`,
    };
  });
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
