// What is in a PEM text, without a part of it.

/** Returns whether a private key is in a PEM text. */
export function holdsPrivateKey(pem: string): boolean {
  return /PRIVATE KEY/iu.test(pem);
}

/** Counts the certificates of a PEM text. */
export function countCertificates(pem: string): number {
  return pem.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/gu)
    ?.length ?? 0;
}

/** Says what a PEM text holds. */
export function describePem(pem: string): string {
  const count = countCertificates(pem);
  const certificates = `${count || "no"} certificate${count === 1 ? "" : "s"}`;
  return holdsPrivateKey(pem)
    ? `${certificates} and a private key, which does not belong there`
    : certificates;
}

/** Returns whether a text is base64, as a PEM text is between its first and last line. */
export function isBase64Text(text: string): boolean {
  return text.length >= 64 && !text.startsWith("/") &&
    /^[A-Za-z0-9+/=_-]*$/u.test(text);
}
