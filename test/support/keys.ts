import { generateKeyPairSync } from "node:crypto";

/** An RSA key in the forms that people have, made once: that takes a while. */
function madeOnce() {
  let made: ReturnType<typeof make> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function make() {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const passphrase = "open sesame";
  const lock = { cipher: "aes-256-cbc", passphrase };
  return {
    passphrase,
    publicKey,
    pkcs8: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    pkcs1: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    locked: privateKey.export({ type: "pkcs8", format: "pem", ...lock }).toString(),
    lockedPkcs1: privateKey.export({ type: "pkcs1", format: "pem", ...lock }).toString(),
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    /** Of a curve, in the form that PKCS#8 has for all keys. */
    elliptic: generateKeyPairSync("ec", { namedCurve: "P-256" })
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString(),
    short: generateKeyPairSync("rsa", { modulusLength: 1024 })
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString(),
  };
}

/** Keys for tests. */
export const testKeys = madeOnce();
