import type { ApiAnswer, ApiCall, ApiCaller } from "../../../src/domain/azure-cloud.ts";
import { Calls } from "./calls.ts";

/** What a fake API answers; the rest is filled in. */
export type Answering = (call: ApiCall) => Partial<ApiAnswer> & { readonly status: number };

/** An API in memory: `answer` decides, the calls are kept. */
export class InMemoryApiCaller implements ApiCaller {
  readonly calls = new Calls<"call">();
  /** Every call that was answered. */
  readonly received: ApiCall[] = [];
  private readonly answer: Answering;

  constructor(answer: Answering = () => ({ status: 200, reason: "OK" })) {
    this.answer = answer;
  }

  async call(call: ApiCall, signal: AbortSignal): Promise<ApiAnswer> {
    this.calls.begin("call", signal);
    this.received.push(call);
    return { reason: "", headers: {}, body: "", milliseconds: 1, ...this.answer(call) };
  }
}
