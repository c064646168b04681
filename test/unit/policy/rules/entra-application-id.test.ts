import { audiences, examplesOf, fragment, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("entra-application-id");

const id = "1a2b3c4d-0000-4000-8000-aabbccddeeff";
const at = (list: string, ...ids: string[]) =>
  inbound(
    `<validate-azure-ad-token tenant-id="common"><${list}>${ids.map((text) => `<application-id>${text}</application-id>`).join("")}</${list}></validate-azure-ad-token>`,
  );

suite("entra-application-id", () => {
  finds(
    "a name",
    at("client-application-ids", "«my-app»"),
    '"my-app" is not the client id of an application.',
  );
  finds(
    "the URI of an API, with where it belongs",
    at("backend-application-ids", "«api://orders»"),
    '"api://orders" is not the client id of an application. An application id URI belongs in <audiences>.',
  );
  finds(
    "a client id of Auth0",
    at("client-application-ids", "«aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW»"),
    /not the client id/,
  );
  finds(
    "a GUID without dashes, in braces, too short, too long",
    at("client-application-ids", `«${id.replaceAll("-", "")}»`, `«(${id})»`, `«${id.slice(1)}»`, `«${id}0»`),
    /not the client id/,
  );
  finds(
    "a letter that is no digit",
    at("client-application-ids", `«${id.replace("a", "g")}»`),
    /not the client id/,
  );
  isSilent(
    "a GUID in small letters, capitals, with space around it",
    at("client-application-ids", id, id.toUpperCase(), `\r\n  ${id}\r\n`),
  );
  isSilent(
    "what is filled in later, also in braces",
    at("client-application-ids", "{{client}}", "@(context.User.Id)", "#{CLIENT}#", `{client}`),
  );
  isSilent(
    "a list, of which another rule speaks",
    at(
      "client-application-ids",
      "1a2b3c4d-0000-4000-8000-aabbccddeeff, 2a2b3c4d-0000-4000-8000-aabbccddeeff",
    ),
  );
  isSilent("an empty one, of which another rule speaks", at("client-application-ids", ""));
  isSilent(
    "audiences",
    inbound(
      `<validate-azure-ad-token tenant-id="common">${audiences("api://orders")}</validate-azure-ad-token>`,
    ),
  );
  isSilent(
    "elements of that name elsewhere",
    inbound("<cors><application-id>a</application-id></cors>") +
      fragment("<application-id>a</application-id>"),
  );
  finds(
    "beside a comment",
    at("client-application-ids", "«a»<!-- our app -->"),
    '"a" is not the client id of an application.',
  );
  offersNothing("which application is meant", at("client-application-ids", "my-app"));
});
