import { Failure } from "../../core/failure.ts";

/**
 * The version that a change presents; `doing` completes "Could not …".
 *
 * @throws Failure `unsupported` when Azure, or a proxy before it, gave none: an empty If-Match overwrites whatever is there.
 */
export function knownVersion(etag: string, doing: string): string {
  if (etag !== "") return etag;
  throw new Failure("unsupported", `Could not ${doing}: the answer that was read had no version (ETag).`, {
    remedy: "Without it somebody else's change could be lost. See whether a proxy takes ETag headers away.",
  });
}
