/** What an answer of a cloud has at most, in bytes: pages of lists and whole documents have a few MB. */
export const mostOfAnswer = 64 * 1024 * 1024;

/** An answer of more bytes than whoever reads it takes. */
export class AnswerTooLong extends Error {
  override readonly name = "AnswerTooLong";

  constructor(readonly most: number) {
    super(`The answer has more than ${most} bytes.`);
  }
}

/** `response`, whose body fails with {@link AnswerTooLong} once more than `most` bytes have come; the rest is not waited for. */
export function bounded(response: Response, most: number): Response {
  if (!response.body) return response;
  let bytes = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > most) controller.error(new AnswerTooLong(most));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers, url } = response;
  const same = new Response(response.body.pipeThrough(counting), { status, statusText, headers });
  // a response that is made here has no address of its own
  return Object.defineProperty(same, "url", { value: url });
}
