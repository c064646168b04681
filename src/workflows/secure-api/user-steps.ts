import { Failure } from "../../core/failure.ts";
import { isEnabledFor } from "../enabled-connection.ts";
import type { ExecutableStep, StepResults } from "../plan.ts";
import { applicationStep } from "./application-step.ts";
import type { SecureApiChoices } from "./choices.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

const connectionStep = "connection";
const enable = "enable-connection";

/** The step after which somebody can sign in. */
export const userStep = "user";

/** Creates the connection, enables it for the application, and creates the test user; what is there already is left out. */
export function planUsers(
  snapshot: SecureApiSnapshot,
  { connection, user, application }: SecureApiChoices,
): readonly ExecutableStep[] {
  if (connection.kind === "none" || application.kind === "none") return [];
  const name = connection.kind === "create" ? connection.name : connection.connection.name;
  const clientId = application.kind === "existing" ? application.application.clientId : undefined;
  const steps: ExecutableStep[] = [];
  if (connection.kind === "create") steps.push(createConnection(name));
  const isEnabled =
    connection.kind === "existing" &&
    clientId !== undefined &&
    snapshot.enabledClients.get(connection.connection.id)?.includes(clientId);
  if (!isEnabled) {
    const needs = [
      ...(connection.kind === "create" ? [connectionStep] : []),
      ...(application.kind === "create" ? [applicationStep] : []),
    ];
    const whom = application.kind === "create" ? application.name : application.application.name;
    steps.push(enableConnection(name, whom, needs));
  }
  const isThere = (email: string) =>
    snapshot.users.some((one) => isSameAddress(one.email, email) && one.connection === name);
  if (user.kind === "create" && !isThere(user.email)) {
    steps.push(createUser({ ...user, connection: name }, isEnabled ? [] : [enable]));
  }
  return steps;
}

function createConnection(name: string): ExecutableStep {
  return {
    id: connectionStep,
    cloud: "auth0",
    change: "create",
    title: `Create the database connection “${name}”`,
    details: [{ label: "Name", after: name }],
    needs: [],
    async run({ clouds, results, signal }) {
      const { id } = await clouds.auth0.createDatabaseConnection(name, signal);
      results.connectionId = id;
      return { kind: "delete-connection", connectionId: id, name };
    },
  };
}

function enableConnection(name: string, application: string, needs: readonly string[]): ExecutableStep {
  return {
    id: enable,
    cloud: "auth0",
    change: "update",
    title: `Enable the connection “${name}” for the application “${application}”`,
    details: [{ label: "Application", after: application }],
    needs,
    async run({ clouds, results, signal }) {
      const connectionId = resultOf(results, "connectionId");
      const clientId = resultOf(results, "clientId");
      // Undo must not take away what somebody else gave; what this plan creates nobody can have enabled.
      if (needs.length === 0 && (await isEnabledFor(clouds.auth0, { connectionId, clientId }, signal)))
        return undefined;
      await clouds.auth0.setConnectionEnabled(connectionId, clientId, true, signal);
      return { kind: "disable-connection", connectionId, clientId };
    },
  };
}

/** Auth0 keeps addresses in lower case. */
function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function createUser(
  draft: { readonly email: string; readonly password: string; readonly connection: string },
  needs: readonly string[],
): ExecutableStep {
  const { email, password, connection } = draft;
  return {
    id: userStep,
    cloud: "auth0",
    change: "create",
    title: `Create the test user ${email}`,
    details: [
      { label: "E-mail", after: email },
      { label: "Password", after: "••••••" },
      { label: "Connection", after: connection },
    ],
    needs,
    async run({ clouds, signal }) {
      const { id } = await clouds.auth0.createUser({ email, password, connection }, signal);
      return { kind: "delete-user", userId: id, email, connection };
    },
  };
}

/** What an earlier step, or the snapshot, must have given. */
export function resultOf(results: StepResults, name: keyof StepResults): string {
  const value = results[name];
  if (value === undefined) throw new Failure("internal", `No step gave “${name}”.`);
  return value;
}
