import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { Instance } from "../../../src/domain/apim.ts";
import { environmentOf, publicAzure } from "../../../src/domain/azure-clouds.ts";
import { collect } from "../../../src/workflows/collect.ts";
import {
  type EntraChoices,
  entraServerId,
  planEntra,
  readEntra,
  registrationSteps,
} from "../../../src/workflows/secure-with-entra.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { instance, signal, twoClouds } from "./clouds.ts";
import { afterOf, apply, takeBack, textOf } from "./securing.ts";

const id = "11111111-2222-3333-4444-555555555555";
const choices: EntraChoices = {
  api: {
    environment: publicAzure,
    directoryId: id,
    clientId: id,
    uri: `api://${id}`,
    tokenVersion: 2,
    scopes: [],
  },
  policy: "validate-azure-ad-token",
  portal: { clientId: "portal", clientSecret: "s3cret", scope: "access_as_user" },
};
const now = new Date("2026-01-01T00:00:00Z");

suite("secure with Microsoft Entra ID", () => {
  test("goes on where publications may not be read, and publishes then only what it changed", async () => {
    const clouds = twoClouds();
    const read = async () => {
      const azure = Object.assign(Object.create(clouds.azure), {
        async *listPortalRevisions() {
          yield* [];
          throw new Failure("forbidden", "Not this one.");
        },
      });
      return planEntra(await readEntra(azure, basicCalculator, signal), choices, now);
    };
    const plan = await read();
    assert.equal(plan.changes.at(-1)?.ref.kind, "azure-publication");
    await apply(plan, clouds);
    assert.deepEqual((await read()).changes, []);
  });

  test("plans the check, the server, the sign-in and the publication; run again, nothing is left to do", async () => {
    const clouds = twoClouds();
    const plan = planEntra(await readEntra(clouds.azure, basicCalculator, signal), choices, now);
    assert.deepEqual(
      plan.changes.map(({ verb, ref: { kind } }) => [verb, kind]),
      [
        ["create", "azure-policy"],
        ["create", "azure-authorization-server"],
        ["update", "azure-user-authorization"],
        ["create", "azure-publication"],
      ],
    );
    const [, server, signIn] = plan.changes;
    const base = `https://login.microsoftonline.com/${id}/oauth2/v2.0`;
    assert.equal(afterOf(server, "authorizationEndpoint"), `${base}/authorize`);
    assert.equal(afterOf(server, "tokenEndpoint"), `${base}/token`);
    assert.equal(afterOf(server, "defaultScope"), `api://${id}/access_as_user`);
    assert.deepEqual(signIn?.needs, [server?.id]);
    const { journal } = await apply(plan, clouds);
    assert.equal(instance(clouds).secrets.get("entra-basic-calculator"), "s3cret");
    const again = planEntra(await readEntra(clouds.azure, basicCalculator, signal), choices, now);
    assert.deepEqual(again.changes, []);
    assert.match(again.unchanged.join(), /has this already: tokens of Microsoft Entra ID/);
    await takeBack(journal, clouds);
    const publications = (await collect(clouds.azure.listPortalRevisions(contosoApim, signal), signal)).map(
      ({ description }) => description,
    );
    const published = "Sign-in with Microsoft Entra ID for basic-calculator by entra-basic-calculator";
    assert.deepEqual(publications.toSorted(), [published, `Undo of: ${published}`]);
    assert.equal(instance(clouds).authorizationServers.size, 0);
    assert.equal(instance(clouds).policies.size, 0);
  });

  test("after a run that ended before the portal was published, the rest is planned, and undoing it publishes again", async () => {
    const clouds = twoClouds();
    const read = () => readEntra(clouds.azure, basicCalculator, signal);
    clouds.azure.calls.failNext("create azure-publication", new Failure("rejected", "No."));
    const { journal, outcome } = await apply(planEntra(await read(), choices, now), clouds);
    assert.equal(outcome.status, "failed");
    const rest = planEntra(await read(), choices, now);
    assert.deepEqual(
      rest.changes.map(({ ref: { kind } }) => kind),
      ["azure-publication"],
    );
    await apply(rest, clouds);
    assert.deepEqual(planEntra(await read(), choices, now).changes, []);
    await takeBack(journal, clouds);
    const published = "Sign-in with Microsoft Entra ID for basic-calculator by entra-basic-calculator";
    const revisions = await collect(clouds.azure.listPortalRevisions(contosoApim, signal), signal);
    assert.deepEqual(revisions.map(({ description }) => description).toSorted(), [
      published,
      `Undo of: ${published}`,
    ]);
  });

  test("every address follows the cloud of the account", async () => {
    const environment = environmentOf("ChinaCloud");
    const plan = planEntra(
      await readEntra(twoClouds().azure, basicCalculator, signal),
      { ...choices, api: { ...choices.api, environment, tokenVersion: 1 }, policy: "validate-jwt" },
      now,
    );
    const [policy, server] = plan.changes;
    assert.match(textOf(policy), /https:\/\/sts\.chinacloudapi\.cn\/1111/);
    assert.match(String(afterOf(server, "tokenEndpoint")), /^https:\/\/login\.chinacloudapi\.cn\//);
    assert.ok(!/microsoftonline|windows\.net/.test(JSON.stringify(plan)));
  });

  test("without a developer portal only tokens are checked, and it says so", async () => {
    const { portal: _, ...withoutPortal } = choices;
    const azure = twoClouds({ sku: "Consumption", developerPortalUrls: [] }).azure;
    const plan = planEntra(await readEntra(azure, basicCalculator, signal), withoutPortal, now);
    assert.deepEqual(
      plan.changes.map(({ ref: { kind } }) => kind),
      ["azure-policy"],
    );
    assert.match(plan.notes.join("\n"), /has no developer portal, so there is no sign-in/);
  });
});

suite("the steps in the directory", () => {
  const redirectUris = [
    "https://contoso-apim.developer.azure-api.net/signin-oauth/code/callback/entra-basic-calculator",
  ];
  const steps = (about: Partial<Instance> = {}, uris: readonly string[] = redirectUris) =>
    registrationSteps({
      api: basicCalculator,
      instance: { ...contosoApim, ...about },
      environment: publicAzure,
      redirectUris: uris,
    });

  const typedIn = ({ parts }: ReturnType<typeof steps>) =>
    parts.flatMap((part) =>
      part.steps.flatMap(({ fields = [] }) =>
        fields.flatMap(({ isTyped, value }) => (isTyped ? [value] : [])),
      ),
    );

  test("say each value to copy there, the redirect URI of the very server that is planned among them", async () => {
    const clouds = twoClouds();
    const snapshot = await readEntra(clouds.azure, basicCalculator, signal);
    assert.ok(redirectUris[0]?.endsWith(`/${entraServerId(snapshot)}`));
    assert.deepEqual(typedIn(steps()), [
      "Basic Calculator (API)",
      "access_as_user",
      "Call Basic Calculator",
      "Lets the app call Basic Calculator as the signed-in user.",
      "Basic Calculator (developer portal of contoso-apim)",
      redirectUris[0],
      "Basic Calculator (API)",
      "access_as_user",
    ]);
    const said = JSON.stringify(steps());
    for (const text of ["requestedAccessTokenVersion", "Grant admin consent", "https://portal.azure.com"])
      assert.ok(said.includes(text), text);
  });

  test("say each value to bring back", () => {
    const brought = steps().parts.flatMap((part) => part.steps.flatMap(({ bringsBack = [] }) => bringsBack));
    assert.deepEqual(brought, [
      "Directory (tenant) ID",
      "Application (client) ID",
      "Application ID URI",
      "Version of the tokens",
      "Application (client) ID",
      "Value of the client secret",
    ]);
  });

  test("leave the portal's application out where there is no portal", () => {
    const [, portal] = steps({ sku: "Consumption" }, []).parts;
    assert.deepEqual(portal?.steps, []);
    assert.match(portal?.explanation ?? "", /\(Consumption\) has no developer portal/);
  });
});
