// Preloaded into the action by `node --import`: whatever does not go through the proxy on the loopback interface fails, and
// says so, instead of reaching for the world.

import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'

dns.lookup = (host) => {
  throw new Error(`this run was to speak to its proxy only, and looked up ${host}`)
}
syncBuiltinESMExports()
