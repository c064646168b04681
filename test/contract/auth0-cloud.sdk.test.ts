import { suite } from "mocha";
import { withSandbox } from "../support/sandbox.ts";
import { openAuth0 } from "../support/sandbox-accounts.ts";
import { testAuth0Cloud } from "./auth0-cloud.contract.ts";

suite("on the sandbox", () => {
  const sandbox = withSandbox();

  testAuth0Cloud("the official SDK", {
    async open() {
      await sandbox.reset();
      return openAuth0(sandbox.info);
    },
    async openWithScopes(scopes) {
      const { clientGrants, managementClientId } = sandbox.state.auth0;
      for (const grant of clientGrants) if (grant.client_id === managementClientId) grant.scope = [...scopes];
      return openAuth0(sandbox.info);
    },
    openWithWrongSecret: () => openAuth0(sandbox.info, { clientSecret: "not-the-secret" }),
  });
});
