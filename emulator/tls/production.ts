// Makes a stage reachable by the host names of production: the environment does not contain the emulator's address,
// only a proxy in front of it and the authority that signs its certificates.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { oidcEnvironment } from '../oidc/oidc.ts'
import type { Stage } from '../stage.ts'
import { startTlsProxy, type TlsProxy, type TlsProxyOptions } from './proxy.ts'

/** As on hosted runners, where the name begins with that of the pool (GitHub Docs, "Communication requirements"). */
const TOKEN_SERVICE = 'https://run-actions-1-azure-eastus.actions.githubusercontent.com'

/** The stage with an environment for its proxy instead of for the emulator; closing it closes both. */
export async function putBehindProxy(
  stage: Stage,
  options: Omit<TlsProxyOptions, 'target'> = {},
): Promise<Stage & { readonly proxy: TlsProxy }> {
  const proxy = await startTlsProxy({ ...options, target: stage.url })
  const folder = mkdtempSync(join(tmpdir(), 'emulated-authority-'))
  const authority = join(folder, 'authority.pem')
  writeFileSync(authority, proxy.authority)
  const env = {
    AWS_REGION: stage.world.region,
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: authority,
    ...oidcEnvironment(stage.world, TOKEN_SERVICE),
  }
  const close = async () => {
    await proxy.close()
    await stage.close()
    rmSync(folder, { recursive: true })
  }
  return { ...stage, env, proxy, close }
}
