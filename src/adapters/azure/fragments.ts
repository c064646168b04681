import type { PolicyFragmentContract } from "@azure/arm-apimanagement";
import { Failure } from "../../core/failure.ts";
import type { RequestOptions } from "../cancellable-calls.ts";
import type { PolicyCalls } from "./policy-calls.ts";

/** The SDK's group of operations for fragments of an instance, or of workspaces; `Ids` name a fragment in it. */
interface FragmentOperations<Ids extends string[]> {
  get(...args: [...Ids, RequestOptions]): Promise<PolicyFragmentContract>;
  getEntityTag(...args: [...Ids, RequestOptions]): ReturnType<PolicyCalls["head"]>;
  delete(...args: [...Ids, ...Parameters<PolicyCalls["delete"]>]): ReturnType<PolicyCalls["delete"]>;
  beginCreateOrUpdate(
    ...args: [...Ids, PolicyFragmentContract, RequestOptions & { readonly updateIntervalInMs: number }]
  ): Promise<{ pollUntilDone(options: RequestOptions): ReturnType<PolicyCalls["put"]> }>;
}

/** What the library that polls says before the code and the message of the service. */
const failed = /^The long-running operation has failed\. (?:\w+\. )?/;

/** The SDK's calls for one policy fragment; `pollInterval` in milliseconds, since writing one takes long. */
export function fragmentCalls<Ids extends string[]>(
  fragments: FragmentOperations<Ids>,
  ids: [...Ids],
  pollInterval: number,
): PolicyCalls {
  return {
    get: (options) => fragments.get(...ids, options),
    head: (options) => fragments.getEntityTag(...ids, options),
    delete: (etag, options) => fragments.delete(...ids, etag, options),
    put: async ({ value }, { abortSignal, ifMatch, requestOptions }) => {
      const description = ifMatch === undefined ? {} : await storedDescription(fragments, ids, abortSignal);
      const contract = { format: "rawxml", ...(value !== undefined && { value }), ...description };
      const conditions = { ...(requestOptions && { requestOptions }), ...(ifMatch && { ifMatch }) };
      const options = { abortSignal, updateIntervalInMs: pollInterval, ...conditions };
      try {
        const poller = await fragments.beginCreateOrUpdate(...ids, contract, options);
        return await poller.pollUntilDone({ abortSignal });
      } catch (error) {
        throw refusedLater(error, ids.at(-1) ?? "") ?? error;
      }
    },
  };
}

/** A PUT replaces all of a fragment: what people wrote about it has to be sent along. */
async function storedDescription<Ids extends string[]>(
  fragments: FragmentOperations<Ids>,
  ids: [...Ids],
  abortSignal: AbortSignal,
): Promise<Pick<PolicyFragmentContract, "description">> {
  try {
    const { description } = await fragments.get(...ids, { abortSignal });
    return description ? { description } : {};
  } catch (error) {
    // the write says better that it is gone
    if (error instanceof Error && "statusCode" in error && error.statusCode === 404) return {};
    throw error;
  }
}

/** What the service found wrong only after it had taken the request. */
function refusedLater(error: unknown, fragmentId: string): Failure | undefined {
  if (!(error instanceof Error) || !failed.test(error.message)) return undefined;
  const message = error.message.replace(failed, "");
  return new Failure("rejected", `Could not write the policy fragment ${fragmentId}: ${message}`, {
    details: [{ message }],
    cause: error,
  });
}
