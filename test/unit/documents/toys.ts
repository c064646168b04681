import type { DocumentSchema } from "../../../src/documents/schemas.ts";
import type { Json, Kind, Stored } from "../../../src/resources/kind.ts";

/** A gate that is opened with a secret: something of everything that a field can be. */
export interface Gate {
  readonly displayName: string;
  readonly clientId: string;
  readonly authorizationEndpoint: string;
  readonly colour?: string;
  readonly height?: number;
  readonly isOpen?: boolean;
  readonly keepers?: readonly string[];
  readonly lanes?: readonly { readonly value: string; readonly description?: string }[];
  readonly lamp?: { readonly [name: string]: Json };
  readonly maker?: string;
  readonly clientSecret?: string;
  readonly masterKey?: string;
}

export const gate: Kind<Gate> = {
  id: "toy-gate",
  cloud: "azure",
  noun: "gate",
  plural: "Gates",
  icon: "tag",
  document: "gate",
  fields: {
    displayName: { label: "Name" },
    clientId: { label: "Client id" },
    clientSecret: { label: "Client secret", secret: true },
    authorizationEndpoint: { label: "Authorization endpoint" },
    colour: { label: "Colour", name: "color" },
    height: { label: "Height" },
    isOpen: { label: "Open", name: "is_open" },
    keepers: { label: "Keepers", set: {} },
    lanes: { label: "Lanes", set: { key: "value" } },
    lamp: { label: "Lamp" },
    maker: { label: "Maker", fixed: true },
    masterKey: { label: "Master key", name: "master_key", secret: true },
  },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  rights: { create: "gates", update: "gates", delete: "gates" },
};

/** What a service says about gates. */
export const gateSchema: DocumentSchema = JSON.parse(`{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "additionalProperties": false,
  "required": ["id", "displayName", "clientId", "authorizationEndpoint"],
  "properties": {
    "id": { "type": "string", "maxLength": 80, "description": "Part of the address. Lower-case is best." },
    "displayName": { "type": "string", "maxLength": 10, "description": "What people see." },
    "clientId": { "type": "string" },
    "clientSecret": { "type": "object", "writeOnly": true },
    "authorizationEndpoint": { "type": "string", "format": "uri", "default": "https://" },
    "color": { "enum": ["red", "green", null], "description": "Red unless said otherwise." },
    "height": { "type": ["number", "null"], "minimum": 0 },
    "is_open": { "type": "boolean" },
    "keepers": { "type": "array", "uniqueItems": true, "items": { "type": "string", "minLength": 1 } },
    "lanes": { "type": "array", "items": { "type": "object", "required": ["value"], "properties": { "value": { "type": "string" }, "description": { "type": "string" } } } },
    "lamp": { "type": "object" },
    "maker": { "type": "string" },
    "master_key": { "type": "object", "writeOnly": true },
    "created_at": { "type": "string", "readOnly": true }
  }
}`);

export const owner = "sub/group/instance";

/** One that is there. */
export function gateOf(value: Partial<Gate> = {}, id = "north"): Stored<Gate> {
  const plain = {
    displayName: "North",
    clientId: "abc",
    authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=x",
  };
  return { ref: { kind: gate.id, owner, id }, value: { ...plain, ...value }, version: '"1"' };
}

/** A shop, which is known by its name. */
export interface Shop {
  readonly name: string;
  readonly goods?: readonly string[];
  readonly till?: string;
}

export const shop: Kind<Shop> = {
  id: "toy-shop",
  cloud: "auth0",
  noun: "shop",
  plural: "Shops",
  icon: "tag",
  document: "shop",
  fields: {
    name: { label: "Name", fixed: true, ask: { prompt: "Name" } },
    goods: { label: "Goods", set: {} },
    till: { label: "Till", secret: true },
  },
  identity: { by: "fields", fields: ["name"], unique: true },
  titleOf: ({ name }, { id }) => name ?? id ?? "",
  rights: { create: "shops", update: "shops", delete: "shops" },
};

export const corner: Stored<Shop> = {
  ref: { kind: shop.id, owner: "contoso.eu.auth0.com", id: "s1" },
  value: { name: "Corner", goods: ["bread"] },
};
