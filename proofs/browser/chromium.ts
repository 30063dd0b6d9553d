// Drives a headless Chromium over its DevTools protocol, with what Node.js has: no driver to install.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** CHROME_PATH alone if it is set, or where systems install it; undefined if there is none. */
export const findBrowser = ({ CHROME_PATH = '' } = process.env): string | undefined =>
  (CHROME_PATH === '' ? PLACES : [CHROME_PATH]).find((path) => existsSync(path))

type Message = {
  id?: number
  method?: string
  params?: Record<string, unknown>
  result?: unknown
  error?: { message: string }
}

export type Page = {
  readonly send: (method: string, params?: Record<string, unknown>) => Promise<Record<string, unknown>>
  /** Messages of the browser itself, in order: console, errors, requests. */
  readonly events: readonly Message[]
  /** The value of an expression in the page, as JSON. @throws Error if it throws there */
  readonly evaluate: <T>(expression: string) => Promise<T>
  readonly close: () => Promise<void>
}

/** A page of a browser with a profile of its own. */
export async function openPage(browser: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'check-browser-'))
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ]
  const child = spawn(browser, [...args, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const socket = new WebSocket(await findPage(await readEndpoint(child)))
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', reject, { once: true })
  })
  const events: Message[] = []
  const pending = new Map<number, PromiseWithResolvers<Record<string, unknown>>>()
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    const waiting = pending.get(message.id ?? -1)
    if (waiting === undefined) events.push(message)
    else if (message.error !== undefined) waiting.reject(new Error(message.error.message))
    else waiting.resolve((message.result ?? {}) as Record<string, unknown>)
  })
  let next = 0
  const send: Page['send'] = (method, params = {}) => {
    const id = next++
    const waiting = Promise.withResolvers<Record<string, unknown>>()
    pending.set(id, waiting)
    socket.send(JSON.stringify({ id, method, params }))
    return waiting.promise
  }
  for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await send(`${domain}.enable`)
  return {
    send,
    events,
    evaluate: (expression) => evaluate(send, expression),
    close: () => close(child, socket, profile),
  }
}

async function evaluate<T>(send: Page['send'], expression: string): Promise<T> {
  const { result, exceptionDetails } = await send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails))
  return (result as { value: T }).value
}

function readEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', ({ message }) => reject(new Error(`The browser does not start: ${message}`)))
    let said = ''
    child.stderr?.on('data', (chunk) => {
      said += String(chunk)
      const [, host] = /DevTools listening on ws:\/\/([^/]+)\//.exec(said) ?? []
      if (host !== undefined) resolve(host)
    })
    child.stderr?.on('end', () => reject(new Error(`The browser ended: ${said.slice(0, 500)}`)))
  })
}

async function findPage(host: string): Promise<string> {
  const pages = (await (await fetch(`http://${host}/json/list`)).json()) as {
    type: string
    webSocketDebuggerUrl: string
  }[]
  const page = pages.find(({ type }) => type === 'page')
  if (page === undefined) throw new Error('The browser has no page.')
  return page.webSocketDebuggerUrl
}

async function close(child: ChildProcess, socket: WebSocket, profile: string): Promise<void> {
  socket.close()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
}
