import type { Kind } from "../resources/kind.ts";
import { type SecretWish, secretWishes } from "./document.ts";
import { applicationFields } from "./from-application.ts";
import type { NamedField } from "./names.ts";
import { type DocumentSchema, fieldSchema } from "./schemas.ts";

/** What may become of a secret: what its schema offers, and its application's secret only where documents name one. */
export function wishesFor(
  kind: Kind,
  { path, name }: Pick<NamedField, "path" | "name">,
  schema: DocumentSchema | undefined,
): readonly SecretWish[] {
  const offered = fieldSchema(schema, name)?.properties?.["secret"]?.enum;
  return secretWishes.filter((wish) => {
    if (wish === "from-application" && !applicationFields(kind, path)) return false;
    return offered?.includes(wish) ?? true;
  });
}
