import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("known-context-member");

const at = (code: string) => inbound(`<set-body>@(${code})</set-body>`);

suite("known-context-member", () => {
  finds(
    "a slip, with the likely one",
    at("context.«Requst».Method"),
    'context has no "Requst". Did you mean "Request"?',
  );
  finds("other letters", at("context.«request»"), /Did you mean "Request"/);
  finds("deeper", at("context.Request.«Metod»"), 'Request has no "Metod". Did you mean "Method"?');
  finds("what resembles none", at("context.Api.«Colour»"), 'Api has no "Colour".');
  finds(
    "by way of a property of another object",
    at("context.Request.Url.«Hots»"),
    'Url has no "Hots". Did you mean "Host"?',
  );
  finds(
    "with question marks, spaces and lines between",
    at("context?.Request\r\n  ?. «Boddy».As<string>()"),
    /Request has no "Boddy"/,
  );
  finds(
    "each, in blocks and attributes",
    inbound(
      '<set-variable name="a" value="@(context.«A1».B)" /><set-body>@{ return context.Request.«A2» + context.«A3»; }</set-body>',
    ),
    [/"A1"/, /"A2"/, /"A3"/],
  );
  isSilent(
    "members that exist, methods too",
    at('context.Request.Body.As<string>(preserveContent: true) + context.Trace("a")'),
  );
  isSilent("what every object has", at("context.Request.ToString() + context.GetType()"));
  isSilent(
    "collections and .NET types, whose members are not listed",
    at(
      "context.Request.Headers.Whatever + context.Variables.Whatever + context.Elapsed.Whatever + context.User.Groups.Whatever",
    ),
  );
  isSilent(
    "strings, verbatim, interpolated and plain",
    at('"context.A" + @"context.B""context.C" + $"{context.D}" + "\\"context.E"'),
  );
  isSilent(
    "strings that are escaped as XML asks for",
    inbound('<set-variable name="a" value="@(&quot;context.A \\&quot; context.B&quot;)" />'),
  );
  finds(
    "behind such strings",
    inbound('<set-variable name="a" value="@(&quot;a&quot; + context.«A»)" />'),
    /context has no "A"/,
  );
  isSilent(
    "what resolvers are given",
    at('context.GraphQL.Arguments["id"] + context.GraphQL.Parent["id"] + context.ParentResult["id"]'),
  );
  isSilent("a URL as .NET's", at("context.Request.OriginalUrl.ToUri().AbsoluteUri"));
  isSilent("comments of C#", at("1 /* context.A */ // context.B\n"));
  isSilent("other names that end so", at("my.context.A + mycontext.A"));
  isSilent(
    "text and comments of the document",
    inbound("<set-body>context.A</set-body><!-- @(context.A) -->"),
  );
  offers(
    "the likely one",
    at('context.Request.Headrs["a"]'),
    at('context.Request.Headers["a"]'),
    'Change to "Headers"',
  );
  offersNothing("for what resembles none", at("context.Colour"));
});
