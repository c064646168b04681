import type { KoaContextWithOIDC } from "oidc-provider";
import { escapeHtml, page } from "./pages.ts";

/** The pages on which a user enters a device's code, confirms it and is told that it worked. */
export const deviceFlowPages = {
  userCodeInputSource: (
    ctx: KoaContextWithOIDC,
    form: string,
    out?: { error: string },
    error?: Error,
  ): void => {
    const failed = out !== undefined || error !== undefined;
    const alert = failed ? `<p role="alert">This code is not valid, has expired or was used before.</p>` : "";
    const labelled = form.replace('name="user_code"', 'name="user_code" aria-label="Code"');
    show(
      ctx,
      "Connect a device",
      `<p>Enter the code shown on your device.</p>${alert}${labelled}${submit("op.deviceInputForm", "Continue")}`,
    );
  },
  userCodeConfirmSource: (
    ctx: KoaContextWithOIDC,
    form: string,
    client: { clientName?: string | undefined; clientId: string },
    _: unknown,
    userCode: string,
  ): void => {
    const application = escapeHtml(client.clientName ?? client.clientId);
    show(
      ctx,
      "Confirm the device",
      `<p>${application} shows the code <strong>${escapeHtml(userCode)}</strong>. Is it the same?</p>${form}${submit("op.deviceConfirmForm", "Confirm")}`,
    );
  },
  successSource: (ctx: KoaContextWithOIDC): void => {
    show(ctx, "Your device is connected", "<p>You can close this page.</p>");
  },
};

/** The server's forms have no button; this one belongs to the form by its id. */
function submit(form: string, label: string): string {
  return `<button type="submit" form="${form}">${label}</button>`;
}

function show(ctx: KoaContextWithOIDC, title: string, body: string): void {
  ctx.type = "html";
  ctx.body = page(title, body);
}
