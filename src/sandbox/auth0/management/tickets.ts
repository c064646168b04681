import { randomSecret } from "../identifiers.ts";
import { asText } from "../json.ts";
import { checkPayload, shape } from "./payload.ts";
import { invalidBody, notFound } from "./problem.ts";
import { objectBody, type Router, type Tenant } from "./router.ts";

const ticketShape = shape(
  {
    string: "result_url user_id client_id organization_id connection_id email",
    integer: "ttl_sec",
    boolean: "mark_email_as_verified includeEmailInRedirect",
    object: "identity",
  },
  {
    email: { format: "email" },
    ttl_sec: { minimum: 0 },
    connection_id: { pattern: /^con_[A-Za-z0-9]{16}$/ },
  },
);

/** Links for a new password. They lead nowhere here: the sandbox has no page on which one is set. */
export function addTickets(on: Router, { state, context }: Tenant): void {
  on("POST", "/tickets/password-change", ["create:user_tickets"], (request) => {
    const body = objectBody(request);
    checkPayload(body, ticketShape);
    const byEmail = body["connection_id"] !== undefined;
    if (byEmail === (body["user_id"] !== undefined)) {
      throw invalidBody("'Either user_id or connection_id with email is needed'");
    }
    const connection = state.connections.find(({ id }) => id === body["connection_id"]);
    if (byEmail && !connection) throw notFound("connection");
    const email = asText(body["email"])?.toLowerCase();
    const user = state.users.find((one) =>
      byEmail ? one.connection === connection?.name && one.email === email : one.user_id === body["user_id"],
    );
    if (!user) throw notFound("user", "The user does not exist.");
    const ticket = `${context.origins.auth0}/u/reset-verify?ticket=${randomSecret()}#`;
    return { status: 201, body: { ticket } };
  });
}
