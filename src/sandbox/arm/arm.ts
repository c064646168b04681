import type { AzureState, StoredResource } from "../azure/state.ts";
import type { SandboxContext } from "../service.ts";

/** What every handler of Azure Resource Manager works on. */
export interface Arm {
  readonly context: SandboxContext;
  readonly state: AzureState;
}

/** One request, authenticated and authorised. */
export interface ArmRequest {
  readonly method: string;
  readonly url: URL;
  header(name: string): string | undefined;
  /** The parsed JSON body; throws `InvalidRequestContent`. */
  body(): Promise<unknown>;
}

/** What is sent back; a body is sent as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The resource provider of API Management. */
export const provider = "Microsoft.ApiManagement";

/** The version of the API Management interface that the sandbox speaks. */
export const apimVersion = "2024-05-01";

/** The ETag of a resource: its row version, eight octets in base64, in double quotes. */
export function etagOf(resource: Pick<StoredResource, "version">): string {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64BE(BigInt(resource.version));
  return `"${octets.toString("base64")}"`;
}
