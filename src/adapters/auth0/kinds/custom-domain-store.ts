import type { Management } from "auth0";
import type { Store } from "../../../resources/kind.ts";
import { type CustomDomain, customDomain } from "../../../resources/kinds/custom-domain.ts";
import type { RequestOptions } from "../../cancellable-calls.ts";
import { asText } from "../../json.ts";
import { WrongAnswer } from "../failures.ts";
import { toFields } from "../kind-fields.ts";
import type { ManagementCalls, Page } from "../management-calls.ts";
import { auth0Store } from "./auth0-store.ts";

/** Custom domains through Auth0's own SDK: they are read, and nothing else. */
export function customDomainStore(calls: ManagementCalls): Store<CustomDomain> {
  const { customDomains } = calls.client;
  const whole = async (options: RequestOptions): Promise<Page<Management.CustomDomain>> => {
    const answer = await customDomains.list({}, options);
    if (!Array.isArray(answer)) throw new WrongAnswer();
    return {
      data: answer,
      response: { answer },
      hasNextPage: () => false,
      getNextPage: () => whole(options),
    };
  };
  return auth0Store(calls, customDomain, ({ id }) => id, {
    list: (_, options) => whole(options),
    read: (id, options) => customDomains.get(id, options),
    to: toCustomDomain,
  });
}

function toCustomDomain(
  answer: Management.CustomDomain | Management.GetCustomDomainResponseContent,
): CustomDomain {
  const [id, domain, type] = [answer?.custom_domain_id, answer?.domain, answer?.type].map(asText);
  if (id === undefined || domain === undefined || type === undefined) throw new WrongAnswer();
  return { ...toFields(customDomain, answer), id, domain, type, status: asText(answer.status) ?? "" };
}
