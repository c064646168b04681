import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { known, unknown } from "../../../../src/core/known.ts";
import { touches } from "../../../../src/core/span.ts";
import { type Completion, complete } from "../../../../src/policy/features/complete/index.ts";
import { hover } from "../../../../src/policy/features/hover.ts";
import { lint, parsePolicy } from "../../../../src/policy/index.ts";
import { documents } from "./support/documents.ts";
import { liveWith, tenantWith } from "./support/offers.ts";
import { accepted, readSnippet } from "./support/snippet-reader.ts";

const live = {
  ...tenantWith("acme.eu.auth0.com", { "https://orders.example.com": ["read:orders", 'it\'s "<&>"'] }),
  namedValues: known([{ displayName: "host", secret: true, value: unknown }]),
  fragments: known(["f'1"]),
};

/** Offers that are inserted into a document as it is, with no other change to come: no renamed tags, no code. */
function isWhole({ kind, insertText, documentation }: Completion, document: string, start: number): boolean {
  if (documentation === "C# keyword.") return false;
  if (kind === "policy" || kind === "element") return insertText.startsWith("<") && document[start] !== "<";
  return kind === "attribute" || kind === "value" || kind === "live-value";
}

/** One offer of each kind and shape at `offset`: they are made alike. */
function samples(offers: readonly Completion[]): readonly Completion[] {
  const seen = new Map(offers.map((offer) => [`${offer.kind} ${offer.isSnippet}`, offer]));
  return [...seen.values()];
}

suite("at every offset of real-looking documents", () => {
  for (const [name, text] of Object.entries(documents)) {
    const document = parsePolicy(text);

    test(`${name} has no errors`, () => {
      assert.deepEqual(document.problems, []);
      assert.deepEqual(
        lint(document).filter(({ severity }) => severity === "error"),
        [],
      );
    });

    test(`${name}: what is offered is about the cursor, readable, and named once`, () => {
      for (let offset = 0; offset <= text.length; offset += 1) {
        const offers = complete(document, offset, { live });
        for (const { span, insertText, isSnippet } of offers) {
          assert.ok(touches(span, offset), `offset ${offset}`);
          if (isSnippet) readSnippet(insertText);
          else assert.ok(insertText.length > 0);
        }
        const names = offers.map(({ label, kind, detail }) => `${label} ${kind} ${detail}`);
        assert.equal(new Set(names).size, names.length, `offset ${offset}: ${names.join()}`);
      }
    });

    test(`${name}: what is accepted leaves no broken text`, () => {
      for (let offset = 0; offset <= text.length; offset += 1) {
        for (const offer of samples(complete(document, offset, { live }))) {
          if (!isWhole(offer, text, offer.span.start)) continue;
          const newText = offer.isSnippet ? accepted(offer.insertText) : offer.insertText;
          const after = parsePolicy(applyEdits(text, [{ span: offer.span, newText }]));
          assert.deepEqual(after.problems, [], `${offset} ${offer.label}`);
        }
      }
    });

    test(`${name}: what is said is about the place under the pointer`, () => {
      let said = 0;
      for (let offset = 0; offset <= text.length; offset += 1) {
        const found = hover(document, offset, liveWith({}));
        if (!found) continue;
        said += 1;
        assert.ok(touches(found.span, offset), `offset ${offset}`);
        assert.ok(found.span.end > found.span.start && found.text.length > 0);
      }
      assert.ok(said > text.length / 8, `only ${said} of ${text.length}`);
    });

    test(`${name}, cut off anywhere: completion and hover answer`, () => {
      for (let end = 0; end <= text.length; end += 1) {
        const cut = parsePolicy(text.slice(0, end));
        for (const { span } of complete(cut, end, { live })) assert.ok(touches(span, end), `cut at ${end}`);
        const found = hover(cut, end);
        assert.ok(found === undefined || touches(found.span, end), `cut at ${end}`);
      }
    });
  }
});
