import { Failure } from "../core/failure.ts";

/**
 * `id`, when it names one thing as a segment of a path: the empty one and dots would name what is above it.
 *
 * @throws Failure `internal`; nothing was sent then.
 */
export function pathSegment(id: string): string {
  if (!/^\.{0,2}$/.test(id)) return id;
  throw new Failure("internal", `“${id}” is the id of nothing, so no request was sent.`, {
    remedy: "Refresh, then try again; report it if it happens again.",
  });
}
