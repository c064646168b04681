import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { Verdict } from "../../../src/access/index.ts";
import { answer, choose, entra, entryOf, jwt, reportOf, type Scenario } from "./instance.ts";

const failed = choose({ '@(((IResponse)context.Variables["r"]).StatusCode != 200)': answer(502) });
const secret = { values: { pass: null } };
const header = (value: string, name = "X-Key") =>
  `<set-header name="${name}" exists-action="override"><value>${value}</value></set-header>`;
const sent = (name: string) => `@(context.Request.Headers.GetValueOrDefault("${name}",""))`;
const checkHeader = '<check-header name="X-Key"><value>{{pass}}</value></check-header>';
const request = (body: string) =>
  `<send-request response-variable-name="r"><set-url>https://other.example/</set-url><set-body>${body}</set-body></send-request>`;
const fromVariable = '@("t=" + (string)context.Variables["t"])';
const variable = (value: string) => `<set-variable name="t" value="${value}"/>`;
const certificate = (identities: string) =>
  `<validate-client-certificate validate-trust="false"><identities>${identities}</identities></validate-client-certificate>`;
const ofVariable = (tenant: string) => jwt(tenant, 'token-value="@((string)context.Variables["t"])"');
const present = 'context.Request.Headers.ContainsKey("Authorization")';
const setsIt = '<set-variable name="v" value="1"/>';
const isSet = '@(context.Variables.ContainsKey("v"))';
const theHeader = 'context.Request.Headers.GetValueOrDefault("B","")';
const chance = 'Guid.NewGuid().ToString().StartsWith("a")';
const knocks = (name: string, content: string) =>
  choose({ [`@(${name}context.Request.Headers["K"].Contains((string)context.Variables["t"]))`]: content });

const rows: readonly (Scenario & { readonly what: string; readonly verdict: Verdict })[] = [
  {
    what: "an answer that the gateway gets for itself says nothing of the caller",
    api: request("grant_type=client_credentials") + failed,
    verdict: "unknown",
  },
  {
    what: "nor does one about a text of the policy's own",
    api: variable("abc") + request(fromVariable) + failed,
    verdict: "unknown",
  },
  {
    what: "one about a token that was put into a variable does",
    api: variable(sent("Authorization")) + request(fromVariable) + failed,
    verdict: "restricted",
  },
  {
    what: "one about the address of a call does",
    api: request("@(context.Request.IpAddress)") + failed,
    verdict: "restricted",
  },
  { what: "a header that the caller sends", api: checkHeader, ...secret, verdict: "restricted" },
  {
    what: "a header that the policy has set itself",
    api: header("{{pass}}") + checkHeader,
    ...secret,
    verdict: "unknown",
  },
  {
    what: "a certificate of one's own making, with the right name",
    api: certificate('<identity subject="CN=partner"/>'),
    verdict: "unknown",
  },
  {
    what: "a certificate by its thumbprint, or by the name alone",
    api: certificate('<identity thumbprint="AB"/><identity subject="CN=partner"/>'),
    verdict: "unknown",
  },
  {
    what: "a certificate by its thumbprint",
    api: certificate('<identity thumbprint="AB"/>'),
    verdict: "restricted",
  },
  {
    what: "two tokens, one after the other in the same header",
    api: jwt("acme") + header(sent("X-User"), "Authorization") + jwt("users"),
    verdict: "restricted",
  },
  {
    what: "two tokens, one after the other in the same variable",
    api: variable(sent("A")) + ofVariable("acme") + variable(sent("B")) + ofVariable("users"),
    verdict: "restricted",
  },
  {
    what: "one token in a variable, checked twice",
    api: variable(sent("A")) + ofVariable("acme") + ofVariable("users"),
    verdict: "closed",
  },
  {
    what: "a header that only the gateway's own credentials have put there",
    api:
      choose({ [`@(${present})`]: jwt() }) +
      '<authentication-basic username="a" password="b"/>' +
      choose({ [`@(!${present})`]: answer(401) }),
    verdict: "unknown",
  },
  {
    what: "a condition that chance decides anew each time",
    api: choose({ [`@(${chance})`]: jwt() }) + choose({ [`@(!${chance})`]: answer(401) }),
    verdict: "unknown",
  },
  {
    what: "a condition on a variable that holds another text the second time",
    api: variable("a") + knocks("", jwt()) + variable("b") + knocks("!", answer(401)),
    verdict: "unknown",
  },
  {
    what: "on-error that looks for what the call had set before it failed",
    api: variable("soft") + jwt(),
    onError: choose({ '@(context.Variables.ContainsKey("t"))': answer(200) }),
    verdict: "unknown",
  },
  {
    what: "on-error that looks for the method",
    api: jwt(),
    onError: choose({ '@(context.Request.Method == "OPTIONS")': answer(200) }),
    verdict: "restricted",
  },
  ...(
    [
      ["that keeps none", "<set-body>a</set-body>", "restricted"],
      ["of which nobody knows whether it keeps any", '<include-fragment fragment-id="gone"/>', "unknown"],
      ["that keeps them for everybody", "<choose><otherwise><cache-store/></otherwise></choose>", "open"],
    ] as const
  ).map(([which, outbound, verdict]) => ({
    what: `a cache of answers before a check, ${which}`,
    api: `<cache-lookup/>${jwt()}`,
    outbound,
    verdict,
  })),
  ...(
    [
      ["all that is within", "", "restricted"],
      ["any of it", 'for="any"', "unknown"],
      ["what a secret says", 'for="{{pass}}"', "unknown"],
    ] as const
  ).map(([which, attributes, verdict]) => ({
    what: `a check beside another policy, where the call waits for ${which}`,
    api: `<wait ${attributes}><send-request response-variable-name="r"/>${choose({ "@(true)": jwt() })}</wait>`,
    ...secret,
    verdict,
  })),
  {
    what: "two checks of which one must be met before the call goes on",
    api: `<wait for="any">${choose({ "@(true)": jwt() })}${choose({ "@(true)": jwt("partner") })}</wait>`,
    verdict: "restricted",
  },
  {
    what: "refusals side by side of which one is certain",
    api: `<wait for="any">${choose({ "@(true)": answer(403) })}${choose({ "@(true)": answer(401) })}</wait>`,
    verdict: "closed",
  },
  {
    what: "a wait for any of what checks nothing, and a check behind it",
    api: `<wait for="any"><send-request response-variable-name="r"/><cache-lookup-value key="a" variable-name="c"/></wait>${jwt()}`,
    verdict: "restricted",
  },
  {
    what: "a condition on a variable that may not be there yet",
    api: `<wait for="any"><send-request response-variable-name="t"/><cache-lookup-value key="a" variable-name="c"/></wait>${choose({ '@(context.Variables.ContainsKey("t"))': jwt() })}`,
    verdict: "unknown",
  },
  {
    what: "conditions that contradict each other, one of them on a variable that holds what the other asks for",
    api: `${choose({ [`@(${theHeader} != "1")`]: `<set-variable name="v" value="@(${theHeader})"/>${choose({ [`@(${present} || context.Variables.GetValueOrDefault<string>("v","") == "1")`]: choose({ [`@(${present})`]: "" }, answer(200)) })}` })}${answer(401)}`,
    verdict: "closed",
  },
  ...(
    [
      ["a token", jwt("acme", 'header-name="Authorization" failed-validation-httpcode="200"')],
      [
        "a token of Entra",
        entra().replace(
          "<validate-azure-ad-token ",
          '<validate-azure-ad-token failed-validation-httpcode="202" ',
        ),
      ],
      [
        "a header",
        '<check-header name="X-Key" failed-check-httpcode="204"><value>{{pass}}</value></check-header>',
      ],
    ] as const
  ).map(([of, api]) => ({
    what: `a check of ${of} that answers those who fail it as after success`,
    api,
    ...secret,
    verdict: "unknown" as const,
  })),
  {
    what: "the same behind a check that refuses",
    api: `${jwt()}${jwt("acme", 'header-name="Authorization" failed-validation-httpcode="200"')}`,
    verdict: "restricted",
  },
  {
    what: "a part that may be done before a check of which nobody knows whose token it is",
    api: `<wait for="any">${choose({ true: jwt() })}${choose({ true: '<set-header name="Authorization" exists-action="skip"><value>a</value></set-header>' })}</wait>`,
    verdict: "unknown",
  },
  {
    what: "a condition on what a part had set before it was refused",
    api: `<wait for="any">${choose({ true: `${setsIt}${answer(401)}` })}<choose></choose></wait>${choose({ [isSet]: "" }, jwt())}`,
    verdict: "unknown",
  },
  {
    what: "a check that is met only where another part has set something by then",
    api: `<wait>${choose({ true: setsIt })}${choose({ [isSet]: jwt() })}</wait>`,
    verdict: "unknown",
  },
  {
    what: "a check beside a part that takes the token away",
    api: `<wait>${choose({ true: '<set-header name="Authorization" exists-action="delete"/>' })}${choose({ true: jwt() })}</wait>`,
    verdict: "unknown",
  },
  {
    what: "a check beside a part that answers",
    api: `<wait>${choose({ true: jwt() })}${choose({ true: answer(200) })}</wait>`,
    verdict: "unknown",
  },
  {
    what: "a check on the answer of a request, where each part sets what is its own",
    api: `<wait><send-request response-variable-name="r"/>${choose({ true: setsIt })}</wait>${choose({ [isSet]: jwt() })}`,
    verdict: "restricted",
  },
  {
    what: "a fragment that the instance includes, beside a workspace's own with the same id",
    global: '<include-fragment fragment-id="check"/>',
    workspace: "<base/>",
    fragments: { check: jwt() },
    fragmentsOfInstance: { check: "<trace/>" },
    verdict: "open",
  },
  {
    what: "a fragment of the instance in a workspace that has none",
    global: '<include-fragment fragment-id="Check"/>',
    workspace: "<base/>",
    fragmentsOfInstance: { check: jwt() },
    verdict: "restricted",
  },
  {
    what: "a fragment of the instance alone, included by the workspace",
    workspace: '<base/><include-fragment fragment-id="check"/>',
    fragmentsOfInstance: { check: jwt() },
    verdict: "unknown",
  },
];

suite("who gets in: what is the gateway's own, and what the caller's", () => {
  for (const { what, verdict, ...scenario } of rows) {
    test(`${what}: ${verdict}`, () =>
      assert.equal(entryOf(scenario).verdict, verdict, reportOf(scenario).notes.join("\n")));
  }

  test("which of two checks side by side a call meets is nobody's choice, and told as a condition", () => {
    const both = `${choose({ true: jwt() })}${choose({ true: jwt("partner") })}`;
    const conditions = entryOf({ api: `<wait for="any">${both}</wait>` }).paths.map(({ when }) => when);
    assert.deepEqual(conditions, [['done first of <wait for="any">'], ['done first of <wait for="any">']]);
    assert.deepEqual(entryOf({ api: `<wait>${both}</wait>` }).paths.length, 0, "no token passes both");
  });

  test("whom a check refuses with success is told on a way of their own", () => {
    const second = jwt("acme", 'header-name="Authorization" failed-validation-httpcode="200"');
    const { paths } = entryOf({ api: `${jwt()}${second}` });
    assert.deepEqual(
      paths.map(({ when, checks }) => [when, checks.length]),
      [
        [["refused with 200 by validate-jwt"], 1],
        [[], 2],
      ],
    );
  });
});
