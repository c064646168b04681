import type { Fault, PartName } from "../../../src/sandbox/faults.ts";

type Effect = Omit<Fault, "service" | "path" | "method" | "count">;

/** One way in which a request goes wrong. */
export interface NamedFault {
  readonly name: string;
  /** In the words of that cloud. */
  effectOn(service: PartName): Effect;
}

/** How long it goes wrong. */
export type Extent =
  /** One request. */
  | "once"
  /** This write, until the fault is lifted. */
  | "lasting"
  /** Whatever is asked of that cloud from this write on, reads included, until the fault is lifted. */
  | "outage";

export const extents: readonly Extent[] = ["once", "lasting", "outage"];

const page = "<html><head><title>504 Gateway Time-out</title></head><body>nginx</body></html>";
const html = { "content-type": "text/html" };

/** Of requests that were not carried out, and of requests that were. */
const answers: readonly NamedFault[] = [
  always("reset", { reset: true }),
  refusal("500", 500),
  always("504 with a page", { status: 504, headers: html, body: page }),
  always("malformed", { status: 200, headers: { "content-type": "application/json" }, body: '{"id": ' }),
  always("HTML", { status: 200, headers: html, body: page }),
  always("empty", { status: 200 }),
  always("another resource", { status: 200, body: { id: "other", name: "other" } }),
  always("cut off", { status: 200, body: { id: "x", name: "cut" }, cutOff: true }),
  always("hang", { hang: true }),
];

/** What a cloud, or what stands before it, answers without having done anything. */
const refusals: readonly NamedFault[] = [
  ...[401, 403, 409, 412].map((status) => refusal(String(status), status)),
  refusal("429", 429),
  refusal("429 with Retry-After", 429, { "retry-after": "0" }),
];

/** Every fault, told by whether the request took effect. */
export const namedFaults: readonly NamedFault[] = [
  ...[...answers, ...refusals].map(({ name, effectOn }) => ({
    name: `${name}, before it took effect`,
    effectOn,
  })),
  ...answers.map(({ name, effectOn }) => ({
    name: `${name}, after it took effect`,
    effectOn: (service: PartName) => ({ ...effectOn(service), after: true as const }),
  })),
];

function always(name: string, effect: Effect): NamedFault {
  return { name, effectOn: () => effect };
}

function refusal(name: string, status: number, headers: Readonly<Record<string, string>> = {}): NamedFault {
  const message = "Refused by the fault.";
  const azure = { error: { code: "Refused", message } };
  const auth0 = { statusCode: status, error: "Refused", message };
  return { name, effectOn: (service) => ({ status, headers, body: service === "auth0" ? auth0 : azure }) };
}
