import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { hasChosenId, namedFields } from "../../../src/documents/names.ts";
import { type FieldSchema, schemaOf } from "../../../src/documents/schemas.ts";
import { kinds } from "../../../src/resources/all-kinds.ts";
import type { Kind } from "../../../src/resources/kind.ts";
import { Contracts } from "../../support/contracts/contract.ts";
import { type WritableField, writableFields } from "../../support/contracts/writable-fields.ts";

/** What a schema says of a field, as far as others say it too. */
interface Property extends FieldSchema {
  readonly maxLength?: number;
  readonly writeOnly?: boolean;
  readonly "x-immutable"?: boolean;
  readonly "x-set"?: boolean | string;
}

interface Exception {
  /** The kind's document. */
  readonly document: string;
  /** The field in the service's words. */
  readonly field: string;
  readonly reason: string;
}

/** Where a kind or its schema says something else than the contract of its service. */
const exceptions: readonly Exception[] = [
  {
    document: "auth0-api",
    field: "token_lifetime_for_web",
    reason: "In no body of the contract; the service takes it and gives it back (recorded).",
  },
  {
    document: "application",
    field: "oidc_backchannel_logout",
    reason: "An older name of a part of oidc_logout: whoever sends both is refused.",
  },
  {
    document: "application",
    field: "third_party_security_mode",
    reason: "A change may have it by the contract; the service refuses that with 400.",
  },
  {
    document: "auth0-user",
    field: "connection",
    reason: "Fixed once created; a change has it to say which identity it is of.",
  },
  {
    document: "auth0-user",
    field: "user_id",
    reason: "Who makes a user here leaves the id to the service.",
  },
  {
    document: "auth0-user",
    field: "verify_email",
    reason: "Sends a mail; nothing of the user is set by it.",
  },
  {
    document: "auth0-user",
    field: "verify_phone_number",
    reason: "Sends a text; nothing of the user is set by it.",
  },
  {
    document: "auth0-user",
    field: "client_id",
    reason: "Says which application a mail is about; nothing of the user is set by it.",
  },
  {
    document: "connection",
    field: "enabled_clients",
    reason: "Deprecated, refused by newer tenants: enabled applications have a list of their own.",
  },
  {
    document: "authorization-server",
    field: "grantTypes",
    reason: "authorizationCodeWithPkce is not in the contract's list; service and portal know it.",
  },
  {
    document: "named-value",
    field: "secret",
    reason:
      "A change may have it by the contract; a secret that ceases to be one would be shown to everybody.",
  },
  {
    document: "named-value",
    field: "secretValue",
    reason:
      "The service's own value, by a name of its own where it is a secret: one field is shown, one never.",
  },
  {
    document: "credential-provider",
    field: "displayName",
    reason: "By the contract it may be left out; nobody would find such a provider again.",
  },
  {
    document: "credential-provider",
    field: "identityProvider",
    reason: "Another PUT may have it by the contract; connections of the old one would be of no use.",
  },
  {
    document: "credential-provider",
    field: "clientSecret",
    reason: "Part of oauth2 by the contract; it stands apart, since a secret is in no document.",
  },
  ...["type", "externalId"].map((field) => ({
    document: "apim-group",
    field,
    reason: "By the contract a change may have it; a group of another directory is another one.",
  })),
  ...["authorizationType", "oauth2grantType"].map((field) => ({
    document: "credential-connection",
    field,
    reason: "By the contract another PUT may have it; a connection of another sort is another one.",
  })),
  {
    document: "credential-connection",
    field: "clientSecret",
    reason: "Part of parameters by the contract; it stands apart, since a secret is in no document.",
  },
  ...["status", "error"].map((field) => ({
    document: "credential-connection",
    field,
    reason: "Said by the service, though the contract does not call it read-only.",
  })),
  ...["format", "value", "wsdlSelector", "apiType", "translateRequiredQueryParameters"].map((field) => ({
    document: "apim-api",
    field,
    reason: "An import, which replaces operations and has a command of its own.",
  })),
  ...["sourceApiId", "apiVersionSet"].map((field) => ({
    document: "apim-api",
    field,
    reason: "How revisions and versions begin, which is no setting.",
  })),
  ...["type", "apiRevision", "apiVersion", "apiVersionSetId"].map((field) => ({
    document: "apim-api",
    field,
    reason: "A change may have it by the contract; it would move all callers, and is not made by the way.",
  })),
  {
    document: "apim-api",
    field: "isCurrent",
    reason: "The service says it; a release changes it.",
  },
  ...["authenticationSettings", "oAuth2AuthenticationSettings", "openidAuthenticationSettings"].map(
    (field) => ({
      document: "apim-api",
      field,
      reason:
        "The two lists stand in the document by themselves; the single forms exclude them and are never sent.",
    }),
  ),
  ...["value", "format"].map((field) => ({
    document: "policy-fragment",
    field,
    reason: "Its text is a policy, and is edited as one.",
  })),
  {
    document: "connection",
    field: "enabledApplications",
    reason: "A list with a route of its own, by the clients' ids; in no body of the connection itself.",
  },
];

const documentable = kinds.filter(({ document }) => document !== undefined);

function propertiesOf(kind: Kind): ReadonlyMap<string, Property> {
  const properties: Readonly<Record<string, Property>> = schemaOf(kind)?.properties ?? {};
  return new Map(Object.entries(properties));
}

suite("schemas of documents", () => {
  for (const kind of documentable) {
    const properties = propertiesOf(kind);
    const written = [...properties].filter(([, { readOnly }]) => !readOnly);

    test(`${kind.noun}: has each field of the kind, and no other that can be written`, () => {
      const names = namedFields(kind).map(({ name }) => name);
      const expected = hasChosenId(kind) ? ["id", ...names] : names;
      assert.deepEqual(
        written.map(([name]) => name),
        expected,
      );
    });

    test(`${kind.noun}: says what is fixed, secret or a set, as the kind does`, () => {
      for (const { name, field } of namedFields(kind)) {
        const property = properties.get(name);
        assert.equal(property?.["x-immutable"] ?? false, field.fixed ?? false, name);
        assert.equal(property?.writeOnly ?? false, field.secret ?? false, name);
        assert.equal(property?.["x-set"], field.set && (field.set.key ?? true), name);
      }
    });

    test(`${kind.noun}: helps with each field`, () => {
      for (const [name, { markdownDescription, description }] of properties)
        assert.match(markdownDescription ?? description ?? "", /^[A-Z].{10,}/s, name);
    });
  }
});

suite("kinds and the official contracts", () => {
  const folder = process.env["CONTRACTS_DIR"];
  setup(function () {
    if (!folder) this.skip();
  });

  for (const kind of documentable) {
    test(`${kind.noun}: every field that the service lets be written is one of the kind, and the other way`, () => {
      const found = [...differences(kind, writableFields(new Contracts(folder ?? ""), kind.id))];
      const excused = exceptions
        .filter(({ document }) => document === kind.document)
        .map(({ field }) => field);
      const surprising = found.filter(([field]) => !excused.includes(field));
      assert.deepEqual(surprising, [], "mend the kind and its schema, or name the exception with its reason");
      const needless = excused.filter((field) => !found.some(([name]) => name === field));
      assert.deepEqual(needless, [], "there is no difference any more that these exceptions excuse");
    });
  }
});

/** What kind, schema and contract say differently, by field. */
function differences(
  kind: Kind,
  contract: ReadonlyMap<string, WritableField>,
): ReadonlyMap<string, readonly string[]> {
  const fields = new Map(namedFields(kind).map(({ name, field }) => [name, field]));
  const properties = propertiesOf(kind);
  const required = schemaOf(kind)?.required ?? [];
  const of = (name: string): readonly string[] => {
    const [field, said, property] = [fields.get(name), contract.get(name), properties.get(name)];
    if (!said) return ["The contract lets nobody write it."];
    if (!field) return ["The contract lets it be written, and the kind has no such field."];
    return [
      ...(said.isFixed === (field.fixed ?? false) ? [] : [`By the contract it is fixed: ${said.isFixed}.`]),
      ...(said.isRequired === required.includes(name)
        ? []
        : [`By the contract it is required: ${said.isRequired}.`]),
      ...(field.secret ||
      isSame(said.values, valuesOf(property)) ||
      (isOpen(property) && said.values.length === 0)
        ? []
        : [`By the contract it is one of ${said.values}, by the schema one of ${valuesOf(property)}.`]),
      ...(valuesOf(property).length === 0 || field.secret || said.isExtensible === isOpen(property)
        ? []
        : [`By the contract other values are ${said.isExtensible ? "possible" : "refused"}.`]),
      ...(field.secret || said.maxLength === property?.maxLength
        ? []
        : [
            `By the contract its greatest length is ${said.maxLength}, by the schema ${property?.maxLength}.`,
          ]),
    ];
  };
  const all = [...new Set([...fields.keys(), ...contract.keys()])].map((name) => [name, of(name)] as const);
  return new Map(all.filter(([, found]) => found.length > 0));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}

/** Whether a field, or its list, takes other texts than those that its schema offers. */
function isOpen(property: FieldSchema | undefined): boolean {
  const parts = [property, ...(property?.anyOf ?? []), ...(property?.oneOf ?? [])];
  if (property?.items) return isOpen(property.items);
  return parts.some((one) => one?.type === "string" && !one.enum && !one.anyOf && !one.oneOf);
}

/** What may stand in a field, or in its list. */
function valuesOf(property: FieldSchema | undefined): readonly string[] {
  const parts = [property, ...(property?.anyOf ?? []), ...(property?.oneOf ?? [])];
  const own = parts.flatMap((one) => one?.enum ?? []).map(String);
  return [...own, ...(property?.items ? valuesOf(property.items) : [])];
}
