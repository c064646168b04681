/** Text made safe for HTML, attribute values included. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const style = `body{font-family:system-ui,sans-serif;background:#f2f3f5;color:#1f2328;margin:0;display:grid;place-items:center;min-height:100vh}
main{background:#fff;border:1px solid #d0d4da;border-radius:8px;padding:32px;width:min(90vw,22rem)}
h1{font-size:1.4rem;margin:0 0 1rem}label{display:block;margin:.8rem 0 .2rem;font-weight:600}
input{box-sizing:border-box;width:100%;padding:.6rem;border:1px solid #8a9099;border-radius:4px;font:inherit}
button{margin-top:1.2rem;width:100%;padding:.7rem;border:0;border-radius:4px;background:#1f4f8f;color:#fff;font:inherit;font-weight:600}
[role=alert]{color:#a11;margin:.8rem 0 0}code{overflow-wrap:anywhere}`;

/** A whole page; `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body>
</html>
`;
}

/** What the login page shows. */
interface LoginView {
  readonly application: string;
  readonly state: string;
  readonly email: string;
  readonly error?: string;
}

/** The page on which a user logs in. */
export function loginPage({ application, state, email, error }: LoginView): string {
  const alert = error ? `<p role="alert" id="error">${escapeHtml(error)}</p>` : "";
  return page(
    "Welcome",
    `<p>Log in to continue to ${escapeHtml(application)}.</p>
<form method="post">
<input type="hidden" name="state" value="${escapeHtml(state)}">
<label for="username">Email</label>
<input id="username" name="username" type="text" inputmode="email" autocomplete="username" required autofocus value="${escapeHtml(email)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
${alert}
<button type="submit" name="action" value="default">Continue</button>
</form>`,
  );
}

/** The page on which a user lets an application of a third party have access. */
export function consentPage(application: string, scopes: readonly string[]): string {
  return page(
    "Authorize the application",
    `<p>${escapeHtml(application)} asks for access to your account:</p>
<ul>${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join("")}</ul>
<form method="post">
<button type="submit" name="action" value="accept">Accept</button>
<button type="submit" name="action" value="decline">Decline</button>
</form>`,
  );
}

/** The page for what cannot be answered with a redirect; `help` says what to do. */
export function errorPage(error: string, description: string, help = ""): string {
  return page(
    "Something went wrong",
    `<p role="alert"><strong>${escapeHtml(error)}</strong>: ${escapeHtml(description)}</p>
${help ? `<p>${escapeHtml(help)}</p>` : ""}`,
  );
}

/** The page for a callback that is not on the application's list. */
export function callbackMismatchPage(application: string, sent: string): string {
  return page(
    "Callback URL mismatch.",
    `<p role="alert">The redirect_uri of this request is not one of the allowed callback URLs of ${escapeHtml(application)}.</p>
<p>Sent: <code>${escapeHtml(sent)}</code></p>
<p>Add exactly this URL to the Allowed Callback URLs of the application, or send one that is on the list.</p>`,
  );
}
