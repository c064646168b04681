import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { VersionScheme } from "../../../src/domain/apim.ts";
import type { ApiAnswer } from "../../../src/domain/azure-cloud.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { describePlace } from "../../../src/workflows/assurance.ts";
import {
  planTestLink,
  readTestLink,
  runTestLink,
  type TestLinkResult,
} from "../../../src/workflows/test-link.ts";
import { basicCalculator, InMemoryApiCaller } from "../../support/in-memory/index.ts";
import { add, type InMemoryClouds, instance, signal, twoClouds } from "./clouds.ts";
import { chooseIssuer, entraCheck, inbound, ownCheck, partnerCheck, scopes } from "./policy-situations.ts";
import { apply, failure } from "./securing.ts";

type Policies = Partial<Record<keyof typeof scopes, string>>;
type Answer = Partial<ApiAnswer> & { readonly status: number };

const target = { api: basicCalculator, audience: "basic-calculator" };
const checkPlace = "line 4 of the policy of “Basic Calculator”";

/** A tenant with the API, and `policies` around it. */
async function cloudsWith(policies: Policies): Promise<InMemoryClouds> {
  const clouds = twoClouds();
  const scopesOfApi = [{ value: "read:sums", description: undefined }];
  await add(clouds, auth0Api, {
    name: "Calc",
    identifier: "basic-calculator",
    signingAlgorithm: "RS256",
    scopes: scopesOfApi,
  });
  for (const [level, scope] of Object.entries(scopes)) {
    const text = Object.entries(policies).find(([name]) => name === level)?.[1];
    if (text !== undefined) clouds.azure.putPolicy(scope, text);
  }
  return clouds;
}

/** Tests `add` against a gateway that gives these answers. */
async function run(clouds: InMemoryClouds, without: Answer, withToken: Answer): Promise<TestLinkResult> {
  const caller = new InMemoryApiCaller(({ headers }) => (headers["Authorization"] ? withToken : without));
  await apply(planTestLink(await readTestLink(clouds, target, signal)), clouds);
  return runTestLink(clouds, caller, await readTestLink(clouds, target, signal), {}, signal);
}

const placeOf = ({ place }: TestLinkResult) => place && describePlace(place);
const refused = (message: string, status = 401) => ({
  status,
  body: JSON.stringify({ statusCode: status, message }),
});
const missing = refused("JWT not present.");

suite("a test of a link says of all operations only what their policies prove", () => {
  test("answers that a cache keeps for everybody are a doubt, though the calls did as they should", async () => {
    const checked = inbound(
      "<base />",
      '<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />',
      ownCheck(),
    );
    const policy = checked.replace(
      "</inbound>",
      '</inbound><outbound><cache-store duration="60" /></outbound>',
    );
    const result = await run(await cloudsWith({ api: policy }), missing, { status: 200 });
    assert.equal(result.conclusion, "partly");
    assert.match(JSON.stringify(result.assurance), /Whether somebody with no token gets in/);
    const sure = await run(await cloudsWith({ api: inbound("<base />", ownCheck()) }), missing, {
      status: 200,
    });
    assert.deepEqual([sure.conclusion, sure.assurance], ["works", { kind: "assured" }]);
  });
});

suite("a test of a link knows how the policy refuses", () => {
  const check = (code: string) =>
    inbound("<base />", ownCheck({ attributes: ` failed-validation-httpcode="${code}"` }));

  test("a check that refuses with 200 cannot be told from one that lets through", async () => {
    const result = await run(await cloudsWith({ api: check("200") }), { status: 200 }, { status: 200 });
    assert.deepEqual([result.conclusion, result.isOpen, placeOf(result)], ["failed", false, checkPlace]);
    assert.match(result.verdict, /refuses with 200 .*cannot be told apart/);
    const redirecting = await run(await cloudsWith({ api: check("302") }), { status: 302 }, { status: 200 });
    assert.equal(redirecting.conclusion, "works");
  });

  test("403 is a refusal where the policy says so, and 401 is none", async () => {
    const clouds = await cloudsWith({ api: check("403") });
    const good = await run(clouds, { status: 403 }, { status: 200 });
    assert.deepEqual([good.conclusion, good.refusedWithout], ["works", true]);
    const other = await run(clouds, { status: 401 }, { status: 200 });
    assert.deepEqual([other.conclusion, other.refusedWithout], ["failed", false]);
    assert.match(other.verdict, /answered with 401, which is not how the policies refuse/);
  });

  for (const code of ["{{code}}", "@(400 + 3)"]) {
    test(`a status that is computed is no certainty: ${code}`, async () => {
      const clouds = await cloudsWith({ api: check(code) });
      const result = await run(clouds, { status: 418 }, { status: 200 });
      assert.equal(result.conclusion, "partly");
      assert.match(result.verdict, /The policy computes the status/);
      assert.equal((await run(clouds, { status: 200 }, { status: 200 })).conclusion, "failed");
    });
  }

  test("a named value that can be read is no mystery", async () => {
    const clouds = await cloudsWith({ api: check("{{code}}") });
    instance(clouds).namedValues = [{ displayName: "code", secret: false, value: "403" }];
    assert.equal((await run(clouds, { status: 403 }, { status: 200 })).conclusion, "works");
  });
});

suite("a test of a link does not speak of what it has not called", () => {
  test("an operation without <base /> keeps it from saying that the link works", async () => {
    const clouds = await cloudsWith({ api: inbound("<base />", ownCheck()) });
    clouds.azure.putPolicy({ ...scopes.add, operationId: "subtract" }, inbound("<set-variable />"));
    const result = await run(clouds, missing, { status: 200 });
    assert.equal(result.conclusion, "partly");
    assert.doesNotMatch(result.verdict, /works/);
    assert.match(
      result.verdict,
      /“add” did as it should: 401 without a token, 200 with one\. Whether the API does for every call/,
    );
    assert.equal(placeOf(result), "line 2 of the policy of the operation “subtract” (GET /subtract)");
  });

  test("neither does a check in choose, though this call went through it", async () => {
    const result = await run(await cloudsWith({ api: inbound("<base />", chooseIssuer) }), missing, {
      status: 200,
    });
    assert.equal(result.conclusion, "partly");
    assert.equal(placeOf(result), checkPlace);
  });

  test("nor a policy that could not be read", async () => {
    const clouds = await cloudsWith({ api: inbound("<base />", ownCheck()) });
    const read = clouds.azure.readPolicy.bind(clouds.azure);
    clouds.azure.readPolicy = async (level, given) => {
      if (level.kind === "global") throw new Failure("forbidden", "No right.");
      return read(level, given);
    };
    assert.equal((await run(clouds, missing, { status: 200 })).conclusion, "partly");
  });

  test("a refusal without any check that was read is somebody else's", async () => {
    const result = await run(await cloudsWith({}), missing, { status: 200 });
    assert.equal(result.conclusion, "partly");
    assert.ok(result.assurance.kind === "reserved");
    assert.equal(result.assurance.reservations[0].kind, "no-check");
  });

  test("an open operation is told with the line that opens it, another with what to do", async () => {
    const clouds = await cloudsWith({
      api: inbound("<base />", ownCheck()),
      add: inbound("<set-variable />"),
    });
    const result = await run(clouds, { status: 200 }, { status: 200 });
    assert.equal(result.conclusion, "failed");
    assert.match(result.verdict, /Anybody may call this operation.*no <base \/>/);
    assert.equal(placeOf(result), "line 2 of the policy of the operation “add” (GET /add)");
    const open = await run(await cloudsWith({}), { status: 200 }, { status: 200 });
    assert.deepEqual([open.isOpen, placeOf(open)], [true, "the policy of “Basic Calculator”"]);
    assert.match(open.advice.join(), /Secure the API/);
    const branch = await run(
      await cloudsWith({ api: inbound("<base />", chooseIssuer) }),
      { status: 200 },
      { status: 200 },
    );
    assert.match(branch.verdict, /Anybody may call this operation.*in a branch of choose/);
    assert.deepEqual([branch.isOpen, placeOf(branch)], [false, checkPlace]);
    const answer = '<choose><when condition="@(true)"><return-response /></when></choose>';
    const early = await run(
      await cloudsWith({ api: inbound("<base />", answer, ownCheck()) }),
      { status: 200 },
      { status: 200 },
    );
    assert.match(early.verdict, /Anybody may call this operation.*<return-response> in choose may answer/);
    assert.deepEqual([early.isOpen, placeOf(early)], [false, checkPlace]);
    const entra = await run(await cloudsWith({ api: inbound(entraCheck) }), { status: 200 }, { status: 200 });
    assert.deepEqual([entra.isOpen, entra.advice.length], [false, 1]);
  });
});

suite("why a token is refused is said only where it is certain", () => {
  const wrongAudience = inbound("<base />", ownCheck({ audience: "orders" }));
  const scopeClaim = (value: string) =>
    inbound(
      "<base />",
      ownCheck().replace(
        "</validate-jwt>",
        `<required-claims><claim name="scope" separator=" "><value>${value}</value></claim></required-claims></validate-jwt>`,
      ),
    );
  const certain: Readonly<Record<string, readonly [string, Answer, RegExp]>> = {
    "an audience, in the gateway's plain words": [
      wrongAudience,
      refused("Invalid JWT."),
      /audience.*“orders”/is,
    ],
    "an audience, with the reason's name": [wrongAudience, refused("TokenAudienceNotAllowed"), /audience/i],
    "an audience, with the library's code": [
      wrongAudience,
      refused("IDX10214: Audience validation failed."),
      /audience/i,
    ],
    "a scope": [scopeClaim("write:sums"), refused("Invalid JWT."), /scope/],
    "a scope, by the name that gateways were seen to use": [
      scopeClaim("write:sums"),
      refused("TokenClaimValueMismatch: Claim value mismatch"),
      /scope/,
    ],
    "a policy's own words and status": [
      inbound(
        "<base />",
        ownCheck({
          audience: "orders",
          attributes: ' failed-validation-httpcode="403" failed-validation-error-message="No entry."',
        }),
      ),
      refused("No entry.", 403),
      /audience/i,
    ],
    "a token that is looked for elsewhere": [
      inbound("<base />", ownCheck().replace('"Authorization"', '"X-Token"')),
      missing,
      /carries no token where validate-jwt looks/,
    ],
  };
  test("a check that does not run for the operation is not the cause", async () => {
    const invalid = refused("Invalid JWT.");
    const clouds = await cloudsWith({ api: wrongAudience, add: inbound("<set-variable />") });
    const result = await run(clouds, missing, invalid);
    assert.match(result.verdict, /cause is not known: no policy that was read has .* which runs for this/);
    const own = await cloudsWith({ api: wrongAudience, add: inbound(ownCheck({ audience: "sums" })) });
    assert.equal(
      placeOf(await run(own, missing, invalid)),
      "line 3 of the policy of the operation “add” (GET /add)",
    );
  });

  for (const [name, [api, answer, says]] of Object.entries(certain)) {
    test(name, async () => {
      const result = await run(await cloudsWith({ api }), { ...answer }, answer);
      assert.equal(result.conclusion, "failed");
      assert.match(result.verdict, says);
      assert.match(result.verdict, /Refused by line 4 of the policy of “Basic Calculator”/);
      assert.equal(placeOf(result), checkPlace);
      assert.ok(result.advice.length > 0);
    });
  }

  const uncertain: Readonly<Record<string, readonly [Policies, Answer, RegExp]>> = {
    "the token should pass": [
      { api: inbound("<base />", ownCheck()) },
      refused("Invalid JWT."),
      /this token should pass/,
    ],
    "the answer names another reason": [
      { api: wrongAudience },
      refused("TokenExpired"),
      /not the one that the token check/,
    ],
    "the answer names another code": [{ api: wrongAudience }, refused("IDX10223: expired"), /not the one/],
    "the answer says that no token came": [{ api: wrongAudience }, missing, /not the one/],
    "the answer is in other words": [
      { api: wrongAudience },
      refused("Go away."),
      /not the one.*said: .*Go away/,
    ],
    "two checks refuse it": [
      { api: wrongAudience, global: inbound(partnerCheck) },
      refused("Invalid JWT."),
      /more than one/,
    ],
    "choose decides": [
      { api: inbound("<base />", chooseIssuer) },
      refused("Invalid JWT."),
      /a choose decides/,
    ],
    "a part of the check is secret": [
      { api: inbound("<base />", ownCheck({ audience: "{{audience}}" })) },
      refused("Invalid JWT."),
      /cannot be read from here/,
    ],
    "nothing is known to check": [{}, refused("Invalid JWT."), /no policy that was read/],
  };
  for (const [name, [policies, answer, says]] of Object.entries(uncertain)) {
    test(`not known: ${name}`, async () => {
      const result = await run(await cloudsWith(policies), missing, answer);
      assert.equal(result.conclusion, "failed");
      assert.match(result.verdict, /the cause is not known/);
      assert.match(result.verdict, says);
      assert.ok(result.place, "there is a policy to look at");
    });
  }

  test("not known without the tenant's keys", async () => {
    const clouds = await cloudsWith({ api: wrongAudience });
    clouds.auth0.calls.failNext("readPublicKeys", new Failure("unreachable", "No answer."));
    const result = await run(clouds, missing, refused("Invalid JWT."));
    assert.match(result.verdict, /the cause is not known/);
  });

  test("an opaque token is told from a wrong one", async () => {
    const clouds = await cloudsWith({ api: inbound("<base />", ownCheck()) });
    clouds.auth0.requestToken = async () => ({ accessToken: "opaque", expiresIn: 1, scope: undefined });
    const result = await run(clouds, missing, refused("Invalid JWT."));
    assert.equal(result.token, undefined);
    assert.match(result.verdict, /not a JWT.*opaque/);
  });
});

suite("a test of a link calls the version that is meant", () => {
  async function versioned(versionScheme?: VersionScheme): Promise<InMemoryClouds> {
    const clouds = await cloudsWith({ api: inbound("<base />", ownCheck()) });
    const { apis, versionSchemes } = instance(clouds);
    const stored = apis.get("basic-calculator");
    assert.ok(stored);
    apis.set("basic-calculator", { ...stored, api: { ...stored.api, version: "v2", versionSetId: "sums" } });
    if (versionScheme) versionSchemes.set("sums", versionScheme);
    return clouds;
  }

  test("by the scheme of its version set", async () => {
    const result = await run(await versioned({ kind: "query", name: "v" }), missing, { status: 200 });
    assert.match(result.url, /\/calc\/add\?a=1&b=1&v=v2$/);
    const snapshot = await readTestLink(
      await versioned({ kind: "header", name: "Api-Version" }),
      target,
      signal,
    );
    assert.deepEqual(snapshot.versionScheme, { kind: "header", name: "Api-Version" });
  });

  test("or says that it cannot know where the version stands", async () => {
    await assert.rejects(
      readTestLink(await versioned(), target, signal),
      failure(
        "not-found",
        /version “v2” is not known: there is no version set “sums”/,
        /Look at the version set/,
      ),
    );
  });
});
