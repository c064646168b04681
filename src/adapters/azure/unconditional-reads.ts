interface Request {
  readonly method: string;
  readonly headers: { delete(name: string): void };
}

/**
 * A policy for the SDK's pipeline that lets reads set no conditions. While the SDK looks how far a write is it repeats the headers
 * of the write, and `If-None-Match: *` or the ETag of before would refuse what was just written.
 */
export const unconditionalReads = {
  name: "readsSetNoConditions",
  sendRequest<Req extends Request, Res>(request: Req, next: (request: Req) => Promise<Res>): Promise<Res> {
    if (request.method === "GET" || request.method === "HEAD") {
      request.headers.delete("If-Match");
      request.headers.delete("If-None-Match");
    }
    return next(request);
  },
};
