import json from "../../../schemas/policies.json" with { type: "json" };
import type { AttributeFacts, AttributeGroup, Content, GatewayKind } from "./model.ts";

/** An element as `schemas/policies.json` has it; `schemas/policies.schema.json` describes the file. */
export interface ElementRow {
  readonly description?: string;
  readonly min?: number;
  readonly max?: number;
  readonly attributes?: Readonly<Record<string, Omit<AttributeFacts, "name">>>;
  readonly children?: Readonly<Record<string, ElementRow>>;
  readonly order?: "sequence" | "any";
  readonly content?: Content;
  readonly groups?: readonly AttributeGroup[];
  /** The facts are those of the policy of this name. */
  readonly policy?: true;
}

/** A policy as the file has it. */
export interface PolicyRow extends ElementRow {
  readonly title: string;
  readonly description: string;
  readonly page?: string;
  readonly sections?: readonly string[];
  readonly scopes?: readonly string[];
  readonly gateways?: readonly GatewayKind[];
  readonly once?: true;
}

interface PoliciesFile {
  readonly document: Readonly<Record<string, { readonly description: string }>>;
  readonly common: Readonly<Record<string, Omit<AttributeFacts, "name">>>;
  readonly policies: Readonly<Record<string, PolicyRow>>;
}

const parsed: unknown = json;

/** The data behind the facts. A test holds it to its schema, so it is not checked again here. */
export const policiesFile = parsed as PoliciesFile;
