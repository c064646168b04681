/** The policy of a fresh instance for all APIs, as the service stores it. */
export const globalPolicy = lines(
  "<!-- Policies for every API of this instance. An API, a product or an operation takes them over with <base />. -->",
  "<policies>",
  "\t<inbound></inbound>",
  "\t<backend>",
  "\t\t<forward-request />",
  "\t</backend>",
  "\t<outbound></outbound>",
  "</policies>",
);

/** The limits of the Starter product. */
export const starterPolicy = lines(
  "<policies>",
  "\t<inbound>",
  '\t\t<rate-limit calls="5" renewal-period="60" />',
  '\t\t<quota calls="100" renewal-period="604800" />',
  "\t\t<base />",
  "\t</inbound>",
  "\t<backend>",
  "\t\t<base />",
  "\t</backend>",
  "\t<outbound>",
  "\t\t<base />",
  "\t</outbound>",
  "</policies>",
);

function lines(...text: readonly string[]): string {
  return text.join("\r\n");
}
