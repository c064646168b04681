import type { PolicyContract } from "@azure/arm-apimanagement";
import type { RequestOptions } from "../cancellable-calls.ts";

/** The SDK's calls for the policy of one level. */
export interface PolicyCalls {
  get(options: RawReadOptions): Promise<unknown>;
  /** Which version there is, without its text. */
  head(options: RequestOptions): Promise<{ readonly eTag?: string }>;
  put(contract: PolicyContract, options: WriteOptions): Promise<PolicyContract & { readonly eTag?: string }>;
  delete(etag: string, options: RequestOptions): Promise<unknown>;
}

export interface RawAnswer {
  readonly bodyAsText?: string | null;
  readonly headers: { get(name: string): string | undefined };
}

interface RawReadOptions extends RequestOptions {
  readonly format: "rawxml";
  readonly requestOptions: { readonly customHeaders: { readonly Accept: string } };
  readonly onResponse: (answer: RawAnswer) => void;
}

interface WriteOptions extends RequestOptions {
  readonly ifMatch?: string;
  readonly requestOptions?: { readonly customHeaders: { readonly "If-None-Match": string } };
}
