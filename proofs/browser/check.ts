// The command `npm run check:browser`: opens the HTML page of fleets in a real browser, looks for anything of the keys that
// came to life or covers its neighbors, sorts, searches, with a keyboard alone too, and asks axe whether everybody can read it.
// Ends with code 1 if anything is wrong, and with code 2 where there is no browser.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { renderPage } from '../../src/report/html/page.ts'
import { findBrowser, openPage, type Page } from './chromium.ts'
import { buildFleetRun, READABLE_KEYS } from './fleet-run.ts'
import { findUnreachable, findUnusable } from './use.ts'

const MAX_BYTES = 2 * 1024 * 1024
const MAX_OPEN_MS = 1_000
const MAX_OPENINGS = 3
const WIDTH = 1180
const { values } = parseArgs({ options: { pictures: { type: 'string' } } })
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function checkPage(path: string, buckets: number, scheme: string): Promise<string[]> {
  const place = join(folder, `${buckets}.html`)
  const html = renderPage(buildFleetRun(buckets), 'report.html')
  writeFileSync(place, html)
  const page = await openPage(path)
  try {
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
    const openedMs = await open(page, pathToFileURL(place).href)
    const seen = await look(page)
    const found = [
      ...findAlive(seen),
      ...(await findSpilling(page, buckets > 0)),
      ...(await findUnusable(page)),
      ...(await findUnreachable(page)),
      ...(await askAxe(page)),
      ...page.events.flatMap(explainEvent),
      ...(buckets <= 50 && Buffer.byteLength(html) > MAX_BYTES ? [`has ${Buffer.byteLength(html)} bytes`] : []),
      ...(buckets <= 50 && openedMs > MAX_OPEN_MS ? [`takes ${openedMs} ms to open`] : []),
    ]
    if (values.pictures !== undefined) await takePicture(page, join(values.pictures, `${buckets}-${scheme}.png`))
    console.log(
      `${buckets} buckets, ${scheme}: ${Buffer.byteLength(html)} bytes, open after ${Math.round(openedMs)} ms, ${found.length} problems`,
    )
    return found.map((text) => `${buckets} buckets, ${scheme}: ${text}`)
  } finally {
    await page.close()
  }
}

/** The fastest of a few times: a busy machine is no fault of the page. In milliseconds. */
async function open(page: Page, url: string): Promise<number> {
  let fastestMs = Number.POSITIVE_INFINITY
  for (let times = 0; times < MAX_OPENINGS && fastestMs > MAX_OPEN_MS; times++) {
    const loaded = page.events.filter(({ method }) => method === 'Page.loadEventFired').length
    await page.send('Page.navigate', { url })
    while (page.events.filter(({ method }) => method === 'Page.loadEventFired').length === loaded)
      await page.evaluate('1')
    const ask = "performance.getEntriesByType('navigation')[0]?.loadEventEnd ?? 0"
    let openedMs = 0
    while (openedMs === 0) openedMs = await page.evaluate<number>(ask)
    fastestMs = Math.min(fastestMs, openedMs)
  }
  return fastestMs
}

type Seen = { tags: string[]; addresses: string[]; handlers: number }

const look = (page: Page) =>
  page.evaluate<Seen>(`(() => {
    const all = [...document.querySelectorAll('*')]
    return {
      tags: [...new Set(all.map((one) => one.localName))],
      addresses: [...document.querySelectorAll('[href],[src],[action],[formaction]')].map((one) => one.getAttribute('href') ?? one.outerHTML.slice(0, 80)),
      handlers: all.filter((one) => [...one.attributes].some(({ name }) => name.startsWith('on'))).length,
    }
  })()`)

const OWN_TAGS = new Set(
  'html head meta title style body header main section footer h1 h2 p ul li dl div dt dd span strong code bdi a br table thead tbody tr th td button label input output svg rect script time'.split(
    ' ',
  ),
)
const OWN_ADDRESS =
  /^https:\/\/(?:github\.com\/acme\/platform\/|[a-z0-9-]+\.console\.aws\.amazon\.com\/s3\/(?:buckets|object|jobs)\/)|^findings\.csv$/

/** What of a key became more than text. */
function findAlive({ tags, addresses, handlers }: Seen): string[] {
  return [
    ...tags.filter((tag) => !OWN_TAGS.has(tag)).map((tag) => `has an element ${tag}`),
    ...addresses.filter((address) => !OWN_ADDRESS.test(address)).map((address) => `leads to ${address}`),
    ...(handlers > 0 ? [`has ${handlers} event handlers in attributes`] : []),
  ]
}

type ShownKey = { readonly text: string; readonly bidi: string; readonly overflow: string }

/** Keys stand for themselves, in a direction of their own: nothing in one turns, joins or covers what is beside it. */
async function findSpilling(page: Page, hasFindings: boolean): Promise<string[]> {
  const keys = await page.evaluate<ShownKey[]>(`[...document.querySelectorAll('.key')].map((one) => {
    const { unicodeBidi, overflowX } = getComputedStyle(one)
    return { text: one.localName === 'bdi' ? one.textContent : '', bidi: unicodeBidi, overflow: overflowX }
  })`)
  const all = await page.evaluate<string>('document.body.textContent')
  const shown = new Set(keys.map(({ text }) => text))
  const wrong = keys.find(({ text, bidi, overflow }) => text === '' || bidi !== 'isolate' || overflow === 'visible')
  return [
    ...(wrong === undefined ? [] : [`a key is not kept to itself: ${JSON.stringify(wrong).slice(0, 200)}`]),
    ...(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(all) ? ['has a character that turns the text'] : []),
    ...(keys.some(({ text }) => /^\p{M}/u.test(text)) ? ['has a key that joins what is before it'] : []),
    ...(hasFindings ? READABLE_KEYS.filter((key) => !shown.has(key)).map((key) => `does not show ${key}`) : []),
  ]
}

/** Rules of WCAG and good practice; each with what it is about. */
async function askAxe(page: Page): Promise<string[]> {
  await page.send('Runtime.evaluate', { expression: AXE })
  const found = await page.evaluate<{ id: string; targets: string[] }[]>(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, targets: nodes.slice(0, 3).map(({ html }) => html.slice(0, 120)) })))',
  )
  return found.map(({ id, targets }) => `axe: ${id}, ${targets.join(' | ')}`)
}

function explainEvent({ method = '', params = {} }: Page['events'][number]): string[] {
  if (method === 'Network.requestWillBeSent') {
    const { url } = params.request as { url: string }
    return url.startsWith('file://') ? [] : [`asks for ${url}`]
  }
  const isError = ['Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded'].includes(method)
  return isError ? [`${method} ${JSON.stringify(params).slice(0, 300)}`] : []
}

async function takePicture(page: Page, path: string): Promise<void> {
  await page.send('Emulation.setDeviceMetricsOverride', {
    width: WIDTH,
    height: 900,
    deviceScaleFactor: 1,
    mobile: false,
  })
  const clip = { x: 0, y: 0, width: WIDTH, height: 1900, scale: 1 }
  const { data } = await page.send('Page.captureScreenshot', { clip, captureBeyondViewport: true })
  writeFileSync(path, Buffer.from(String(data), 'base64'))
}

async function checkAll(browser: string | undefined): Promise<readonly string[]> {
  if (browser === undefined)
    throw new Error('There is no Chromium or Chrome here. Install one, or set CHROME_PATH to its program.')
  const problems: string[] = []
  for (const buckets of [0, 3, 50, 500]) {
    for (const scheme of ['light', 'dark']) problems.push(...(await checkPage(browser, buckets, scheme)))
  }
  return problems
}

const folder = mkdtempSync(join(tmpdir(), 'check-browser-page-'))
try {
  const problems = await checkAll(findBrowser())
  for (const problem of problems) console.log(`✘ ${problem}`)
  process.exitCode = problems.length === 0 ? 0 : 1
} catch (error) {
  console.error(`The page was not checked. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 2
} finally {
  rmSync(folder, { recursive: true, force: true })
}
