import { Failure } from "../../src/core/failure.ts";
import { InMemoryAuth0Cloud } from "../support/in-memory/index.ts";
import { testAuth0Cloud } from "./auth0-cloud.contract.ts";

testAuth0Cloud("in memory", {
  async open() {
    return new InMemoryAuth0Cloud();
  },
  async openWithScopes(scopes) {
    const cloud = new InMemoryAuth0Cloud();
    cloud.grantedScopes = new Set(scopes);
    return cloud;
  },
  async openWithWrongSecret() {
    const cloud = new InMemoryAuth0Cloud();
    cloud.calls.failAlways(new Failure("unauthorized", `${cloud.domain} refused the client secret.`));
    return cloud;
  },
});
