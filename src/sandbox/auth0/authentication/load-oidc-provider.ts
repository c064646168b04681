/** The authorization server's package. */
export type OidcProvider = typeof import("oidc-provider");

/**
 * Loads the authorization server without its warning about Node 20: that version has all it needs here, and the
 * sandbox's standard error belongs to the sandbox.
 */
export async function loadOidcProvider(): Promise<OidcProvider> {
  const { console } = globalThis;
  const { warn } = console;
  console.warn = (...parts: unknown[]) => {
    if (!String(parts[0]).includes("Unsupported runtime")) warn.apply(console, parts);
  };
  try {
    return await import("oidc-provider");
  } finally {
    console.warn = warn;
  }
}
