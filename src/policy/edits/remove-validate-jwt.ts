import type { TextEdit } from "../../core/edit.ts";
import type { PolicyDocument } from "../syntax/index.ts";
import { includesValue, type JwtLink, type LinkValue, readJwtLinks } from "./jwt-links.ts";
import { wholeLines } from "./layout.ts";
import { refuseBrokenDocument } from "./refuse-broken.ts";

/** The link to undo. */
export interface RemoveValidateJwtOptions {
  readonly discoveryUrl: string;
  readonly audience: string;
  /** Removed with the discovery address when the element accepts tokens of other tenants as well. */
  readonly issuer?: string;
}

/**
 * The edits after which no `validate-jwt` of the inbound section accepts tokens of that address for that audience:
 * the element goes, or, when it accepts other audiences or other tenants too, only its part. None when there is no
 * such element.
 *
 * @throws Failure `invalid-input` when the document is malformed.
 */
export function removeValidateJwt(
  document: PolicyDocument,
  options: RemoveValidateJwtOptions,
): readonly TextEdit[] {
  if (document.root === undefined) return [];
  refuseBrokenDocument(document);
  return readJwtLinks(document)
    .filter((link) => accepts(link, options))
    .flatMap((link) => partsToRemove(link, options))
    .map((part) => ({ span: wholeLines(document.text, part.span), newText: "" }));
}

function accepts({ discoveryUrls, audiences }: JwtLink, options: RemoveValidateJwtOptions): boolean {
  return discoveryUrls.includes(options.discoveryUrl) && audiences.includes(options.audience);
}

function partsToRemove({ element, entries }: JwtLink, options: RemoveValidateJwtOptions) {
  const audiences = split(entries.audiences, options.audience);
  if (audiences.others.length > 0) return audiences.same;
  const addresses = split(entries.discoveryUrls, options.discoveryUrl);
  if (addresses.others.length === 0) return [element];
  const { issuer } = options;
  const issuers = issuer === undefined ? undefined : split(entries.issuers, issuer);
  return [...addresses.same, ...(issuers && issuers.others.length > 0 ? issuers.same : [])];
}

function split(values: readonly LinkValue[], wanted: string) {
  const isSame = (each: LinkValue) => {
    const includes = includesValue([each], wanted);
    return includes.known && includes.value;
  };
  return {
    same: values.filter(isSame).map(({ element }) => element),
    others: values.filter((each) => !isSame(each)),
  };
}
