/** A request as a test sees it. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** What a fake answers. */
export interface Answered {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A `fetch` that answers from `answer`; what it throws is a failed connection. */
export function answering(answer: (asked: Asked) => Answered): typeof globalThis.fetch {
  return async (input, init) => {
    const {
      status = 200,
      json,
      text,
      headers,
    } = answer({
      method: init?.method ?? "GET",
      url: String(input),
      body: typeof init?.body === "string" ? init.body : "",
    });
    const isJson = json !== undefined;
    return new Response(isJson ? JSON.stringify(json) : (text ?? null), {
      status,
      headers: { "content-type": isJson ? "application/json" : "text/html", ...headers },
    });
  };
}

/** The error of Node's `fetch` when a connection failed with `code`. */
export function connectionError(code: string): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}
