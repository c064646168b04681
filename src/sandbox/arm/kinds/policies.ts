import { findResource, listIn, spaceOf } from "../../azure/resources.ts";
import type { JsonObject, StoredResource } from "../../azure/state.ts";
import type { Arm } from "../arm.ts";
import { validationError } from "../errors.ts";
import type { Field } from "../fields.ts";
import { fetchLink } from "../import/loopback-fetch.ts";
import type { Kind, ShowRequest, Write } from "../kind.ts";
import { isRunning } from "../long-running.ts";
import { rawToXml, xmlToRaw } from "../policy-text/formats.ts";
import type { Scope } from "../policy-text/language.ts";
import { normalisePolicy } from "../policy-text/normalise.ts";
import type { PolicySurroundings } from "../policy-text/surroundings.ts";
import { validatePolicy } from "../policy-text/validate.ts";
import { refuseWhileUsed } from "./used-by-policies.ts";

const valueField: Field = { type: "text", required: true, min: 1 };
const formats = ["xml", "xml-link", "rawxml", "rawxml-link"];

/** The policy document of a workspace for all its APIs. */
export const workspacePolicies = policyKind("workspaces/policies", "workspace");

/** The policy documents of the instance, of products, APIs and operations. */
export const policies: readonly Kind[] = [
  policyKind("policies", "global"),
  policyKind("products/policies", "product"),
  policyKind("apis/policies", "api"),
  policyKind("apis/operations/policies", "operation"),
];

/** `policyFragments`: pieces that `include-fragment` puts into policies. */
export const policyFragments: Kind = {
  chain: "policyFragments",
  label: "PolicyFragment",
  writes: ["PUT", "DELETE"],
  longRunning: ["PUT"],
  filterable: ["description", "value"],
  fields: {
    value: valueField,
    description: { type: "text", max: 1000, default: "" },
    format: { type: "choice", values: ["xml", "rawxml"], default: "xml" },
  },
  prepare: (write) => prepareText(write, undefined),
  beforeDelete(resource, arm) {
    const includes = new RegExp(`<include-fragment\\s+fragment-id\\s*=\\s*["']${resource.name}["']`, "i");
    refuseWhileUsed(arm, resource, "policyFragment", (text) => includes.test(text));
  },
  show(resource, arm, request) {
    const running = isRunning(arm, resource.id) ? { provisioningState: "InProgress" } : {};
    return { ...showText(resource, arm, request), ...running };
  },
};

function policyKind(chain: string, scope: Scope): Kind {
  return {
    chain,
    label: "PoliciesConfiguration",
    writes: ["PUT", "DELETE"],
    fields: { value: valueField, format: { type: "choice", values: formats, default: "xml" } },
    prepare(write) {
      if (write.id.toLowerCase().endsWith("/policies/policy")) return prepareText(write, scope);
      throw validationError({
        target: "policyId",
        message: "The identifier of a policy is always 'policy'.",
      });
    },
    show: showText,
  };
}

/** Reads, checks and normalises the text; what is stored is the raw form. */
async function prepareText(write: Write, scope: Scope | undefined): Promise<void> {
  const { arm, properties, id } = write;
  const sent = String(properties["format"]);
  const value = String(properties["value"]);
  const text = sent.endsWith("-link") ? await fetchLink(value, arm.context.ca) : value;
  const format = sent.replace("-link", "");
  const raw = format === "xml" ? xmlToRaw(text) : text;
  validatePolicy(raw, surroundingsOf(arm, spaceOf(id), scope));
  properties["value"] = normalisePolicy(raw);
  // how it was sent is not part of it: the same text in another format changes nothing
  delete properties["format"];
}

/** In the format that the client asks for with `format`; after a write, in the one that was written. */
function showText(resource: StoredResource, _arm: Arm, request: ShowRequest): JsonObject {
  const format = request.written?.["format"] ?? request.url.searchParams.get("format") ?? "xml";
  const plain = String(format).toLowerCase().replace("-link", "");
  if (plain !== "xml" && plain !== "rawxml") {
    throw validationError({ target: "format", message: `The format '${plain}' is not one of xml, rawxml.` });
  }
  const raw = String(resource.properties["value"]);
  return { ...resource.properties, format: plain, value: plain === "xml" ? rawToXml(raw) : raw };
}

function surroundingsOf(arm: Arm, space: string, scope: Scope | undefined): PolicySurroundings {
  const collections = {
    fragment: "policyFragments",
    backend: "backends",
    certificate: "certificates",
    logger: "loggers",
  };
  return {
    scope,
    hasNamedValue: (name) =>
      listIn(arm.state, space, "namedValues").some((one) => one.properties["displayName"] === name),
    hasEntity: (kind, id) => findResource(arm.state, `${space}/${collections[kind]}/${id}`) !== undefined,
  };
}
