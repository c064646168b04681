import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { readWsdl } from "../../../src/imports/wsdl/read-wsdl.ts";
import { wsdlApi } from "../../../src/imports/wsdl/wsdl-api.ts";

interface Options {
  readonly style?: string;
  readonly use?: string;
  readonly parts?: string;
  readonly binding?: string;
  readonly inside?: string;
  readonly schema?: string;
}

/** A document with one service that is reached by SOAP and by plain HTTP. */
function wsdl({
  style = "document",
  use = "literal",
  parts = '<wsdl:part name="body" element="t:Add"/>',
  binding = "CalcSoap",
  inside = "",
  schema = "",
}: Options = {}): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions name="Calc" targetNamespace="urn:t" xmlns:t="urn:t" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:http="http://schemas.xmlsoap.org/wsdl/http/">
  ${inside}
  <wsdl:types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${schema}</xs:schema></wsdl:types>
  <wsdl:message name="AddIn">${parts}</wsdl:message>
  <wsdl:portType name="CalcPort">
    <wsdl:operation name="AddNumbers"><wsdl:input message="t:AddIn"/></wsdl:operation>
    <wsdl:operation name="Ping"/>
  </wsdl:portType>
  <wsdl:binding name="CalcSoap" type="t:CalcPort">
    <soap:binding style="${style}" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="AddNumbers"><soap:operation/><wsdl:input><soap:body use="${use}"/></wsdl:input></wsdl:operation>
  </wsdl:binding>
  <wsdl:binding name="CalcHttp" type="t:CalcPort"><http:binding verb="GET"/></wsdl:binding>
  <wsdl:service name="Calculator">
    <wsdl:port name="Soap" binding="t:${binding}"><soap:address location="https://calc.example/soap"/></wsdl:port>
    <wsdl:port name="Http" binding="t:CalcHttp"><http:address location="https://calc.example/http"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>`;
}

suite("WSDL", () => {
  test("has services and endpoints to choose from, with what keeps one from being imported", () => {
    const { name, endpoints, problems } = readWsdl(wsdl());
    assert.deepEqual([name, problems], ["Calc", []]);
    assert.deepEqual(endpoints, [
      {
        service: "Calculator",
        endpoint: "Soap",
        address: "https://calc.example/soap",
        operations: ["AddNumbers", "Ping"],
        problem: undefined,
      },
      {
        service: "Calculator",
        endpoint: "Http",
        address: "https://calc.example/http",
        operations: ["AddNumbers", "Ping"],
        problem: "It speaks plain HTTP, not SOAP.",
      },
    ]);
  });

  test("becomes an API of the endpoint that was chosen", () => {
    const read = readWsdl(wsdl());
    const [endpoint] = read.endpoints;
    assert.ok(endpoint);
    const { title, backends, operations, content } = wsdlApi(wsdl(), read, endpoint);
    assert.deepEqual([title, backends], ["Calc", ["https://calc.example/soap"]]);
    assert.deepEqual(operations[0], {
      name: "addnumbers",
      writtenName: "AddNumbers",
      method: "POST",
      urlTemplate: "",
      displayName: "AddNumbers",
    });
    assert.deepEqual(content, { kind: "wsdl", text: wsdl(), service: "Calculator", endpoint: "Soap" });
  });

  test("has its addresses as they are meant, not as XML writes them", () => {
    const text = wsdl().replace("calc.example/soap", "calc.example/soap?a=1&amp;b=&#50;&#x33;&amp;lt;");
    assert.equal(readWsdl(text).endpoints[0]?.address, "https://calc.example/soap?a=1&b=23&lt;");
  });

  const http = 'transport="http://schemas.xmlsoap.org/soap/http"';
  for (const [what, text, says] of [
    [
      "another transport",
      wsdl().replace(http, 'transport="http://schemas.microsoft.com/soap/tcp"'),
      /soap\/tcp; only SOAP over HTTP/,
    ],
    ["no transport", wsdl().replace(http, ""), /names no transport/],
    [
      "another way to it",
      wsdl().replace("https://calc.example/soap", "net.msmq://calc.example/soap"),
      /reached by net\.msmq/,
    ],
  ] as const) {
    test(`an endpoint with ${what} cannot be chosen`, () => {
      assert.match(readWsdl(text).endpoints[0]?.problem ?? "", says);
    });
  }

  test("an endpoint of SOAP 1.2 with its own transport can be chosen", () => {
    const text = wsdl().replace(http, 'transport="http://www.w3.org/2003/05/soap/bindings/HTTP/"');
    assert.equal(readWsdl(text).endpoints[0]?.problem, undefined);
  });

  for (const [what, options, says] of [
    ["RPC style", { style: "rpc" }, /RPC style/],
    ["encoded messages", { use: "encoded" }, /encoded/],
    [
      "messages of several parts",
      { parts: '<wsdl:part name="a"/><wsdl:part name="b"/>' },
      /“AddIn” has several parts/,
    ],
    ["a binding that is not there", { binding: "Other" }, /binding is not in the document/],
  ] as const) {
    test(`an endpoint with ${what} cannot be chosen`, () => {
      assert.match(readWsdl(wsdl(options)).endpoints[0]?.problem ?? "", says);
    });
  }

  for (const [what, text, says] of [
    ["no XML", "<definitions>", /no XML: it cannot be read in line 1/],
    ["an end that is missing", wsdl().replace("</wsdl:definitions>", ""), /no XML/],
    ["a comment alone", "<!-- nothing -->", /no XML: it cannot be read in line 1 \(/],
    [
      "what is nested without end",
      `<definitions>${"<a>".repeat(10_000)}${"</a>".repeat(10_000)}</definitions>`,
      /too deep/,
    ],
    [
      "a name that the parser refuses",
      "<definitions><__proto__/></definitions>",
      /names that no WSDL document has/,
    ],
    ["WSDL 2.0", "<description/>", /WSDL 2\.0/],
    ["WADL", "<application/>", /WADL/],
    ["OData", "<edmx:Edmx xmlns:edmx='urn:e'/>", /OData/],
    ["a schema", "<xs:schema xmlns:xs='urn:x'/>", /XML schema/],
    ["a policy", "<policies/>", /policy of API Management/],
    ["a SOAP message", "<s:Envelope xmlns:s='urn:s'/>", /SOAP message/],
    ["XHTML", '<?xml version="1.0"?><html/>', /web page/],
    ["another root", "<orders/>", /root of this XML is “orders”/],
    ["no services", "<definitions/>", /no service with an endpoint/],
    [
      "an import",
      wsdl({ inside: '<wsdl:import namespace="urn:o" location="other.wsdl"/>' }),
      /no imports and includes: other\.wsdl/,
    ],
    ["an include of a schema", wsdl({ schema: '<xs:include schemaLocation="types.xsd"/>' }), /types\.xsd/],
    ["entities", wsdl().replace("<wsdl:def", '<!DOCTYPE d [<!ENTITY a "b">]><wsdl:def'), /entities/],
  ] as const) {
    test(`${what} is told`, () => {
      const { endpoints, problems } = readWsdl(text);
      assert.deepEqual(endpoints, []);
      assert.match(problems[0]?.message ?? "", says);
    });
  }

  test("an import of a namespace alone leads nowhere and is taken", () => {
    assert.deepEqual(readWsdl(wsdl({ schema: '<xs:import namespace="urn:o"/>' })).problems, []);
  });

  test("WS-* policies are told", () => {
    const text = wsdl({ inside: '<wsp:Policy xmlns:wsp="urn:p"/>' });
    assert.match(readWsdl(text).problems[0]?.message ?? "", /WS-\*/);
  });
});
