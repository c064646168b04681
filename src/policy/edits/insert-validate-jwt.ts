import type { TextEdit } from "../../core/edit.ts";
import type { PolicyDocument } from "../syntax/index.ts";
import { amendValidateJwt } from "./amend-validate-jwt.ts";
import { inboundOf, insertLines } from "./insert-inbound.ts";
import { validateJwtLines } from "./jwt-block.ts";
import { readJwtLinks } from "./jwt-links.ts";
import { refuseUnsafeTexts, type ValidateJwtOptions } from "./jwt-options.ts";
import { layoutOf } from "./layout.ts";

/**
 * The edits after which `document` accepts tokens as `options` say, every other character as it was: a `validate-jwt`
 * behind `<base />` and behind every `cors` of the inbound section, or as little as is missing in the one that names the
 * same discovery address there. None when nothing is missing. An empty text becomes a whole document.
 *
 * @throws Failure `invalid-input` when the document is malformed, is no `<policies>`, or an option cannot be written.
 */
export function insertValidateJwt(
  document: PolicyDocument,
  options: ValidateJwtOptions,
): readonly TextEdit[] {
  refuseUnsafeTexts(options);
  const layout = layoutOf(document);
  const lines = validateJwtLines(options, layout);
  const inbound = document.root && inboundOf(document);
  const sameTenant = readJwtLinks(document).filter(
    ({ element, discoveryUrls }) =>
      inbound && element.parent === inbound && discoveryUrls.includes(options.discoveryUrl),
  );
  const present = sameTenant.find(({ audiences }) => audiences.includes(options.audience)) ?? sameTenant[0];
  if (present) return amendValidateJwt(document, present, options, layout);
  const { corsFragments } = options;
  return [insertLines(document, lines, layout, { place: "check", ...(corsFragments && { corsFragments }) })];
}
