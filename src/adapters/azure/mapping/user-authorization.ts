import type {
  AuthenticationSettingsContract,
  OAuth2AuthenticationSettingsContract,
  OpenIdAuthenticationSettingsContract,
} from "@azure/arm-apimanagement";
import type { OAuth2Setting, UserAuthorization } from "../../../domain/apim.ts";

/** The service answers with `null` where the SDK's types know only `undefined`. */
type Nullable<T> = { readonly [K in keyof T]?: T[K] | null };

/** An API's user authorization, in whichever of its two forms the service has it. */
export function toUserAuthorization(
  settings: Nullable<AuthenticationSettingsContract> | null | undefined,
): UserAuthorization {
  const list = (settings?.oAuth2AuthenticationSettings ?? []).flatMap(toSetting);
  const openIdList = (settings?.openidAuthenticationSettings ?? []).flatMap(toProvider);
  if (list.length > 0 || openIdList.length > 0) {
    return { form: "list", oauth2: list, openIdProviderIds: openIdList };
  }
  const single = toSetting(settings?.oAuth2);
  const openId = toProvider(settings?.openid);
  const form = single.length > 0 || openId.length > 0 ? "single" : "none";
  return { form, oauth2: single, openIdProviderIds: openId };
}

/**
 * What a PATCH sends for `authorization`: the other form is nulled, since the service refuses both together. OpenID
 * providers keep how they take the token from `stored`.
 */
export function fromUserAuthorization(
  { form, oauth2, openIdProviderIds }: UserAuthorization,
  stored: Nullable<AuthenticationSettingsContract> | null | undefined,
): AuthenticationSettingsContract {
  const settings = oauth2.map(fromSetting);
  const providers = openIdProviderIds.map((id) => fromProvider(id, stored));
  const isSingle = form === "single";
  const contract: Nullable<AuthenticationSettingsContract> = {
    oAuth2: (isSingle && settings[0]) || null,
    openid: (isSingle && providers[0]) || null,
    oAuth2AuthenticationSettings: isSingle ? null : settings,
    openidAuthenticationSettings: isSingle ? null : providers,
  };
  // the SDK sends null as it is, only its types have no word for it
  return contract as AuthenticationSettingsContract;
}

function toSetting(setting: OAuth2AuthenticationSettingsContract | null | undefined): OAuth2Setting[] {
  const id = setting?.authorizationServerId;
  return id ? [{ authorizationServerId: id, scope: setting?.scope || undefined }] : [];
}

function toProvider(setting: OpenIdAuthenticationSettingsContract | null | undefined): string[] {
  return setting?.openidProviderId ? [setting.openidProviderId] : [];
}

function fromSetting({ authorizationServerId, scope }: OAuth2Setting): OAuth2AuthenticationSettingsContract {
  return { authorizationServerId, ...(scope ? { scope } : {}) };
}

function fromProvider(
  openidProviderId: string,
  stored: Nullable<AuthenticationSettingsContract> | null | undefined,
): OpenIdAuthenticationSettingsContract {
  const before = [stored?.openid, ...(stored?.openidAuthenticationSettings ?? [])].find(
    (candidate) => candidate?.openidProviderId === openidProviderId,
  );
  return { ...before, openidProviderId };
}
