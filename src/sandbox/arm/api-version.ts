import { apimVersion, provider } from "./arm.ts";
import { ArmError, notInSandbox } from "./errors.ts";

/** Of subscriptions, tenants and resource groups; what clients read of them is the same in all. */
const resourceVersions = [
  "2016-06-01",
  "2018-05-01",
  "2019-06-01",
  "2019-10-01",
  "2019-11-01",
  "2020-01-01",
  "2020-06-01",
  "2020-10-01",
  "2021-01-01",
  "2021-04-01",
  "2022-01-01",
  "2022-09-01",
  "2022-12-01",
];

/** Of API Management: each version adds to the one before, so that the answers of the sandbox's own serve all. */
const apimVersions = [
  "2021-08-01",
  "2021-12-01-preview",
  "2022-04-01-preview",
  "2022-08-01",
  "2022-09-01-preview",
  "2023-03-01-preview",
  "2023-05-01-preview",
  "2023-09-01-preview",
  apimVersion,
  "2024-06-01-preview",
  "2024-10-01-preview",
  "2025-03-01-preview",
  "2025-09-01-preview",
];

/**
 * Holds a request to a version of the interface that the sandbox speaks.
 *
 * @throws ArmError 400 when there is none, or another; 501 when the namespace is another provider's, whose versions are
 * its own.
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
  // the last namespace of a path is the one whose resource it is
  const namespace = [...url.pathname.matchAll(/\/providers\/([^/]+)\//gi)].at(-1)?.[1];
  const isApim = namespace?.toLowerCase() === provider.toLowerCase();
  if (namespace !== undefined && !isApim) throw notInSandbox(`the resource provider ${namespace}`);
  const known = isApim ? apimVersions : resourceVersions;
  if (known.includes(given.toLowerCase())) return;
  throw isApim
    ? new ArmError(
        400,
        "NoRegisteredProviderFound",
        `No registered resource provider found for API version '${given}' of ${provider}. The supported api-versions are '${known.join(", ")}'.`,
      )
    : new ArmError(
        400,
        "InvalidApiVersionParameter",
        `The api-version '${given}' is invalid. The supported versions are '${known.join(",")}'.`,
      );
}

/** Whether a request is in a version from before deletions of APIs could be polled: it is done once it is answered. */
export function deletesAtOnce(url: URL): boolean {
  return (url.searchParams.get("api-version") ?? apimVersion).slice(0, apimVersion.length) < apimVersion;
}
