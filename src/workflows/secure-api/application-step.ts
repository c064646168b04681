import { Failure } from "../../core/failure.ts";
import type { Application, ApplicationChanges, ApplicationDraft } from "../../domain/auth0.ts";
import type { ExecutableStep } from "../plan.ts";
import { newApplicationAuthMethod } from "./client-authentication.ts";

/** The step after which the application can sign users in. */
export const applicationStep = "application";

/** The grant that a developer portal uses. */
const portalGrantType = "authorization_code";

/** Creates a Regular Web Application that takes the portal's redirect URIs. */
export function createApplication(name: string, callbacks: readonly string[]): ExecutableStep {
  const draft: ApplicationDraft = {
    name,
    type: "regular_web",
    callbacks,
    grantTypes: [portalGrantType],
    tokenEndpointAuthMethod: newApplicationAuthMethod,
  };
  return {
    id: applicationStep,
    cloud: "auth0",
    change: "create",
    title: `Create the Regular Web Application “${name}”`,
    details: [
      { label: "Name", after: name },
      { label: "Grant type", after: portalGrantType },
      { label: "Client authentication", after: newApplicationAuthMethod },
      ...callbacks.map((callback) => ({ label: "Allowed callback URL", after: callback })),
    ],
    needs: [],
    async run({ clouds, results, signal }) {
      const { clientId, ...created } = await clouds.auth0.createApplication(draft, signal);
      results.clientId = clientId;
      return { kind: "delete-application", clientId, created };
    },
  };
}

/** Adds what an existing application lacks; none when it has it all. */
export function completeApplication(
  application: Application,
  callbacks: readonly string[],
): readonly ExecutableStep[] {
  const lacks = lacking(application, callbacks);
  if (lacks.callbacks.length + lacks.grantTypes.length === 0) return [];
  const step: ExecutableStep = {
    id: applicationStep,
    cloud: "auth0",
    change: "update",
    title: `Let the application “${application.name}” sign in for the developer portal`,
    details: [
      ...lacks.callbacks.map((after) => ({ label: "Allowed callback URL", after })),
      ...lacks.grantTypes.map((after) => ({ label: "Grant type", after })),
    ],
    needs: [],
    async run({ clouds: { auth0 }, signal }) {
      // Read again, so that what somebody added since the plan was made is kept.
      const current = await auth0.readApplication(application.clientId, signal);
      if (!current) throw gone(application);
      const added = lacking(current, callbacks);
      const changes = union(current, added);
      if (Object.keys(changes).length === 0) return undefined;
      await auth0.updateApplication(current.clientId, changes, signal);
      return { kind: "remove-callbacks", clientId: current.clientId, ...added };
    },
  };
  return [step];
}

function lacking(application: Application, callbacks: readonly string[]) {
  return {
    callbacks: callbacks.filter((callback) => !application.callbacks.includes(callback)),
    grantTypes: [portalGrantType].filter((grantType) => !application.grantTypes.includes(grantType)),
  };
}

function union(current: Application, added: ReturnType<typeof lacking>): ApplicationChanges {
  return {
    ...(added.callbacks.length > 0 && { callbacks: [...current.callbacks, ...added.callbacks] }),
    ...(added.grantTypes.length > 0 && { grantTypes: [...current.grantTypes, ...added.grantTypes] }),
  };
}

function gone(application: Application): Failure {
  return new Failure("not-found", `The application “${application.name}” is gone from Auth0.`, {
    remedy: "Run the command again and choose another application.",
  });
}
