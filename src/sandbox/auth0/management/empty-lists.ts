import { checkpointOf, pageOf } from "./paging.ts";
import { notInSandbox, Problem } from "./problem.ts";
import { type Answer, objectBody, type Router, type Tenant } from "./router.ts";

/** How the service answers with a list: as other kinds do, always by checkpoint, bare, or in an envelope of its own. */
type Form = "paged" | "checkpoint" | "bare" | "numbered" | "wrapped";

interface EmptyList {
  readonly path: string;
  readonly scopes: readonly string[];
  /** The list's name in its envelope. */
  readonly name: string;
  readonly form: Form;
}

const list = (path: string, scope: string, form: Form, name = path.slice(1)): EmptyList => ({
  path,
  scopes: scope.split(" "),
  name,
  form,
});

/** What a new tenant has none of and the sandbox does not keep, as the OpenAPI document has the lists. */
const lists: readonly EmptyList[] = [
  list("/actions/actions", "read:actions", "numbered", "actions"),
  list("/actions/modules", "read:actions", "numbered", "modules"),
  list("/branding/phone/providers", "read:phone_providers", "wrapped", "providers"),
  list("/branding/phone/templates", "read:phone_templates", "wrapped", "templates"),
  list("/connection-profiles", "read:connection_profiles", "checkpoint", "connection_profiles"),
  list(
    "/connections-directory-provisionings",
    "read:directory_provisionings",
    "checkpoint",
    "directory_provisionings",
  ),
  list("/connections-scim-configurations", "read:scim_config", "checkpoint", "scim_configurations"),
  list("/device-credentials", "read:device_credentials", "paged", "device_credentials"),
  list("/event-streams", "read:event_streams", "checkpoint", "eventStreams"),
  list("/flows", "read:flows", "paged"),
  list("/flows/vault/connections", "read:flows_vault_connections", "paged", "connections"),
  list("/forms", "read:forms", "paged"),
  list("/grants", "read:grants", "paged"),
  list("/groups", "read:groups", "paged"),
  list("/hooks", "read:hooks", "paged"),
  list("/keys/custom-signing", "read:custom_signing_keys", "wrapped", "keys"),
  list("/log-streams", "read:log_streams", "bare"),
  list("/logs", "read:logs read:logs_users", "paged"),
  list("/network-acls", "read:network_acls", "paged", "network_acls"),
  list("/organizations", "read:organizations read:organizations_summary", "paged"),
  list("/prompts/rendering", "read:prompts", "paged", "configs"),
  list("/rate-limit-policies", "read:rate_limit_policies", "checkpoint", "rate_limit_policies"),
  list("/roles", "read:roles", "paged"),
  list("/rules", "read:rules", "paged"),
  list("/rules-configs", "read:rules_configs", "bare"),
  list("/self-service-profiles", "read:self_service_profiles", "paged", "self_service_profiles"),
  list("/token-exchange-profiles", "read:token_exchange_profiles", "checkpoint", "token_exchange_profiles"),
  list("/user-attribute-profiles", "read:user_attribute_profiles", "checkpoint", "user_attribute_profiles"),
];

/** What a new tenant has one of at most, and not yet; `none` is what the service says. */
const absent: readonly (readonly [path: string, scope: string, none: string, code?: string])[] = [
  ["/branding/templates/universal-login", "read:branding", "No template found.", "inexistent_template"],
  [
    "/branding/themes/default",
    "read:branding",
    "There was an error retrieving branding settings",
    "theme_not_found",
  ],
  [
    "/emails/provider",
    "read:email_provider",
    "There is not a configured email provider",
    "inexistent_email_provider",
  ],
  [
    "/email-templates/:name",
    "read:email_templates",
    "The template does not exist.",
    "inexistent_email_template",
  ],
  ["/connections/:id/directory-provisioning", "read:directory_provisionings", "Not Found", "not_found"],
  ["/connections/:id/scim-configuration", "read:scim_config", "Not Found", "not_found"],
];

const triggers = [
  "post-login",
  "credentials-exchange",
  "pre-user-registration",
  "post-user-registration",
  "post-change-password",
  "send-phone-message",
  "custom-phone-provider",
  "custom-email-provider",
];

/** Reading what a new tenant has none of. Writing it is not in the sandbox. */
export function addEmptyLists(on: Router, _: Tenant): void {
  for (const { path, scopes, name, form } of lists) {
    on("GET", path, scopes, ({ query }) => emptyPage(form, name, query));
  }
  for (const [path, scope, none, code] of absent) {
    on("GET", path, [scope], () => {
      throw new Problem(404, none, code);
    });
  }
  addTriggers(on);
}

/** Where actions could be bound, if there were any. */
function addTriggers(on: Router): void {
  on("GET", "/actions/triggers", ["read:actions"], () => {
    const shown = triggers.map((id) => ({
      id,
      version: "v3",
      status: "CURRENT",
      runtimes: ["node22"],
      default_runtime: "node22",
    }));
    return { status: 200, body: { triggers: shown } };
  });
  const path = "/actions/triggers/:id/bindings";
  on("GET", path, ["read:actions"], ({ query, param }) => {
    requireTrigger(param("id"));
    return emptyPage("numbered", "bindings", query);
  });
  on("PATCH", path, ["update:actions"], (request) => {
    requireTrigger(request.param("id"));
    const { bindings } = objectBody(request);
    if (Array.isArray(bindings) && bindings.length === 0) return { status: 200, body: { bindings } };
    throw notInSandbox("PATCH", `${path} with actions`);
  });
}

function requireTrigger(id: string): void {
  if (!triggers.includes(id)) throw new Problem(404, "The trigger does not exist", "inexistent_trigger");
}

function emptyPage(form: Form, name: string, query: URLSearchParams): Answer {
  if (form === "bare") return { status: 200, body: [] };
  if (form === "wrapped") return { status: 200, body: { [name]: [] } };
  const answer = (form === "checkpoint" ? checkpointOf : pageOf)([], query, { name, id: "id" });
  if (form !== "numbered") return answer;
  const number = (parameter: string, usual: number) => Number(query.get(parameter) ?? usual);
  return {
    status: 200,
    body: { total: 0, page: number("page", 0), per_page: number("per_page", 50), [name]: [] },
  };
}
