import { buildSnapshot } from "../../../support/scenarios/build.ts";
import { instanceOf, type Scenario } from "../../access/instance.ts";
import { type Instance, service } from "./instance.ts";

/** A text with the hosts of a scenario as they are on this machine: nobody outside is asked for keys. */
function local(text: string, { tenant, partner, entra }: Instance): string {
  return text
    .replaceAll(/https:\/\/partner\.eu\.auth0\.com/g, partner.origin)
    .replaceAll(/https:\/\/(?:[\w-]+(?:\.[\w-]+)*\.auth0\.com|login\.example)/g, tenant.origin)
    .replaceAll(/https:\/\/(?:login\.microsoftonline\.com|sts\.windows\.net)/g, entra);
}

/** Puts the instance that access was asked about where the gateway finds it. */
export function build(gateway: Instance, scenario: Scenario): void {
  gateway.seed();
  const here = JSON.parse(local(JSON.stringify(scenario), gateway)) as Scenario;
  const { backendUrl, subscriptionKey } = gateway;
  const put = gateway.put.bind(gateway);
  buildSnapshot({ service, backendUrl, subscriptionKey, put }, instanceOf(here));
}
