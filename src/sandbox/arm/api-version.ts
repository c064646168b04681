import { APIM_VERSION, PROVIDER } from "./arm.ts";
import { ArmError } from "./errors.ts";

const RESOURCE_VERSIONS = ["2022-12-01", "2022-09-01", "2021-04-01", "2020-01-01"];

/**
 * Holds a request to a version of the interface that the sandbox speaks.
 *
 * @throws ArmError 400 when there is none, or another.
 */
export function checkApiVersion(url: URL): void {
  const given = url.searchParams.get("api-version");
  if (!given) {
    throw new ArmError(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  }
  const isApim = new RegExp(`/providers/${PROVIDER}/`, "i").test(url.pathname);
  const known = isApim ? [APIM_VERSION] : RESOURCE_VERSIONS;
  if (known.includes(given.toLowerCase())) return;
  throw isApim
    ? new ArmError(
        400,
        "NoRegisteredProviderFound",
        `No registered resource provider found for API version '${given}' of ${PROVIDER}. The supported api-versions are '${known.join(", ")}'.`,
      )
    : new ArmError(
        400,
        "InvalidApiVersionParameter",
        `The api-version '${given}' is invalid. The supported versions are '${known.join(",")}'.`,
      );
}
