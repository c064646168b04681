import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { Product } from "../../../src/domain/apim.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, principal } from "../../support/shell.ts";

const { AccessIndex } = await import("../../../src/shell/session/access-index.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");
const { PolicyMarks } = await import("../../../src/shell/tree/policy-marks.ts");

const instance = contosoApim;
const { apiId } = basicCalculator;
const [first, second] = calculatorOperations;
assert.ok(first && second);
const ofApi = { kind: "api", instance, apiId } as const;
const ofFirst = { ...ofApi, kind: "operation", operationId: first.operationId } as const;
const where = { account: principal, instance, id: "node" };

const check = `<policies><inbound><base />
<validate-jwt header-name="Authorization"><openid-config url="https://contoso.eu.auth0.com/.well-known/openid-configuration" />
<audiences><audience>calc</audience></audiences></validate-jwt></inbound></policies>`;
const noBase = "<policies><inbound><cors /></inbound></policies>";

/** States over an instance with the calculator, which its policy restricts and which is in one product that asks for a key. */
async function restricted() {
  const shell = await connectedShell();
  const { azure, accounts } = shell;
  const product: Product = {
    id: "p",
    productId: "starter",
    displayName: "Starter",
    subscriptionRequired: true,
  };
  const held = azure.instance(instance);
  held.products = [product];
  held.productsOfApis.set(apiId, ["starter"]);
  azure.addApi({ ...basicCalculator, subscriptionRequired: false }, calculatorOperations);
  azure.putPolicy(ofApi, check);
  const api = { ...basicCalculator, subscriptionRequired: false };
  const states = new AccessIndex(accounts, 0);
  const told = () =>
    new Promise<string>((resolve) => {
      const listener = states.onDidChange((node) => {
        listener.dispose();
        resolve(node);
      });
    });
  const look = async (isOpened = false) => {
    const ready = told();
    states.wantApi(where, api, isOpened);
    return ready;
  };
  return { ...shell, states, api, product, told, look };
}

suite("what rows say of who gets in", () => {
  test("nothing before it is known; then it is told for the instance's node, once", async () => {
    const { states, api, look } = await restricted();
    assert.equal(states.ofApi(api), undefined);
    assert.equal(await look(), "node");
    const { text, icon, reason } = states.ofApi(api) ?? assert.fail();
    assert.deepEqual([text, icon], ["restricted", "lock"]);
    assert.match(reason, /^Restricted: every way asks for a token/);
    assert.match(reason, new RegExp(`Operations: ${calculatorOperations.length} restricted`));
  });

  test("of an operation by each way, with the check and its place", async () => {
    const { states, api, look, azure } = await restricted();
    azure.putPolicy(ofFirst, noBase);
    await look();
    const open = states.ofOperation(api, first.operationId);
    assert.deepEqual([open?.text, open?.icon], ["open", "unlock"]);
    assert.match(
      open?.reason ?? "",
      /Without a product’s key: open\nWith a key of starter: key only; subscription key/,
    );
    const other = states.ofOperation(api, second.operationId);
    assert.match(
      other?.reason ?? "",
      /restricted; token of https:\/\/contoso\.eu\.auth0\.com\/.* \(apis\/.*:2\)/,
    );
    assert.equal(states.ofApi(api)?.text, `open (1 of ${calculatorOperations.length})`);
  });

  test("names no key where a product is open", async () => {
    const { states, api, look, azure, product } = await restricted();
    azure.instance(instance).products = [{ ...product, subscriptionRequired: false }];
    azure.putPolicy(ofFirst, noBase);
    await look();
    const reason = states.ofOperation(api, first.operationId)?.reason ?? "";
    assert.match(reason, /Without a key, in the open product starter: open/);
    assert.doesNotMatch(reason, /With a key of starter/);
  });

  test("has a shape and a word of its own for each verdict", async () => {
    const { states, api, look, azure } = await restricted();
    const shapes: Record<string, string> = {};
    for (const inbound of [
      "<base />",
      '<choose><when condition="{{secret}}"><return-response /></when></choose>',
      '<return-response><set-status code="403" /></return-response>',
    ]) {
      azure.putPolicy(ofApi, `<policies><inbound>${inbound}</inbound></policies>`);
      await look();
      const { text, icon } = states.ofApi(api) ?? assert.fail();
      shapes[text] = icon;
    }
    assert.deepEqual(shapes, { open: "unlock", unknown: "question", closed: "circle-slash" });
  });

  test("what cannot be looked up is unknown, with the reason", async () => {
    const { states, api, look, azure } = await restricted();
    azure.calls.failNext("listProductsOfApi", new Failure("unauthorized", "The token has expired."));
    await look();
    const { text, icon, reason } = states.ofApi(api) ?? assert.fail();
    assert.deepEqual([text, icon], ["unknown", "question"]);
    assert.match(reason, /could not be looked up: The token has expired/);
    assert.equal(states.ofOperation(api, first.operationId)?.icon, "question");
  });

  test("an API that is opened is not looked at twice", async () => {
    const { states, api, look, azure } = await restricted();
    await look();
    const { length } = azure.calls.made;
    states.wantApi(where, api, true);
    assert.equal(azure.calls.made.length, length);
  });

  test("is forgotten when a policy is written, and looked up anew", async () => {
    const { states, api, look, told, azure } = await restricted();
    await look();
    azure.putPolicy(ofFirst, noBase);
    const gone = told();
    states.renew(ofFirst);
    await gone;
    assert.equal(states.ofApi(api), undefined, "nothing is said that may not be so any more");
    await told();
    assert.match(states.ofApi(api)?.text ?? "", /^open/);
    states.renew({ kind: "global", instance });
    assert.equal(states.ofApi(api), undefined);
    states.clear();
  });

  test("of another API's policy nothing is forgotten", async () => {
    const { states, api, look } = await restricted();
    await look();
    states.renew({ ...ofApi, apiId: "another" });
    assert.equal(states.ofApi(api)?.text, "restricted");
  });

  test("an instance is as weak as its weakest API, once all are known, or one is open", async () => {
    const { states, look, azure } = await restricted();
    await look();
    assert.equal(states.ofInstance(instance), undefined, "there may be others");
    states.wantedAll(where, []);
    assert.equal(states.ofInstance(instance)?.text, "restricted");
    azure.putPolicy(ofFirst, noBase);
    const other = await restricted();
    other.azure.putPolicy(ofFirst, noBase);
    await other.look();
    const { text, reason } = other.states.ofInstance(instance) ?? assert.fail();
    assert.equal(text, "open");
    assert.match(reason, /APIs: 1 open/);
  });

  test("a product is told by what its key leads to", async () => {
    const { states, product, told, azure } = await restricted();
    azure.putPolicy(ofFirst, noBase);
    const ready = told();
    states.wantProduct(where, product);
    await ready;
    if (!states.ofProduct(product)) await told();
    const { text, icon } = states.ofProduct(product) ?? assert.fail();
    assert.deepEqual([text, icon], ["key only", "key"]);
  });

  test("a link is told from one whose tokens its policies do not check", async () => {
    const { states, api, look, azure } = await restricted();
    const token = { issuer: "https://contoso.eu.auth0.com/", audience: "calc" };
    assert.equal(states.ofLink(api, token), undefined);
    await look();
    const reason = states.ofLink(api, token)?.reason;
    assert.equal(reason, "Every operation takes the tokens of this link, and lets nobody in without one.");
    assert.equal(states.ofLink(api, { ...token, audience: "another" })?.isHealthy, false);
    azure.putPolicy(ofFirst, noBase);
    await look();
    assert.equal(states.ofLink(api, token)?.text, "(not checked)");
  });

  test("what is wanted while an earlier look is given up is told all the same", async () => {
    const { states, api, told, azure } = await restricted();
    const began = new Promise<void>((resolve) => {
      const { listProductsOfApi } = azure;
      azure.listProductsOfApi = (...given) => {
        azure.listProductsOfApi = listProductsOfApi;
        // before the first look has ended everything is forgotten, and the row is read again
        states.clear();
        states.wantApi(where, api, false);
        resolve();
        return listProductsOfApi.apply(azure, given);
      };
    });
    states.wantApi(where, api, false);
    await began;
    await told();
    assert.equal(states.ofApi(api)?.text, "restricted");
  });

  test("reads nothing for rows once everything is forgotten", async () => {
    const { states, api, azure } = await restricted();
    const { length } = azure.calls.made;
    states.wantApi(where, api, false);
    states.clear();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(azure.calls.made.length, length);
  });
});

suite("the rows of who gets in", () => {
  test("show icon, words and reason, and read the words aloud", async () => {
    const { states, accounts, links, told } = await restricted();
    const nodes = new ApimNodes(accounts, links, new PolicyMarks(), states);
    const { signal } = new AbortController();
    const next = async (list: AsyncIterable<unknown> | undefined, label: RegExp) => {
      for await (const node of (list ?? []) as AsyncIterable<
        import("../../../src/shell/tree/tree-node.ts").TreeNode
      >)
        if (label.test(node.label)) return node;
      return assert.fail(String(label));
    };
    const ready = told();
    const root = await next(nodes.roots(signal), /./);
    const node = await next(root.children?.(signal), new RegExp(instance.serviceName));
    const api = await next((await next(node.children?.(signal), /^APIs$/)).children?.(signal), /Calculator/);
    assert.equal(await ready, node.id);
    const said = (text: unknown) => (typeof text === "function" ? text() : text);
    assert.match(said(api.description), /^restricted · /);
    assert.match(said(api.spoken), /^restricted, /);
    assert.match(said(api.tooltip), /Restricted: every way/);
    assert.deepEqual([said(api.icon), api.iconColor?.()], ["lock", "charts.green"]);
    states.clear();
  });
});
