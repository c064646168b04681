import { isObject, type Json, type JsonObject } from "../json.ts";
import { checkPayload, shape } from "./payload.ts";
import { invalidBody, Problem } from "./problem.ts";
import { objectBody, type Router, type Tenant } from "./router.ts";
import { settingsDocuments } from "./settings-documents.ts";

const factors = [
  "sms",
  "push-notification",
  "otp",
  "email",
  "duo",
  "webauthn-roaming",
  "webauthn-platform",
  "recovery-code",
];
const policies = ["all-applications", "confidence-score"];

/** Settings that are kept and shown, but change nothing in how the sandbox behaves. */
export function addSettings(on: Router, tenant: Tenant): void {
  for (const { path, resource, writes, shape: fields, initial } of settingsDocuments) {
    const current = () => read(tenant, path, initial);
    on("GET", path, [`read:${resource}`], () => ({ status: 200, body: current() }));
    for (const method of writes) {
      on(method, path, [`update:${resource}`], (request) => {
        const body = objectBody(request);
        checkPayload(body, fields);
        return { status: 200, body: write(tenant, path, { ...current(), ...body }) };
      });
    }
  }
  addFactors(on, tenant);
  addTexts(on, tenant);
}

function addFactors(on: Router, tenant: Tenant): void {
  const isEnabled = (name: string) =>
    read(tenant, `/guardian/factors/${name}`, { enabled: false })["enabled"] === true;
  on("GET", "/guardian/factors", ["read:guardian_factors"], () => ({
    status: 200,
    body: factors.map((name) => ({ name, enabled: isEnabled(name), trial_expired: false })),
  }));
  on("PUT", "/guardian/factors/:name", ["update:guardian_factors"], (request) => {
    const name = request.param("name");
    if (!factors.includes(name)) throw new Problem(404, "The factor does not exist", "inexistent_factor");
    const body = objectBody(request);
    checkPayload(body, shape({ boolean: "enabled" }), ["enabled"]);
    return { status: 200, body: write(tenant, `/guardian/factors/${name}`, body) };
  });
  on("GET", "/guardian/policies", ["read:mfa_policies"], () => ({
    status: 200,
    body: read(tenant, "/guardian/policies", { list: [] })["list"] ?? [],
  }));
  on("PUT", "/guardian/policies", ["update:mfa_policies"], ({ body }) => {
    if (!Array.isArray(body) || !body.every((one) => policies.includes(String(one)))) {
      throw invalidBody("'No enum match for a policy'");
    }
    write(tenant, "/guardian/policies", { list: body });
    return { status: 200, body };
  });
}

/** Texts and partials of the login pages, by prompt and language. */
function addTexts(on: Router, tenant: Tenant): void {
  for (const path of ["/prompts/:prompt/custom-text/:language", "/prompts/:prompt/partials"]) {
    const placeOf = (param: (name: string) => string) =>
      path
        .replace(":prompt", param("prompt"))
        .replace(":language", path.includes(":language") ? param("language") : "");
    on("GET", path, ["read:prompts"], ({ param }) => ({
      status: 200,
      body: read(tenant, placeOf(param), {}),
    }));
    on("PUT", path, ["update:prompts"], (request) => {
      write(tenant, placeOf(request.param), objectBody(request));
      return { status: 200 };
    });
  }
}

function read({ state }: Tenant, path: string, initial: JsonObject): JsonObject {
  return state.documents?.[path] ?? initial;
}

/** Stores a document; a member that is `null` is away, also one level down. */
function write({ state }: Tenant, path: string, document: JsonObject): JsonObject {
  const kept = withoutNulls(document);
  state.documents = { ...state.documents, [path]: kept };
  return kept;
}

function withoutNulls(document: JsonObject): JsonObject {
  const members = Object.entries(document).filter(([, value]) => value !== null);
  const clean = (value: Json | undefined) => (isObject(value) ? withoutNulls(value) : value);
  return Object.fromEntries(members.map(([name, value]) => [name, clean(value)]));
}
