import type { Entry, Journal } from "../../../../src/resources/journal.ts";

/** Some of what people must not find in a file. */
export const secrets = {
  password: "Tr0ub4dor&3-hunter2",
  clientSecret: "s3cr3t-of-the-client",
  policy: '<policies>\r\n<authentication-basic username="kim" password="policy-Passw0rd" />\r\n</policies>',
  before: "<policies><!-- before: key 0123456789abcdef --></policies>",
  token: `eyJ${"hbGciOiJSUzI1NiJ9"}.${"eyJzdWIiOiJraW0ifQ"}.sig-nature`,
};

/** The journal of a plan that has something secret in every place that may hold it. */
export function journalOf(
  id: string,
  more: Partial<Journal> & { readonly states?: readonly Entry["state"][] } = {},
): Journal {
  const { states = [], ...rest } = more;
  const domain = "contoso.eu.auth0.com";
  const fields = {
    user: [
      { path: "email", after: "kim@example.com" },
      { path: "password", after: secrets.password },
    ],
    policy: [{ path: "text", before: secrets.before, after: secrets.policy }],
    unknown: [{ path: "anything", after: secrets.clientSecret }],
  };
  const entry = (name: keyof typeof fields, kind: string, index: number): Entry => ({
    change: {
      id: name,
      verb: name === "policy" ? "update" : "create",
      ref: { kind, owner: name === "policy" ? "s/g/i" : domain, id: name === "policy" ? "apis/x" : "1" },
      title: `Do ${name}`,
      fields: fields[name],
      needs: [],
    },
    state: states[index] ?? "made",
    ref: { kind, owner: domain, id: "1" },
    wrote: fields[name].filter(({ path }) => path !== "password"),
    message: `The service said: Authorization: Bearer ${secrets.token}`,
  });
  return {
    format: 1,
    id,
    title: `Plan ${id}`,
    createdAt: `2026-11-27T00:00:00.${id.padStart(9, "0")}Z`,
    subject: `/apis/${id}`,
    entries: [
      entry("user", "auth0-user", 0),
      entry("policy", "azure-policy", 1),
      entry("unknown", "auth0-moon", 2),
    ],
    ...rest,
  };
}
