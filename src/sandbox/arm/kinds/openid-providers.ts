import { validationError } from "../errors.ts";
import type { Kind } from "../kind.ts";

/** `openidConnectProviders`: providers of sign-ins that the developer portal finds by their metadata. */
export const openIdProviders: Kind = {
  chain: "openidConnectProviders",
  label: "OpenIdConnectProvider",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["displayName"],
  fields: {
    displayName: { type: "text", required: true, min: 1, max: 50 },
    description: { type: "text" },
    metadataEndpoint: { type: "text", required: true, min: 1 },
    clientId: { type: "text", required: true, min: 1 },
    clientSecret: { type: "text", secret: true },
    useInTestConsole: { type: "boolean", default: true },
    useInApiDocumentation: { type: "boolean", default: false },
  },
  listSecrets: ({ secrets: { clientSecret } }) => ({ clientSecret }),
  prepare({ properties: { metadataEndpoint } }) {
    if (typeof metadataEndpoint === "string" && URL.canParse(metadataEndpoint)) return;
    throw validationError({
      target: "metadataEndpoint",
      message: `'${metadataEndpoint}' is not an absolute URL.`,
    });
  },
};
