import { suite } from "mocha";
import { SdkGatewayFactory } from "../../src/adapters/gateway-factory.ts";
import type { SandboxInfo } from "../../src/domain/account.ts";
import { withSandbox } from "../support/sandbox.ts";
import { testAuth0Gateway } from "./auth0-gateway.contract.ts";

const open = ({ auth0, ca }: SandboxInfo, clientSecret = auth0.clientSecret) =>
  new SdkGatewayFactory().openAuth0(
    { domain: auth0.domain, clientId: auth0.clientId, sandbox: { ca } },
    clientSecret,
  );

suite("on the sandbox", () => {
  const sandbox = withSandbox();

  testAuth0Gateway("the official SDK", {
    async open() {
      await sandbox.reset();
      return open(sandbox.info);
    },
    async openWithScopes(scopes) {
      const { clientGrants, managementClientId } = sandbox.state.auth0;
      for (const grant of clientGrants) if (grant.client_id === managementClientId) grant.scope = [...scopes];
      return open(sandbox.info);
    },
    openWithWrongSecret: () => open(sandbox.info, "not-the-secret"),
  });
});
