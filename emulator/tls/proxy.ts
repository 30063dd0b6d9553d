// Knows how a company's inspecting proxy stands between a runner and the world: it takes CONNECT, shows a certificate of its
// own for whatever host was asked for, and reads along (RFC 9110, section 9.3.6). Behind it lies an emulator, so that an action runs with
// the addresses it has in production.

import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { createSecureContext, TLSSocket } from 'node:tls'
import { readHost } from '../hosts.ts'
import { createCertificateAuthority } from './certificate.ts'

export type TlsProxyOptions = {
  /** `http://127.0.0.1:PORT` of the emulator. */
  readonly target: string
  /** `user:password` it asks for. */
  readonly login?: string | undefined
  /** Hosts it lets nobody speak to. */
  readonly refuses?: RegExp | undefined
}

export type TlsProxy = {
  /** For HTTPS_PROXY, with the login. */
  readonly url: string
  /** PEM of the authority that signs its certificates. */
  readonly authority: string
  /** The host of every CONNECT, also of the refused ones, in order. */
  readonly hosts: readonly string[]
  readonly close: () => Promise<void>
}

/** Listens on a free port of the loopback interface until closed. Only hosts that the emulator speaks for are let through. */
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

/** RFC 9110, section 11.7: who has not said who they are gets 407. */
function refuse({ headers }: IncomingMessage, login: string | undefined): string | undefined {
  if (login === undefined) return undefined
  const expected = `Basic ${Buffer.from(decodeURIComponent(login)).toString('base64')}`
  if (headers['proxy-authorization'] === expected) return undefined
  return '407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"'
}

/** Bytes go both ways until one end is gone; then so is the other. */
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
