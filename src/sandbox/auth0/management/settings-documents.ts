import type { JsonObject } from "../json.ts";
import { type Shape, shape } from "./payload.ts";

/** Settings of which a tenant has one document. */
interface SettingsDocument {
  readonly path: string;
  /** The resource in the scopes: `attack_protection` of `read:attack_protection`. */
  readonly resource: string;
  /** What replaces members of the document; the service takes both for some. */
  readonly writes: readonly ("PATCH" | "PUT")[];
  readonly shape: Shape;
  /** As a new tenant has it. */
  readonly initial: JsonObject;
}

const smsTexts = {
  enrollment_message:
    "{{code}} is your verification code for {{tenant.friendly_name}}. Please enter this code to verify your enrollment.",
  verification_message: "{{code}} is your verification code for {{tenant.friendly_name}}",
};

const attackProtection = (name: string, fields: Shape, initial: JsonObject): SettingsDocument => ({
  path: `/attack-protection/${name}`,
  resource: "attack_protection",
  writes: ["PATCH"],
  shape: fields,
  initial,
});

const guardian = (
  name: string,
  fields: Shape,
  initial: JsonObject,
  writes: SettingsDocument["writes"] = ["PUT"],
): SettingsDocument => ({
  path: `/guardian/factors/${name}`,
  resource: "guardian_factors",
  writes,
  shape: fields,
  initial,
});

const providers = shape({ "string?": "from messaging_service_sid auth_token sid" });
const texts = shape({ string: "enrollment_message verification_message" });
const provider = shape({ string: "provider" });

/** All settings that are kept and shown, with what a new tenant has. */
export const settingsDocuments: readonly SettingsDocument[] = [
  attackProtection(
    "bot-detection",
    shape({
      string:
        "bot_detection_level challenge_password_policy challenge_passwordless_policy challenge_password_reset_policy",
      array: "allowlist",
      boolean: "monitoring_mode_enabled",
    }),
    {
      bot_detection_level: "medium",
      challenge_password_policy: "never",
      challenge_passwordless_policy: "never",
      challenge_password_reset_policy: "never",
      allowlist: [],
      monitoring_mode_enabled: false,
    },
  ),
  attackProtection(
    "breached-password-detection",
    shape({
      boolean: "enabled",
      array: "shields admin_notification_frequency",
      string: "method",
      object: "stage",
    }),
    {
      enabled: false,
      shields: [],
      admin_notification_frequency: [],
      method: "standard",
      stage: { "pre-user-registration": { shields: [] }, "pre-change-password": { shields: [] } },
    },
  ),
  attackProtection(
    "brute-force-protection",
    shape({ boolean: "enabled", array: "shields allowlist", string: "mode", integer: "max_attempts" }),
    {
      enabled: true,
      shields: ["block", "user_notification"],
      allowlist: [],
      mode: "count_per_identifier_and_ip",
      max_attempts: 10,
    },
  ),
  attackProtection(
    "captcha",
    shape({
      string: "active_provider_id",
      object:
        "arkose auth_challenge hcaptcha friendly_captcha recaptcha_enterprise recaptcha_v2 simple_captcha",
    }),
    { active_provider_id: "auth_challenge", auth_challenge: { fail_open: false } },
  ),
  attackProtection("phone-provider-protection", shape({ string: "type" }), { type: "none" }),
  attackProtection(
    "suspicious-ip-throttling",
    shape({ boolean: "enabled", array: "shields allowlist", object: "stage" }),
    {
      enabled: true,
      shields: ["block", "admin_notification"],
      allowlist: [],
      stage: {
        "pre-login": { max_attempts: 100, rate: 864_000 },
        "pre-user-registration": { max_attempts: 50, rate: 1_728_000 },
      },
    },
  ),
  {
    path: "/risk-assessments/settings",
    resource: "attack_protection",
    writes: ["PATCH"],
    shape: shape({ boolean: "enabled" }),
    initial: { enabled: false },
  },
  {
    path: "/risk-assessments/settings/new-device",
    resource: "attack_protection",
    writes: ["PATCH"],
    shape: shape({ integer: "remember_for" }),
    initial: { remember_for: 30 },
  },
  {
    path: "/supplemental-signals",
    resource: "attack_protection",
    writes: ["PATCH"],
    shape: shape({ boolean: "akamai_enabled" }),
    initial: { akamai_enabled: false },
  },
  {
    path: "/branding",
    resource: "branding",
    writes: ["PATCH"],
    shape: shape({ "object?": "colors font", "string?": "favicon_url logo_url" }),
    initial: {},
  },
  {
    path: "/prompts",
    resource: "prompts",
    writes: ["PATCH"],
    shape: shape({
      string: "universal_login_experience",
      "boolean?": "identifier_first webauthn_platform_first_factor",
    }),
    initial: {
      universal_login_experience: "new",
      identifier_first: false,
      webauthn_platform_first_factor: false,
    },
  },
  guardian("duo/settings", shape({ string: "ikey skey host" }), {}, ["PUT", "PATCH"]),
  guardian("phone/message-types", shape({ array: "message_types" }), { message_types: ["sms"] }),
  guardian("phone/providers/twilio", providers, {}),
  guardian("phone/selected-provider", provider, { provider: "auth0" }),
  guardian("phone/templates", texts, smsTexts),
  guardian(
    "push-notification/providers/apns",
    shape({ boolean: "sandbox", "string?": "bundle_id p12" }),
    {},
    ["PUT", "PATCH"],
  ),
  guardian(
    "push-notification/providers/sns",
    shape({
      "string?":
        "aws_access_key_id aws_secret_access_key aws_region sns_apns_platform_application_arn sns_gcm_platform_application_arn",
    }),
    {},
    ["PUT", "PATCH"],
  ),
  guardian("push-notification/selected-provider", provider, { provider: "guardian" }),
  guardian("sms/providers/twilio", providers, {}),
  guardian("sms/selected-provider", provider, { provider: "auth0" }),
  guardian("sms/templates", texts, smsTexts),
];
