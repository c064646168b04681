import { XMLParser, XMLValidator } from "fast-xml-parser";
import {
  error,
  type ImportProblem,
  isObject,
  type JsonObject,
  type JsonValue,
  note,
} from "../api-description.ts";

/** A place where a service of a WSDL document is reached, in one way. */
export interface WsdlEndpoint {
  readonly service: string;
  readonly endpoint: string;
  readonly address: string | undefined;
  readonly operations: readonly string[];
  /** What keeps this one from being imported. */
  readonly problem: string | undefined;
}

/** A WSDL document, as far as it could be read; without endpoints there is at least one error. */
export interface ReadWsdl {
  readonly name: string | undefined;
  readonly endpoints: readonly WsdlEndpoint[];
  readonly problems: readonly ImportProblem[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

/** Reads the services of a WSDL 1.1 document. */
export function readWsdl(text: string): ReadWsdl {
  const failed = (message: string, where: Pick<ImportProblem, "place"> = {}): ReadWsdl => ({
    name: undefined,
    endpoints: [],
    problems: [error(message, where)],
  });
  const valid = XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (valid !== true) {
    const { msg, line, col } = valid.err;
    // of a text without an element there is no column
    const place = Number.isInteger(col) ? `line ${line}, column ${col}` : `line ${line}`;
    return failed(
      `The text is no XML: it cannot be read in ${place} (${msg.replace(/\.$/, "")}). Mend it there, or save it again from the tool that made it.`,
      { place: { line, column: Number.isInteger(col) ? col : 1 } },
    );
  }
  if (/<!ENTITY/i.test(text))
    return failed(
      "The document declares entities of its own, which are not read here. Write out what they stand for.",
    );
  const parsed = parse(text);
  if (parsed === undefined)
    return failed(
      "The document is nested too deep, or has names that no WSDL document has, to be read. Save it again from the tool that made it.",
    );
  const [root, value] = rootOf(parsed);
  if (root !== "definitions") return failed(foreignRoot(root));
  const definitions = isObject(value) ? value : {};
  const outside = outsideProblems(definitions);
  if (outside.length > 0) return { name: undefined, endpoints: [], problems: outside };
  const endpoints = [...endpointsOf(definitions)];
  if (endpoints.length === 0)
    return failed(
      "The document has no service with an endpoint (a port in WSDL 1.1), so there is nothing to import. Choose the document that has the services.",
    );
  return { name: attribute(definitions, "name"), endpoints, problems: policyNotes(text) };
}

/** `undefined` for what the parser refuses though it is XML: too many elements within one another, and names such as `__proto__`. */
function parse(text: string): unknown {
  try {
    const parsed: unknown = parser.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

function rootOf(parsed: unknown): readonly [name: string, value: JsonValue | undefined] {
  const entries = isObject(parsed) ? Object.entries(parsed) : [];
  return entries.find(([name]) => !name.startsWith("?")) ?? ["", undefined];
}

function foreignRoot(root: string): string {
  switch (root) {
    case "description":
      return "This is WSDL 2.0, which API Management does not import. Have the service give WSDL 1.1, whose root is definitions.";
    case "application":
      return "This is WADL, which is not imported here. Convert it to OpenAPI 3, then import that.";
    case "Edmx":
      return "This is the metadata of an OData service. OData APIs are not imported here; use the Azure portal for them.";
    case "schema":
      return "This is an XML schema without services. Choose the WSDL document that uses it, with the schema inside.";
    case "policies":
    case "fragment":
      return "This is a policy of API Management, not a description of an API. Open the policy of the API and put it there.";
    case "html":
      return "This is a web page, not a description of an API. Use the address of the document itself, often with ?wsdl behind it.";
    case "Envelope":
      return "This is a SOAP message, perhaps an error of the service. Use the address of the WSDL document, often with ?wsdl behind it.";
    default:
      return `The root of this XML is “${root}”, and of a WSDL document it is definitions. Choose another file.`;
  }
}

/** The service reads one document and follows nothing out of it. */
function outsideProblems(definitions: JsonObject): readonly ImportProblem[] {
  const imports = childrenOf(definitions, "import").flatMap((one) => attribute(one, "location") ?? []);
  const schemas = childrenOf(definitions, "types").flatMap((types) => childrenOf(types, "schema"));
  const inside = ["import", "include", "redefine"].flatMap((name) =>
    schemas
      .flatMap((schema) => childrenOf(schema, name))
      .flatMap((one) => attribute(one, "schemaLocation") ?? []),
  );
  const found = [...imports, ...inside];
  if (found.length === 0) return [];
  return [
    error(
      `The service follows no imports and includes: ${found.slice(0, 3).join(", ")}${found.length > 3 ? ` and ${found.length - 3} more` : ""}. Flatten everything into one WSDL document, then import that.`,
    ),
  ];
}

function* endpointsOf(definitions: JsonObject): Generator<WsdlEndpoint> {
  const bindings = byName(definitions, "binding");
  const portTypes = byName(definitions, "portType");
  const messages = byName(definitions, "message");
  for (const service of childrenOf(definitions, "service")) {
    for (const port of childrenOf(service, "port")) {
      const binding = bindings.get(localName(attribute(port, "binding")));
      const portType = portTypes.get(localName(binding && attribute(binding, "type")));
      const operations = (portType ? childrenOf(portType, "operation") : []).flatMap(
        (one) => attribute(one, "name") ?? [],
      );
      const [address] = childrenOf(port, "address").map((one) => attribute(one, "location"));
      yield {
        service: attribute(service, "name") ?? "",
        endpoint: attribute(port, "name") ?? "",
        address,
        operations,
        problem: problemOf(binding, portType, messages) ?? addressProblem(address),
      };
    }
  }
}

/** The service takes SOAP bindings in document/literal style with messages of one part. */
function problemOf(
  binding: JsonObject | undefined,
  portType: JsonObject | undefined,
  messages: ReadonlyMap<string, JsonObject>,
): string | undefined {
  if (!binding) return "Its binding is not in the document.";
  if (!portType) return "Its port type is not in the document.";
  const operations = childrenOf(binding, "operation");
  const soaps = childrenOf(binding, "binding");
  const transport = transportProblem(soaps);
  if (transport !== undefined) return transport;
  const styles = [...soaps, ...operations.flatMap((one) => childrenOf(one, "operation"))];
  if (styles.some((one) => attribute(one, "style") === "rpc"))
    return "It has RPC style; only document/literal is taken.";
  const bodies = operations.flatMap((one) =>
    ["input", "output"].flatMap((name) => childrenOf(one, name).flatMap((side) => childrenOf(side, "body"))),
  );
  if (bodies.some((body) => attribute(body, "use") === "encoded"))
    return "Its messages are encoded; only document/literal is taken.";
  const several = childrenOf(portType, "operation")
    .flatMap((one) => ["input", "output"].flatMap((name) => childrenOf(one, name)))
    .map((side) => localName(attribute(side, "message")))
    .find((name) => childrenOf(messages.get(name) ?? {}, "part").length > 1);
  return several === undefined ? undefined : `Its message “${several}” has several parts; only one is taken.`;
}

/** The transports of SOAP 1.1 and 1.2 over HTTP end so; others are those of TCP, pipes, queues and mail. */
const overHttp = /\/http\/?$/i;

function transportProblem(bindings: readonly JsonObject[]): string | undefined {
  if (bindings.some((one) => attribute(one, "verb") !== undefined)) return "It speaks plain HTTP, not SOAP.";
  const [transport] = bindings.flatMap((one) => attribute(one, "transport") ?? []);
  if (transport === undefined) return "Its binding names no transport of SOAP; only SOAP over HTTP is taken.";
  return overHttp.test(transport)
    ? undefined
    : `Its transport is ${transport}; only SOAP over HTTP is taken.`;
}

function addressProblem(address: string | undefined): string | undefined {
  const [, scheme] = /^([a-z][a-z\d+.-]*):\/\//i.exec(address ?? "") ?? [];
  return scheme === undefined || /^https?$/i.test(scheme)
    ? undefined
    : `It is reached by ${scheme}; only SOAP over HTTP is taken.`;
}

function policyNotes(text: string): readonly ImportProblem[] {
  return /<(?:\w+:)?(?:Policy|PolicyReference|UsingPolicy|UsingAddressing)[\s/>]/.test(text)
    ? [
        note(
          "The document asks for WS-* policies, such as WS-Security or WS-Addressing. The service does nothing for them: callers and backend have to agree on them by themselves.",
        ),
      ]
    : [];
}

function byName(definitions: JsonObject, kind: string): ReadonlyMap<string, JsonObject> {
  return new Map(childrenOf(definitions, kind).map((one) => [attribute(one, "name") ?? "", one]));
}

/** The children of that name; the parser gives one by itself, and several as a list. */
function childrenOf(element: JsonObject, name: string): readonly JsonObject[] {
  const value = element[name];
  const list: readonly (JsonValue | undefined)[] = Array.isArray(value) ? value : [value];
  return list.filter(isObject);
}

function attribute(element: JsonObject, name: string): string | undefined {
  const value = element[`@${name}`];
  return typeof value === "string" ? decoded(value) : undefined;
}

const named: ReadonlyMap<string, string> = new Map([
  ["quot", '"'],
  ["apos", "'"],
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
]);

/** With the characters that references stand for; documents with entities of their own are refused. */
function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named.get(name) ?? whole;
    const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function localName(qualified: string | undefined): string {
  return qualified?.slice(qualified.indexOf(":") + 1) ?? "";
}
