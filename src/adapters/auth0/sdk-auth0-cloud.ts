import { Failure } from "../../core/failure.ts";
import type { Discovery, IssuedToken, PublicKey, Tenant } from "../../domain/auth0.ts";
import type { Auth0Cloud, TokenRequest } from "../../domain/auth0-cloud.ts";
import type { Shelved } from "../../resources/clouds.ts";
import { readDiscovery, readPublicKeys, requestToken } from "./authentication-api.ts";
import { WrongAnswer } from "./failures.ts";
import { ManagementCalls, type ManagementOptions } from "./management-calls.ts";
import { anObject } from "./mapping.ts";
import { auth0Shelves } from "./shelves.ts";

/** A tenant through Auth0's own SDK, and its Authentication API. */
export class SdkAuth0Cloud implements Auth0Cloud, Shelved {
  readonly domain: string;
  readonly shelves: Shelved["shelves"];
  private readonly calls: ManagementCalls;

  /** @throws Failure `invalid-input` when the account's domain cannot be one. */
  constructor(options: ManagementOptions) {
    this.calls = new ManagementCalls(options);
    this.shelves = auth0Shelves(this.calls);
    this.domain = options.account.domain;
  }

  async readTenant(signal: AbortSignal): Promise<Tenant> {
    const fields = "friendly_name,default_audience";
    const [settings, customDomains] = await Promise.all([
      this.calls.ask("read the tenant's settings", signal, (options) =>
        this.calls.client.tenants.settings.get({ fields, include_fields: true }, options).then(anObject),
      ),
      this.readCustomDomains(signal),
    ]);
    return {
      domain: this.domain,
      friendlyName: settings.friendly_name || undefined,
      defaultAudience: settings.default_audience || undefined,
      customDomains,
    };
  }

  readDiscovery(signal: AbortSignal): Promise<Discovery> {
    return readDiscovery(this.calls, signal);
  }

  readPublicKeys(signal: AbortSignal): Promise<readonly PublicKey[]> {
    return readPublicKeys(this.calls, signal);
  }

  requestToken(request: TokenRequest, signal: AbortSignal): Promise<IssuedToken> {
    return requestToken(this.calls, request, signal);
  }

  createPasswordTicket(userId: string, seconds: number, signal: AbortSignal): Promise<string> {
    return this.calls.ask(`make a link for a new password of user ${userId}`, signal, async (options) => {
      const { ticket } = await this.calls.client.tickets.changePassword(
        { user_id: userId, ttl_sec: seconds },
        options,
      );
      if (typeof ticket !== "string" || !URL.canParse(ticket)) throw new WrongAnswer();
      return ticket;
    });
  }

  /** None when the application may not read them, or the tenant's plan has none. */
  private async readCustomDomains(signal: AbortSignal): Promise<string[]> {
    try {
      const domains = await this.calls.ask("list the custom domains", signal, async (options) => {
        const answer = await this.calls.client.customDomains.list({}, options);
        if (!Array.isArray(answer)) throw new WrongAnswer();
        return answer;
      });
      return domains.filter(({ status }) => status === "ready").map(({ domain }) => domain);
    } catch (error) {
      if (error instanceof Failure && error.code === "forbidden") return [];
      throw error;
    }
  }
}
