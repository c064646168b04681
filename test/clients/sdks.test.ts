import { suite, test } from "mocha";
import { clients } from "./list.ts";
import { drive, withClient, withClientSandbox } from "./sandbox.ts";

suite(`clients: ${clients.armClient.name} ${clients.armClient.version}`, () => {
  const folder = withClient(clients.armClient);
  const place = withClientSandbox();

  test("lists, makes, changes and deletes every kind", async () => {
    await drive(place, folder(), "arm-client.mjs");
  });
});

suite(`clients: ${clients.auth0Client.name} ${clients.auth0Client.version}`, () => {
  const folder = withClient(clients.auth0Client);
  const place = withClientSandbox();

  test("lists, makes, changes and deletes every kind", async () => {
    await drive(place, folder(), "auth0-client.mjs");
  });
});
