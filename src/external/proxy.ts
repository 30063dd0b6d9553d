// Refuses proxies that a run cannot use. Node.js ignores an address that it cannot use and calls AWS directly,
// bypassing the proxy; @actions/github fails as soon as it is loaded.

import { ActionError } from '../words/errors.ts'
import type { Environment } from './deps.ts'

const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']

/** Throws INVALID_INPUT unless every proxy in the environment is one that this run can use. */
export function refuseUnusableProxy(env: Environment): void {
  const [name] = VARIABLES.filter((variable) => env[variable] && !isUsable(env[variable]))
  if (name === undefined) return
  // The value may contain a password.
  throw new ActionError('INVALID_INPUT', `The environment variable ${name} names a proxy that cannot be used.`, {
    hint: 'Its value must be the address of an HTTP proxy, such as http://proxy.example.com:3128, including the scheme. SOCKS is not supported. A username and password go before the host, percent-encoded.',
  })
}

function isUsable(value: string): boolean {
  try {
    const { protocol, username, password } = new URL(value)
    decodeURIComponent(username + password)
    return protocol === 'http:' || protocol === 'https:'
  } catch {
    return false
  }
}
