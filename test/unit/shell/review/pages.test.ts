import assert from "node:assert/strict";
import type { AccessChange } from "../../../../src/access/index.ts";
import { kindOf } from "../../../../src/resources/all-kinds.ts";
import type { Entry, Journal } from "../../../../src/resources/journal.ts";
import type { Change } from "../../../../src/resources/kind.ts";
import type { PlanFace } from "../../../../src/shell/review/plan-face.ts";
import type { Assurance } from "../../../../src/workflows/assurance.ts";
import type { TestLinkResult } from "../../../../src/workflows/test-link.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../../support/in-memory/index.ts";
import "../../../support/vscode/install.ts";

const { renderResult, renderReview, renderRunning, runningParts } = await import(
  "../../../../src/shell/review/plan-page.ts"
);
const { describeInverse } = await import("../../../../src/shell/review/inverse.ts");
const { StepTimes } = await import("../../../../src/shell/review/step-times.ts");
const { placeOf } = await import("../../../../src/shell/review/reservations.ts");
const { renderTestLink } = await import("../../../../src/shell/review/test-link-page.ts");
const { verdictOf } = await import("../../../../src/shell/review/verdict.ts");

const tenant = "contoso.eu.auth0.com";
const instancePath = "s/g/contoso-apim";

/** A change; fields by their names. */
const change = (id: string, kind: string, more: Partial<Change> = {}): Change => ({
  id,
  verb: "create",
  ref: { kind, owner: kind.startsWith("azure") ? instancePath : tenant },
  title: `Do ${id}`,
  fields: [],
  needs: [],
  ...more,
});

const api = change("api", "auth0-api", {
  fields: [
    { path: "name", after: "<b>Calc</b>" },
    { path: "identifier", after: "https://calc.example/api" },
    { path: "scopes", after: [{ value: "read:calc", description: "Reads" }, { value: "write:calc" }] },
  ],
});
const application = change("application", "auth0-application", {
  verb: "update",
  fields: [
    { path: "callbacks", added: ["https://new.example/cb"], removed: ["https://old.example/cb"] },
    { path: "tokenEndpointAuthMethod", before: "none", after: "client_secret_basic" },
  ],
});
const user = change("user", "auth0-user", {
  fields: [
    { path: "email", after: "kim@example.com" },
    { path: "password", after: "hunter2!hunter2!" },
  ],
});
const server = change("server", "azure-authorization-server", {
  fields: [
    { path: "clientId", after: { idOf: "application" } },
    { path: "clientSecret", after: { secretOf: "application" } },
  ],
});
const policy = change("policy", "azure-policy", {
  verb: "update",
  fields: [
    {
      path: "text",
      before: "<policies>\n  <base />\n</policies>",
      after: "<policies>\n  <base />\n  <validate-jwt />\n</policies>",
    },
  ],
});
const changes = [api, application, user, server, policy];

const assured: Assurance = { kind: "assured" };
const face: PlanFace = {
  purpose: "secure",
  api: basicCalculator,
  instance: contosoApim,
  unchanged: ["The user is there."],
  notes: ["The portal is not republished."],
  assurance: assured,
  policiesRead: "Policies were looked for at 4 places.",
};

const instance = { subscriptionId: "s", resourceGroup: "g", serviceName: "contoso-apim" };
const reserved: Assurance = {
  kind: "reserved",
  reservations: [
    {
      kind: "without-base",
      place: { level: { kind: "global", instance }, name: "the policy of all APIs", line: 7 },
      found: "It has <base>.",
      advice: "Look at it.",
      blocks: false,
    },
    {
      kind: "no-check",
      place: { level: { kind: "global", instance }, name: "the policy of “Calc”", line: undefined },
      found: "There is no check.",
      advice: "Insert one.",
      blocks: false,
    },
  ],
};

/** HTML as people read it: places where a line may break are none. */
const read = (html: { readonly text: string }) => html.text.replaceAll("<wbr>", "");

test("a change wears the verb that its kind has for it", () => {
  const badge = (verb: Change["verb"], kind: string) => {
    const { text } = renderReview([change("one", kind, { verb })], face, kindOf);
    return /class="tag">.*?<\/svg>([^<]*)</s.exec(text)?.[1];
  };
  assert.equal(badge("create", "auth0-enabled-application"), "enable");
  assert.equal(badge("delete", "auth0-enabled-application"), "disable");
  assert.equal(badge("create", "azure-publication"), "publish");
  assert.equal(badge("delete", "azure-product-api"), "remove");
  assert.equal(badge("create", "auth0-api"), "create");
  assert.equal(badge("update", "azure-current-revision"), "change");
});

suite("the page of a plan", () => {
  const page = read(renderReview(changes, face, kindOf));

  test("says first what is written, then the changes of each cloud, in order", () => {
    const order = [
      "5 changes: 3 in Auth0, 2 in API Management.",
      "<h2>Auth0 ",
      "Do api",
      "Do application",
      "<h2>Azure API Management ",
      "Do server",
      "Do policy",
    ];
    const places = order.map((text) => page.indexOf(text));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.ok(places.every((place) => place >= 0));
  });

  test("names fields as their kind does, with what is there and what will be", () => {
    assert.match(
      page,
      /<dt>Authentication method<\/dt><dd><del><code>none<\/code><\/del>.*<ins><code>client_secret_basic<\/code><\/ins>/,
    );
    assert.match(
      page,
      /<dt>Identifier \(audience\)<\/dt><dd><code>https:\/\/calc\.example\/api<\/code> <span class="quiet">\(cannot be changed later\)/,
    );
    assert.match(page, /<code>read:calc<\/code> <span class="quiet">\(Reads\)/);
  });

  test("names what a field is made up of, and says of a switch whether it is on", () => {
    const options = { passwordPolicy: "good", disable_signup: true };
    const connection = change("connection", "auth0-connection", {
      fields: [{ path: "options", after: options }],
    });
    assert.match(
      read(renderReview([connection], face, kindOf)),
      /<li>passwordPolicy: <code>good<\/code><\/li><li>disable_signup: on<\/li>/,
    );
  });

  test("says of lists what is added and what is removed", () => {
    assert.match(page, /<li><ins>.*<code>https:\/\/new\.example\/cb<\/code><\/ins>/);
    assert.match(page, /<li><del>.*<code>https:\/\/old\.example\/cb<\/code><\/del>/);
  });

  test("shows no secret, and nothing of a kind that it does not know", () => {
    assert.doesNotMatch(page, /hunter2/);
    assert.match(page, /<dt>Password<\/dt><dd>.*••••••/);
    const unknown = change("new", "auth0-moon", { fields: [{ path: "phase", after: "waning gibbous" }] });
    assert.doesNotMatch(read(renderReview([unknown], face, kindOf)), /waning gibbous/);
  });

  test("shows names as they are written", () => {
    assert.match(page, /&lt;b&gt;Calc&lt;\/b&gt;/);
  });

  test("shows a changed document line by line", () => {
    assert.match(
      page,
      /<ins class="line"><span class="indent"> {2}<\/span><span>&lt;validate-jwt \/&gt;<\/span><\/ins>/,
    );
    assert.match(page, /Lines added: 1, removed: 0/);
  });

  test("compares a policy that is not there yet with the default, and says so", () => {
    const text =
      "<policies>\n\t<inbound>\n\t\t<base />\n\t\t<validate-jwt />\n\t</inbound>\n\t<backend>\n\t\t<base />\n\t</backend>\n\t<outbound>\n\t\t<base />\n\t</outbound>\n\t<on-error>\n\t\t<base />\n\t</on-error>\n</policies>";
    const ref = { kind: "azure-policy", owner: instancePath, id: "apis/calc" };
    for (const indent of ["\t", "  ", "    "]) {
      const after = text.replaceAll("\t", indent);
      const first = { ...policy, verb: "create", ref, fields: [{ path: "text", after }] } as const;
      const shown = read(renderReview([first], face, kindOf));
      assert.match(shown, /the default and planned[\s\S]*Lines added: 1, removed: 0/);
      assert.match(shown, /line fold"><span>\d lines as they are: /);
    }
  });

  test("says of an id that a cloud gives by which change", () => {
    assert.match(page, /<dt>Client id<\/dt><dd>.*its ID is known after this change: Do application/);
  });

  test("lists what is in place, and what to know before agreeing", () => {
    assert.match(page, /Already in place: 1[\s\S]*The user is there\./);
    assert.match(page, /The portal is not republished\./);
    assert.match(page, /Policies were looked for at 4 places\./);
  });

  test("says what cannot be taken back, before it is done", () => {
    const replaced = { ...server, verb: "update" } as const;
    const gone = { ...server, verb: "delete" } as const;
    const forGood = { ...user, verb: "delete" } as const;
    const text = read(renderReview([replaced, gone, forGood], face, kindOf));
    assert.match(
      text,
      /Do server: this cannot be taken back, since nobody can read what is there now: Client secret\./,
    );
    assert.match(text, /Do server: undoing makes a new one, without what nobody can read now: Client secret/);
    assert.match(text, /A user who was deleted cannot be brought back/);
    assert.doesNotMatch(page, /cannot be taken back/);
  });

  test("an empty plan says so, and one change is one", () => {
    assert.match(read(renderReview([], face, kindOf)), /There is nothing to do\./);
    const said = (planned: readonly Change[]) =>
      /<p>(Nothing .*?)<\/p>/.exec(read(renderReview(planned, face, kindOf)))?.[1];
    assert.equal(said([api]), "Nothing is written before you choose Apply. 1 change, in Auth0.");
    assert.equal(
      said([server, policy]),
      "Nothing is written before you choose Apply. 2 changes, all in API Management.",
    );
    assert.equal(
      said([api, change("new", "auth0-moon")]),
      "Nothing is written before you choose Apply. 2 changes.",
    );
  });

  test("names what stands against it first, each with its place as a link, and keeps the good words", () => {
    for (const planned of [changes, []]) {
      const text = read(renderReview(planned, { ...face, assurance: reserved }, kindOf));
      assert.match(text, /not known to be secured, because of what was found in its policies \(2\)\./);
      assert.doesNotMatch(text, /nothing to do|:<\/p>/);
      assert.match(text, /<span class="strong">It has &lt;base&gt;\.<\/span>/);
      assert.match(
        text,
        /data-action="open-place:0">line 7 of the policy of all APIs<\/button>[\s\S]*Look at it\./,
      );
      assert.match(text, /data-action="open-place:1">the policy of “Calc”</);
      assert.ok(text.indexOf("There is no check.") < text.indexOf("Already in place"));
    }
    assert.equal(placeOf("open-place:0", reserved)?.line, 7);
    assert.equal(placeOf("open-place:2", reserved), undefined);
    assert.equal(placeOf("apply", reserved), undefined);
    assert.equal(placeOf("open-place:0", assured), undefined);
  });
});

/** The journal of a plan whose changes got as far as said. */
function journalOf(...ends: Omit<Entry, "change">[]): Journal {
  const entries = ends.flatMap((end, index) => (changes[index] ? [{ change: changes[index], ...end }] : []));
  return { format: 1, id: "1", title: "Secure it", createdAt: "2026-11-27", subject: "api", entries };
}

suite("the page of a plan at work", () => {
  const journal = journalOf({ state: "made" }, { state: "sent" }, { state: "waiting" });

  test("has a row for each change, with its state in a word, and one sentence that is read aloud", () => {
    const page = read(renderRunning(journal, kindOf, "1 of 3 changes are made."));
    assert.match(page, /role="status">1 of 3 changes are made\./);
    assert.equal(page.match(/role="status"/g)?.length, 1);
    assert.match(page, /<progress max="3" value="1"/);
    for (const [id, word] of [
      ["api", "made"],
      ["application", "running"],
      ["user", "waits"],
    ]) {
      assert.match(page, new RegExp(`<li id="row-${id}">[\\s\\S]*?· ${word}<`));
    }
  });

  test("changes the row, the sentence and the bar, and nothing else", () => {
    const parts = runningParts(journal, "application", "2 of 3");
    assert.deepEqual(Object.keys(parts).sort(), ["meter", "row-application", "status"]);
    assert.match(parts["row-application"]?.text ?? "", /· running/);
    assert.deepEqual(Object.keys(runningParts(journal, undefined, "Waits")).sort(), ["meter", "status"]);
  });
});

suite("the page of a plan that has ended", () => {
  const failed = journalOf(
    { state: "made" },
    { state: "not-made", message: "No right. Ask for it." },
    { state: "unknown", message: "Nobody answered." },
    { state: "waiting" },
  );

  test("marks each change in a word: made, failed, not known, not started", () => {
    const page = read(renderResult(failed, face, kindOf));
    const marks = [...page.matchAll(/>(Do \w+)<\/span> <span class="quiet">· ([^<]+)</g)].map(
      ([, title, word]) => [title, word],
    );
    assert.deepEqual(marks, [
      ["Do api", "made"],
      ["Do application", "failed, not made"],
      ["Do user", "not known"],
      ["Do server", "not started"],
    ]);
  });

  test("tells the reason and the way out, as an alert", () => {
    const page = read(renderResult(failed, face, kindOf));
    assert.match(
      page,
      /role="alert">[\s\S]*Basic Calculator is not fully secured\. 1 of 4 changes were made\. Failed: 1\. Not known: 1\. Not started: 1\./,
    );
    assert.match(page, /<p>Do application: No right\. Ask for it\.<\/p><p>Try again to make the rest/);
  });

  test("says what undoing does: of what is made, what is looked for, what this version does not know", () => {
    const unknown = { change: change("moon", "auth0-moon"), state: "made" } as const;
    const page = read(renderResult({ ...failed, entries: [...failed.entries, unknown] }, face, kindOf));
    const [, inverse = ""] = /What undoing does([\s\S]*?)<\/ul>/.exec(page) ?? [];
    assert.deepEqual(
      [...inverse.matchAll(/<span>([^<]*)<\/span>/g)].map(([, text]) => text),
      [
        "Do moon: stays, since this version does not know what it is.",
        "Do user: it is looked for first.",
        "Do api: it is deleted, unless somebody changed or uses it since.",
      ],
    );
  });

  test("says of what is added to something that undoing takes it out again, and of one change that it is one", () => {
    const enabled = change("enabled", "auth0-enabled-application");
    const page = read(
      renderResult({ ...failed, entries: [{ change: enabled, state: "made" }] }, undefined, kindOf),
    );
    assert.match(page, /<span>Do enabled: it is taken out again, unless somebody changed it since\.<\/span>/);
    const one = journalOf({ state: "not-made", message: "No right." });
    assert.match(verdictOf(one, face).said, /0 of 1 change was made\./);
  });

  test("of what would be refused again it says what helps first", () => {
    const refused = journalOf(
      { state: "made" },
      { state: "not-made", message: "No right.", isRefused: true },
    );
    assert.match(
      verdictOf(refused, face).next ?? "",
      /^Trying again helps once that is mended\. Until then undo/,
    );
    const nothing = journalOf({ state: "not-made", message: "No right.", isRefused: true });
    assert.match(verdictOf(nothing, face).next ?? "", /Nothing was changed/);
  });

  test("what was created is said to be deleted, and the other way round", () => {
    const named = (title: string, verb: "create" | "delete") => {
      const entry = { change: change("api", "auth0-api", { title, verb }), state: "made" } as const;
      return describeInverse(entry, kindOf("auth0-api")).text;
    };
    assert.match(named("Create the Auth0 API “Orders”", "create"), /^Delete the Auth0 API “Orders”, unless/);
    assert.match(
      named("Delete the Auth0 API “Orders”", "delete"),
      /^Create the Auth0 API “Orders” again, with/,
    );
  });

  test("what gets its first value and keeps it is told before, and again of the undo", () => {
    const fields = [
      { path: "redirectionPolicy", after: "allow_always" },
      { path: "isOidcConformant", after: true },
    ];
    const first = change("portal", "auth0-application", { verb: "update", fields });
    const says = /keeps one: Redirection policy\. What others/;
    assert.match(describeInverse({ change: first, state: "made" }, kindOf("auth0-application")).text, says);
    const page = read(renderReview([first], face, kindOf));
    assert.match(page, /undoing leaves what has no value yet[^<]*: Redirection policy\./);
  });

  test("undoing a publication is told as what it is: another one", () => {
    const entry = { change: change("portal", "azure-publication"), state: "made" } as const;
    assert.match(describeInverse(entry, kindOf("azure-publication")).text, /published once more/);
  });

  test("each change says how long it took, once it has ended", () => {
    let now = 0;
    const times = new StepTimes(() => now);
    const [one] = journalOf({ state: "sent" }).entries;
    assert.ok(one);
    const { id } = one.change;
    times.note(journalOf({ state: "sent" }), id);
    assert.equal(times.textOf(id), undefined);
    now = 1234;
    const made = journalOf({ state: "made" });
    times.note(made, id);
    assert.match(read(renderResult(made, face, kindOf, undefined, times)), /· made · 1\.2\u00a0s/);
    assert.match(runningParts(made, id, "", times)[`row-${id}`]?.text ?? "", /1\.2\u00a0s/);
    times.clear();
    assert.doesNotMatch(read(renderResult(made, face, kindOf, undefined, times)), /1\.2\u00a0s/);
  });

  test("an outcome that nobody knows is said to be one, and not to have failed", () => {
    const { tone, shape, next } = verdictOf(journalOf({ state: "made" }, { state: "sent" }), face);
    assert.deepEqual([tone, shape], ["warn", "unknown"]);
    assert.match(next ?? "", /looked for first/);
  });

  test("calls nothing secured that is not known to be", () => {
    const done = journalOf({ state: "made" }, { state: "made" }, { state: "made" });
    const page = read(renderResult(done, { ...face, assurance: reserved }, kindOf));
    assert.match(page, /not known to be secured\. The planned changes were made: 3\./);
    assert.match(page, /line 7 of the policy of all APIs/);
    assert.equal(
      verdictOf(done, face).said,
      "Basic Calculator is secured with Auth0. All 3 changes were made.",
    );
    assert.equal(verdictOf(done, undefined).said, "Secure it. All 3 changes were made.");
    assert.match(verdictOf(journalOf({ state: "made" }), face).said, /The change was made\.$/);
  });

  test("calls nothing secured that was read back otherwise, or could not be", () => {
    const done = journalOf({ state: "made" }, { state: "made" }, { state: "made" });
    const operations = [{ api: "calc", operation: "add", method: "GET", path: "/add" }];
    const whole: AccessChange = {
      columns: ["a key alone"],
      rows: [{ operations, cells: [{ before: { kind: "in" }, after: { kind: "in" } }] }],
      count: 2,
      letIn: [],
      shutOut: [],
      perhapsShutOut: [],
      barred: [],
      open: [],
      others: [],
      notLetIn: [],
      perhapsOpen: [],
    };
    const open = [
      { name: "a key alone", operations, fate: { before: { kind: "in" }, after: { kind: "in" } } },
    ] as const;
    const told = (readBack: NonNullable<PlanFace["readBack"]>) => verdictOf(done, { ...face, readBack });
    assert.match(told({ kind: "read", access: whole }).said, /is secured with Auth0/);
    const wide = told({ kind: "read", access: { ...whole, open } });
    assert.match(wide.said, /not known to be secured/);
    assert.equal(wide.reason, "Still lets in a key alone on 1 of 2 operations.");
    const empty = told({ kind: "read", access: { ...whole, count: 0 } });
    assert.equal(empty.reason, "It has no operations that could be called.");
    const unread = told({ kind: "unread", why: "The service is away." });
    assert.deepEqual(
      [unread.tone, unread.reason],
      ["warn", "Who gets in now could not be read back: The service is away."],
    );
    const readBack = { kind: "read", access: { ...whole, open } } as const;
    const page = read(renderResult(done, { ...face, access: whole, readBack }, kindOf));
    assert.match(page, /Who gets in now[\s\S]*not what the plan said[\s\S]*still lets in/);
    const same = read(renderResult(done, { ...face, access: readBack.access, readBack }, kindOf));
    assert.doesNotMatch(same, /not what the plan said/);
  });

  test("says of an undo what is left, and why", () => {
    const partly = journalOf(
      { state: "made", undo: { state: "left", message: "Somebody uses it." } },
      { state: "made", undo: { state: "undone" } },
    );
    const verdict = verdictOf(partly, face);
    assert.equal(verdict.said, "Partly undone: Secure it. One change was taken back. Still there: 1.");
    assert.equal(verdict.reason, "Do api: Somebody uses it.");
    assert.match(read(renderResult(partly, face, kindOf)), /· left as it is[\s\S]*· taken back/);
    const whole = journalOf({ state: "made", undo: { state: "undone" } }, { state: "waiting" });
    assert.equal(verdictOf(whole, face).said, "Undone: Secure it. One change was taken back.");
  });

  test("a password that was made up is on the page only once it is asked for", () => {
    const page = read(
      renderResult(journalOf({ state: "made" }, { state: "made" }, { state: "made" }), face, kindOf, {
        heading: "Now",
        title: "Password of kim@example.com",
        label: "Password",
        hint: "It is kept nowhere.",
      }),
    );
    assert.match(
      page,
      /Password of kim@example\.com[\s\S]*data-action="secret-show"[\s\S]*data-action="secret-copy"/,
    );
    assert.doesNotMatch(page, /hunter2/);
  });
});

suite("the page of a tested link", () => {
  const [operation] = calculatorOperations;
  assert.ok(operation);
  const answer = { reason: "OK", headers: {}, body: "", milliseconds: 12.4 };
  const result: TestLinkResult = {
    operation,
    url: "https://gateway.example/calc/add?a=1&b=1",
    without: {
      ...answer,
      status: 401,
      reason: "Unauthorized",
      headers: { "WWW-Authenticate": "Bearer", date: "now" },
    },
    with: { ...answer, status: 200, body: '{"result":2}' },
    token: {
      claims: { iss: "https://t/", aud: ["a", "b"] },
      algorithm: "RS256",
      keyId: "k1",
      expiresAt: undefined,
    },
    refusedWithout: true,
    conclusion: "works",
    verdict: "The link works: 401 without a token, 200 with one.",
    advice: [],
    place: undefined,
    isOpen: false,
    assurance: { kind: "assured" },
  };

  test("shows both answers, with status, telling headers and readable body", () => {
    const page = renderTestLink(result).text;
    assert.match(page, /Without a token[\s\S]*>401 Unauthorized[\s\S]*WWW-Authenticate[\s\S]*With a token/);
    assert.match(page, />200 OK[\s\S]*&quot;result&quot;: 2/);
    assert.doesNotMatch(page, /<dt>date/);
    assert.match(page, /12 ms/);
  });

  test("shows the verdict and the claims", () => {
    const page = renderTestLink(result).text;
    assert.match(page, /Passed: The link works/);
    assert.match(page, /<dt>aud<\/dt><dd><code>\[&quot;a&quot;,<wbr>&quot;b&quot;\]/);
  });

  test("marks the answer that is not as it should be", () => {
    const open: TestLinkResult = {
      ...result,
      conclusion: "failed",
      refusedWithout: false,
      without: { ...answer, status: 200 },
    };
    assert.match(
      renderTestLink(open).text,
      /role="alert"[\s\S]*Failed: [\s\S]*Without a token[\s\S]*not as it should be[\s\S]*>200 /,
    );
  });

  test("marks a refusal in another status as it should be, when the policy refuses so", () => {
    const page = renderTestLink({ ...result, without: { ...answer, status: 403 } }).text;
    assert.match(page, /Without a token[\s\S]*<\/svg>as it should be[\s\S]*>403 /);
  });

  test("says what was not tested, each with its place, and what to do", () => {
    const page = renderTestLink({
      ...result,
      conclusion: "partly",
      assurance: reserved,
      advice: ["Ask <it>."],
    }).text;
    assert.match(page, /Passed in part: /);
    assert.match(page, /<p>Ask &lt;it&gt;\.<\/p>/);
    assert.match(page, /data-action="open-place:0">line 7 of the policy of all APIs</);
  });

  test("says when the token cannot be read", () => {
    assert.match(renderTestLink({ ...result, token: undefined }).text, /not a readable JWT/);
  });

  test("a body that is no JSON is shown as it is, and harmless", () => {
    const page = renderTestLink({
      ...result,
      with: { ...answer, status: 200, body: "<script>x</script>" },
    }).text;
    assert.match(page, /&lt;script&gt;x/);
  });
});
