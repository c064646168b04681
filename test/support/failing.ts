import assert from "node:assert/strict";
import { Failure, type FailureCode } from "../../src/core/failure.ts";

/** The failure that `work` ends in, which must have this code and say all of `words` in message or remedy. */
export async function failsWith(
  code: FailureCode,
  work: Promise<unknown>,
  ...words: readonly (string | RegExp)[]
): Promise<Failure> {
  const failure = await work.then(
    () => assert.fail(`It should have failed with ${code}.`),
    (error: unknown) => error,
  );
  if (!(failure instanceof Failure)) throw failure;
  assert.equal(failure.code, code, failure.text);
  for (const word of words) {
    const says = typeof word === "string" ? failure.text.includes(word) : word.test(failure.text);
    assert.ok(says, `“${failure.text}” should say ${word}`);
  }
  return failure;
}
