import { Failure } from "../../src/core/failure.ts";
import { InMemoryAuth0Gateway } from "../support/in-memory/index.ts";
import { testAuth0Gateway } from "./auth0-gateway.contract.ts";

testAuth0Gateway("in memory", {
  async open() {
    return new InMemoryAuth0Gateway();
  },
  async openWithScopes(scopes) {
    const gateway = new InMemoryAuth0Gateway();
    gateway.grantedScopes = new Set(scopes);
    return gateway;
  },
  async openWithWrongSecret() {
    const gateway = new InMemoryAuth0Gateway();
    gateway.calls.failAlways(new Failure("unauthorized", `${gateway.domain} refused the client secret.`));
    return gateway;
  },
});
