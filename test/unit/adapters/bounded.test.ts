import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { repeatingFetch } from "../../../src/adapters/auth0/repeating-fetch.ts";
import { AnswerTooLong, bounded, mostOfAnswer } from "../../../src/adapters/bounded.ts";

/** A body that has no end, and counts what was asked of it. */
function endless(): { readonly body: ReadableStream<Uint8Array>; readonly given: () => number } {
  let given = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      given += 1024 * 1024;
      stream.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  return { body, given: () => given };
}

suite("answers of limited length", () => {
  test("are read as they are up to the limit", async () => {
    const init = { status: 201, headers: { etag: '"1"' } };
    const same = bounded(new Response("häuser", init), 7);
    assert.deepEqual([await same.text(), same.status, same.headers.get("etag")], ["häuser", 201, '"1"']);
    await assert.rejects(bounded(new Response("häuser!"), 7).text(), AnswerTooLong);
    assert.equal(bounded(new Response(null, { status: 204 }), 7).status, 204);
  });

  test("are not read further once they are too long", async () => {
    const { body, given } = endless();
    await assert.rejects(bounded(new Response(body), 3 * 1024 * 1024).text(), AnswerTooLong);
    assert.ok(given() < 16 * 1024 * 1024, `${given()}`);
  });

  test("come from Auth0, too", async () => {
    const { body, given } = endless();
    const answer = await repeatingFetch(async () => new Response(body), 10_000)("https://contoso.example/");
    await assert.rejects(answer.text(), AnswerTooLong);
    assert.ok(given() < 2 * mostOfAnswer, `${given()}`);
  });
});
