// The command `npm run check:browser`: opens the HTML page of fleets in a real browser, looks for anything of the keys that
// came to life, sorts, searches, and asks axe whether everybody can read it. Ends with code 1 if anything is wrong.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { renderPage } from '../../src/report/html/page.ts'
import { findBrowser, openPage, type Page } from './chromium.ts'
import { buildFleetRun } from './fleet-run.ts'

const MAX_BYTES = 2 * 1024 * 1024
const MAX_OPEN_MS = 1_000
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
    await page.send('Page.navigate', { url: pathToFileURL(place).href })
    await waitUntilLoaded(page)
    const { openedMs, ...seen } = await look(page)
    const found = [
      ...findAlive(seen),
      ...(await findUnusable(page)),
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

type Seen = { openedMs: number; tags: string[]; addresses: string[]; handlers: number }

const look = (page: Page) =>
  page.evaluate<Seen>(`(() => {
    const all = [...document.querySelectorAll('*')]
    return {
      openedMs: performance.getEntriesByType('navigation')[0].loadEventEnd,
      tags: [...new Set(all.map((one) => one.localName))],
      addresses: [...document.querySelectorAll('[href],[src],[action],[formaction]')].map((one) => one.getAttribute('href') ?? one.outerHTML.slice(0, 80)),
      handlers: all.filter((one) => [...one.attributes].some(({ name }) => name.startsWith('on'))).length,
    }
  })()`)

async function waitUntilLoaded(page: Page): Promise<void> {
  while (!page.events.some(({ method }) => method === 'Page.loadEventFired')) await page.evaluate('1')
  while ((await page.evaluate<number>("performance.getEntriesByType('navigation')[0]?.loadEventEnd ?? 0")) === 0);
}

const OWN_TAGS = new Set(
  'html head meta title style body header main section footer h1 h2 p ul li dl div dt dd span strong code bdi a br table thead tbody tr th td button label input output svg rect script time'.split(
    ' ',
  ),
)
const OWN_ADDRESS =
  /^https:\/\/(?:github\.com\/acme\/platform\/|[a-z0-9-]+\.console\.aws\.amazon\.com\/s3\/(?:buckets|object|jobs)\/)|^findings\.csv$/

/** What of a key became more than text. */
function findAlive({ tags, addresses, handlers }: Omit<Seen, 'openedMs'>): string[] {
  return [
    ...tags.filter((tag) => !OWN_TAGS.has(tag)).map((tag) => `has an element ${tag}`),
    ...addresses.filter((address) => !OWN_ADDRESS.test(address)).map((address) => `leads to ${address}`),
    ...(handlers > 0 ? [`has ${handlers} event handlers in attributes`] : []),
  ]
}

/** Sorts and searches as a person would; a table without rows has neither. */
async function findUnusable(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`(() => {
    const wrong = []
    for (const region of document.querySelectorAll('[data-table]')) {
      const name = region.querySelector('[role=region]').getAttribute('aria-label').replace('table of ', '')
      const rows = () => [...region.querySelector('tbody').rows].filter((row) => !row.hidden)
      const head = [...region.querySelectorAll('th')].find((one) => one.className === 'n')
      if (head) {
        const column = head.cellIndex
        head.querySelector('button').click()
        const values = rows().map((row) => Number(row.cells[column].dataset.v))
        if (values.some((value, index) => index > 0 && value < values[index - 1])) wrong.push(name + ' is not sorted')
        if (head.getAttribute('aria-sort') !== 'ascending') wrong.push(name + ' does not say that it is sorted')
      }
      const input = region.querySelector('input')
      if (!input) continue
      const all = rows().length
      const text = rows()[all - 1].cells[0].textContent
      input.value = text
      input.dispatchEvent(new Event('input'))
      if (rows().length === 0 || rows().some((row) => !row.textContent.includes(text))) wrong.push(name + ' is not searched')
      input.value = ''
      input.dispatchEvent(new Event('input'))
      if (rows().length !== all) wrong.push(name + ' does not come back')
    }
    return wrong
  })()`)
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

const browser = findBrowser()
if (browser === undefined) throw new Error('There is no Chromium or Chrome here: set CHROME_PATH.')
const folder = mkdtempSync(join(tmpdir(), 'check-browser-page-'))
const problems: string[] = []
for (const buckets of [0, 3, 50, 500]) {
  for (const scheme of ['light', 'dark']) problems.push(...(await checkPage(browser, buckets, scheme)))
}
rmSync(folder, { recursive: true, force: true })
for (const problem of problems) console.log(`✘ ${problem}`)
process.exitCode = problems.length === 0 ? 0 : 1
