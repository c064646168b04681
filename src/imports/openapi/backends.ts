import { isObject, type JsonObject, listIn, objectIn, textIn } from "../api-description.ts";

/**
 * The addresses of the backend that a document names, those over https first. What is relative is seen from where the document
 * was found (`source`), and is none where that is not known.
 */
export function backendsOf(document: JsonObject, source: string | undefined): readonly string[] {
  const written = document["swagger"] === undefined ? serversOf(document) : hostsOf(document, source);
  const whole = written.flatMap((url) => absolute(url, source));
  const unique = [...new Set(whole)];
  const isSecure = (url: string) => url.startsWith("https:");
  return [...unique.filter(isSecure), ...unique.filter((url) => !isSecure(url))];
}

/** The document as it is sent: the backend that the person chose is the only one in it, so that the service takes no other. */
export function withBackend(document: JsonObject, backend: string | undefined): JsonObject {
  if (document["swagger"] === undefined) {
    const { servers: _, ...rest } = document;
    return backend === undefined ? rest : { ...rest, servers: [{ url: backend }] };
  }
  const { host: _, basePath: __, schemes: ___, ...rest } = document;
  if (backend === undefined) return rest;
  const { protocol, host, pathname } = new URL(backend);
  return { ...rest, host, basePath: pathname, schemes: [protocol.replace(":", "")] };
}

function serversOf(document: JsonObject): readonly string[] {
  return listIn(document, "servers").flatMap((server) => {
    const url = isObject(server) ? textIn(server, "url") : undefined;
    return url === undefined || !isObject(server) ? [] : [filled(url, objectIn(server, "variables"))];
  });
}

/** With the default of each variable; one without a default stays as it is, and the address counts as none. */
function filled(url: string, variables: JsonObject): string {
  return url.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = objectIn(variables, name)["default"];
    return value === undefined || value === null ? whole : String(value);
  });
}

function hostsOf(document: JsonObject, source: string | undefined): readonly string[] {
  const from = source !== undefined && URL.canParse(source) ? new URL(source) : undefined;
  const [scheme, host] = hostIn(document);
  const path = (textIn(document, "basePath") ?? "").trim();
  // a whole address in the place of a path says nothing that could be relied on
  if ((host ?? from?.host) === undefined || path.includes("://")) return [];
  const given = listIn(document, "schemes").filter((one) => typeof one === "string");
  const schemes = given.length > 0 ? given : [scheme ?? from?.protocol.replace(":", "") ?? "https"];
  return schemes.map((one) => `${one}://${host ?? from?.host}/${path.replace(/^\/+/, "")}`);
}

/** The host, and its scheme: some write a whole address where the host alone belongs. */
function hostIn(document: JsonObject): readonly [scheme: string | undefined, host: string | undefined] {
  const written = textIn(document, "host")?.trim() ?? "";
  const [, scheme, host] = /^(?:(https?|wss?):\/\/)?([^/?#].*)$/i.exec(written) ?? [];
  return [scheme?.toLowerCase(), host?.split("/").filter(Boolean).join("/")];
}

/** The longest address of a backend (contract `ApiContractProperties`). */
const longest = 2000;

function absolute(url: string, source: string | undefined): readonly string[] {
  if (url.length > longest || /[{}]/.test(url)) return [];
  const base = source !== undefined && URL.canParse(source) ? source : undefined;
  if (!URL.canParse(url, base)) return [];
  const { protocol, href } = new URL(url, base);
  return /^(?:https?|wss?):$/.test(protocol) ? [href.replace(/\/+$/, "")] : [];
}
