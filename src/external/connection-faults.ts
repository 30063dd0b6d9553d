// Explains why a connection fails however often it is retried: something between the runner and AWS.

/** Node.js's codes for certificates that it does not trust (Node.js documentation, "X509 certificate error codes"). */
const UNTRUSTED = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
/** @actions/core passes on only the message. */
const UNTRUSTED_WORDS =
  /unable to verify the first certificate|self[- ]signed certificate|unable to get (local )?issuer certificate|certificate has expired|does not match certificate's altnames/
const REFUSED_BY_PROXY = 'ERR_PROXY_TUNNEL'
const REFUSED_WORDS = /tunneling socket could not be established|Failed to establish tunnel/

/** What to do about a permanent connection error; undefined for any other error. */
export function adviseOnConnection(error: unknown): string | undefined {
  const { code = '', message = '' } = (error ?? {}) as { readonly code?: string; readonly message?: string }
  if (code === REFUSED_BY_PROXY || REFUSED_WORDS.test(message)) {
    return 'The proxy in HTTPS_PROXY did not allow a connection to this host: check the username and password in that variable, and allow the hosts of docs/network.md.'
  }
  if (UNTRUSTED.has(code) || UNTRUSTED_WORDS.test(message)) {
    return 'Something in between, such as a TLS-intercepting proxy, presents a certificate that Node.js does not trust. Set NODE_EXTRA_CA_CERTS to the file with its certificate authority: see docs/network.md.'
  }
  return undefined
}
