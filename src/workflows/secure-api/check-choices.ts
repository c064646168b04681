import { Failure } from "../../core/failure.ts";
import { apiTitle } from "../../domain/auth0.ts";
import type { SecureApiChoices } from "./choices.ts";
import { applicationProblem } from "./client-authentication.ts";
import { checkPlace } from "./places/check-place.ts";
import { originProblem } from "./places/cors.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** Kinds of API that take no `validate-jwt` in a policy of the API. */
const unsupportedTypes = ["websocket", "grpc"];

/**
 * Refuses what could only fail halfway.
 *
 * @throws Failure `unsupported`, `already-exists` or `invalid-input`, each with what to choose instead.
 */
export function checkChoices(snapshot: SecureApiSnapshot, choices: SecureApiChoices): void {
  checkType(snapshot);
  checkAuth0Api(snapshot, choices.auth0Api);
  checkApplication(choices);
  checkUsers(snapshot, choices);
  checkServer(snapshot, choices.authorizationServer);
  checkPlace(choices.policy);
  checkOrigins(choices.policy.corsOrigins ?? []);
}

function checkType({ api }: SecureApiSnapshot): void {
  if (!unsupportedTypes.includes(api.type.toLowerCase())) return;
  throw new Failure(
    "unsupported",
    `“${api.displayName}” is a ${api.type} API, whose policy cannot hold validate-jwt.`,
    {
      remedy: "Secure its handshake operation by hand, or choose an HTTP, SOAP or GraphQL API.",
    },
  );
}

function checkAuth0Api({ auth0Apis }: SecureApiSnapshot, choice: SecureApiChoices["auth0Api"]): void {
  const algorithm = choice.kind === "create" ? choice.signingAlgorithm : choice.api.signingAlgorithm;
  const name = choice.kind === "create" ? choice.name : apiTitle(choice.api);
  if (algorithm === "HS256") {
    throw new Failure(
      "unsupported",
      `The Auth0 API “${name}” signs with HS256, whose key no discovery document shows.`,
      {
        remedy: "Choose an Auth0 API that signs with RS256.",
      },
    );
  }
  if (choice.kind === "existing") return;
  const { identifier } = choice;
  if (identifier.trim() === "" || /\s/.test(identifier)) {
    throw new Failure("invalid-input", `“${identifier}” cannot be the identifier of an Auth0 API.`, {
      remedy: "Use letters, digits and hyphens, or a URL.",
    });
  }
  const taken = auth0Apis.find((api) => api.identifier === identifier);
  if (taken) {
    throw new Failure(
      "already-exists",
      `The identifier “${identifier}” belongs to the Auth0 API “${apiTitle(taken)}”.`,
      {
        remedy: "Choose that existing API, or another identifier.",
      },
    );
  }
}

function checkApplication({ application }: SecureApiChoices): void {
  const problem = application.kind === "existing" ? applicationProblem(application.application) : undefined;
  if (problem === undefined) return;
  throw new Failure("unsupported", problem, {
    remedy: "Choose a Regular Web Application with a client secret, or create one.",
  });
}

function checkUsers({ connections }: SecureApiSnapshot, { connection, user }: SecureApiChoices): void {
  if (connection.kind === "create" && connections.some(({ name }) => name === connection.name)) {
    throw new Failure("already-exists", `There is a connection “${connection.name}” already.`, {
      remedy: "Choose that existing connection, or another name.",
    });
  }
  if (user.kind === "create" && connection.kind === "none") {
    throw new Failure("invalid-input", "A test user needs a database connection to live in.", {
      remedy: "Choose or create a connection, or do without a test user.",
    });
  }
}

function checkServer(snapshot: SecureApiSnapshot, choice: SecureApiChoices["authorizationServer"]): void {
  if (choice.kind !== "create") return;
  const id = choice.authorizationServerId;
  if (!/^[a-z0-9][a-z0-9-]{0,79}$/.test(id)) {
    throw new Failure("invalid-input", `“${id}” cannot be the id of an authorization server.`, {
      remedy: "Use lower-case letters, digits and hyphens: the developer portal's sign-in fails on capitals.",
    });
  }
  if (!snapshot.authorizationServers.some((server) => server.authorizationServerId.toLowerCase() === id))
    return;
  throw new Failure(
    "already-exists",
    `There is an authorization server “${id}” already, for something else.`,
    {
      remedy: "Choose another id.",
    },
  );
}

function checkOrigins(origins: readonly string[]): void {
  const problem = origins.map(originProblem).find((one) => one !== undefined);
  if (problem === undefined) return;
  throw new Failure("invalid-input", problem, { remedy: "Give each as a browser says it." });
}
