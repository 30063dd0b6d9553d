// A company's TLS-inspecting proxy between a runner and the world: it accepts CONNECT, presents its own certificate for
// any requested host, and reads the traffic (RFC 9110, section 9.3.6). Behind it is an emulator, so that an action runs
// with the host names of production.

import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { createSecureContext, TLSSocket } from 'node:tls'
import { readHost } from '../hosts.ts'
import { createCertificateAuthority } from './certificate.ts'

export type TlsProxyOptions = {
  /** `http://127.0.0.1:PORT` of the emulator. */
  readonly target: string
  /** The `user:password` that it requires. */
  readonly login?: string | undefined
  /** Hosts to which it refuses connections. */
  readonly refuses?: RegExp | undefined
}

export type TlsProxy = {
  /** For HTTPS_PROXY, with the login. */
  readonly url: string
  /** PEM of the authority that signs its certificates. */
  readonly authority: string
  /** The host of every CONNECT in order, including refused ones. */
  readonly hosts: readonly string[]
  readonly close: () => Promise<void>
}

/** Listens on a free port of the loopback interface until closed. Only hosts that the emulator serves are allowed. */
export async function startTlsProxy({ target, login, refuses }: TlsProxyOptions): Promise<TlsProxy> {
  const authority = createCertificateAuthority('Emulated inspecting proxy')
  const hosts: string[] = []
  const open = new Set<Duplex>()
  const server = createServer((_request, response) => response.writeHead(405).end('CONNECT only'))
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const [host = '', port = ''] = (request.url ?? '').split(':')
    hosts.push(host)
    const isOpen = port === '443' && readHost(host) !== undefined && refuses?.test(host) !== true
    const refusal = refuse(request, login) ?? (isOpen ? undefined : '403 Forbidden')
    if (refusal !== undefined) return client.end(`HTTP/1.1 ${refusal}\r\nContent-Length: 0\r\n\r\n`)
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    client.unshift(head)
    const secureContext = createSecureContext(authority.issue(host))
    const inside = new TLSSocket(client as never, { isServer: true, secureContext })
    const { hostname, port: targetPort } = new URL(target)
    join(inside, connect(Number(targetPort), hostname), open)
    return undefined
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${login === undefined ? '' : `${login}@`}127.0.0.1:${port}`,
    authority: authority.certificate,
    hosts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const end of open) end.destroy()
      }),
  }
}

/** RFC 9110, section 11.7: requests without credentials get 407. */
function refuse({ headers }: IncomingMessage, login: string | undefined): string | undefined {
  if (login === undefined) return undefined
  const expected = `Basic ${Buffer.from(decodeURIComponent(login)).toString('base64')}`
  if (headers['proxy-authorization'] === expected) return undefined
  return '407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"'
}

/** Forwards bytes in both directions until one end closes; then the other is closed, too. */
function join(left: Duplex, right: Duplex, open: Set<Duplex>): void {
  for (const [from, to] of [
    [left, right],
    [right, left],
  ] as const) {
    open.add(from)
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => {
      open.delete(from)
      to.destroy()
    })
  }
}
