import type { PolicyFragment as FragmentOperations, PolicyFragmentContract } from "@azure/arm-apimanagement";
import { Failure } from "../../core/failure.ts";
import type { PolicyCalls } from "./policy-calls.ts";

/** Resource group, instance and fragment. */
type FragmentIds = readonly [string, string, string];

/** What the library that polls says before the code and the message of the service. */
const failed = /^The long-running operation has failed\. (?:\w+\. )?/;

/** The SDK's calls for one policy fragment; `pollInterval` in milliseconds, since writing one takes long. */
export function fragmentCalls(
  fragments: FragmentOperations,
  ids: FragmentIds,
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
        throw refusedLater(error, ids[2]) ?? error;
      }
    },
  };
}

/** A PUT replaces all of a fragment: what people wrote about it has to be sent along. */
async function storedDescription(
  fragments: FragmentOperations,
  ids: FragmentIds,
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
