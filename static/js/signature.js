// Ed25519: the browser's own where it knows it, else @noble/ed25519, strict (no ZIP 215).

export async function byBrowser(signature, message, publicKey) {
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, message);
}

export async function byNoble(signature, message, publicKey) {
  const { verifyAsync } = await import("../vendor/noble-ed25519-3.2.0/index.js");
  return verifyAsync(signature, message, publicKey, { zip215: false });
}

export async function verify(signature, message, publicKey) {
  try {
    return await byBrowser(signature, message, publicKey);
  } catch { // not known here, or a key it cannot take: the other one decides
    return byNoble(signature, message, publicKey);
  }
}
