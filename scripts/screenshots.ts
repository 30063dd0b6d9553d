// Takes the pictures of the README: runs the demo, and photographs what a person would see in it, light and dark, in a headless
// Chromium: npm run docs:screenshots. Needs a Chromium or CHROME_PATH, fonts with emoji, and npm, which brings GitHub's style and Mermaid.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { marked } from 'marked'
import { findBrowser, openPage, type Page } from '../proofs/browser/chromium.ts'

const OUT = 'docs/images'
const PACKAGES = { 'github-markdown-css': '5.9.0', mermaid: '12.3.0' }
const SCHEMES = ['light', 'dark'] as const
type Scheme = (typeof SCHEMES)[number]

type Picture = { readonly name: string; readonly width: number; readonly maxHeight: number } & (
  | { readonly html: (scheme: Scheme) => string }
  | { readonly file: string }
)

const work = mkdtempSync(join(tmpdir(), 'screenshots-'))

function install(): void {
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`)
  execFileSync('npm', ['install', '--prefix', work, '--no-audit', '--no-fund', '--ignore-scripts', ...wanted], {
    stdio: 'ignore',
  })
}

const read = (...parts: string[]) => readFileSync(join(work, 'node_modules', ...parts), 'utf8')

/** As GitHub shows Markdown: its published style, and diagrams by Mermaid. */
function renderMarkdown(path: string): (scheme: Scheme) => string {
  const source = readFileSync(path, 'utf8')
  return (scheme) => {
    const body = marked.parse(source, { gfm: true, async: false })
    const diagrams = body.replaceAll(
      /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g,
      '<pre class="mermaid">$1</pre>',
    )
    const script = pathToFileURL(join(work, 'node_modules/mermaid/dist/mermaid.min.js')).href
    const theme = scheme === 'dark' ? 'dark' : 'default'
    return `<!doctype html><meta charset="utf-8"><style>${read('github-markdown-css', `github-markdown-${scheme}.css`)}
      body { margin: 0; padding: 24px 32px } .mermaid { background: none !important; text-align: center }
      </style><body class="markdown-body">${diagrams}<script src="${script}"></script>
      <script>mermaid.initialize({ startOnLoad: false, theme: '${theme}' }); window.ready = mermaid.run()</script>`
  }
}

const COLORS: Readonly<Record<string, string>> = {
  1: 'font-weight:600',
  2: 'opacity:.6',
  31: 'color:#e5534b',
  32: 'color:#57ab5a',
}

/** What a terminal would show; terminals are dark in both pictures, as most are. */
function renderTerminal(text: string): () => string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colors are written with
  const colored = escaped.replaceAll(/\u001b\[(\d+)m/g, (_, code: string) =>
    code === '0' ? '</span>' : `<span style="${COLORS[code] ?? ''}">`,
  )
  return () => `<!doctype html><meta charset="utf-8"><style>body { margin: 0; padding: 20px 24px; background: #0d1117 }
    pre { margin: 0; color: #d1d7e0; font: 13px/1.45 'DejaVu Sans Mono', monospace }</style><pre>${colored}</pre>`
}

async function takePicture(page: Page, picture: Picture, scheme: Scheme): Promise<void> {
  const { name, width, maxHeight } = picture
  let file = 'file' in picture ? picture.file : join(work, `${name}-${scheme}.html`)
  if ('html' in picture) writeFileSync(file, picture.html(scheme))
  file = pathToFileURL(file).href
  await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
  await page.send('Emulation.setDeviceMetricsOverride', { width, height: 200, deviceScaleFactor: 1, mobile: false })
  const loaded = page.events.filter(({ method }) => method === 'Page.loadEventFired').length
  await page.send('Page.navigate', { url: file })
  while (page.events.filter(({ method }) => method === 'Page.loadEventFired').length === loaded)
    await page.evaluate('1')
  await page.evaluate('Promise.resolve(window.ready).then(() => document.fonts.ready).then(() => true)')
  const height = Math.min(maxHeight, await page.evaluate<number>('document.documentElement.scrollHeight'))
  const { data } = await page.send('Page.captureScreenshot', {
    clip: { x: 0, y: 0, width, height, scale: 1 },
    captureBeyondViewport: true,
  })
  writeFileSync(join(OUT, `${name}-${scheme}.png`), Buffer.from(String(data), 'base64'))
  console.log(`${OUT}/${name}-${scheme}.png: ${width} x ${height}`)
}

const browser = findBrowser()
if (browser === undefined) throw new Error('There is no Chromium: set CHROME_PATH to one.')
const demo = spawnSync('npm', ['run', '--silent', 'demo'], { encoding: 'utf8' })
if (demo.status !== 0) throw new Error(`The demo failed:\n${demo.stdout}${demo.stderr}`)
install()
mkdirSync(OUT, { recursive: true })
const scenes = demo.stdout.split('\n\n')
const PICTURES: readonly Picture[] = [
  { name: 'summary', width: 1012, maxHeight: 965, html: renderMarkdown('demo/out/4-run/summary.md') },
  { name: 'issue', width: 920, maxHeight: 765, html: renderMarkdown('demo/out/1-scheduled-scan/issue-1.md') },
  { name: 'page', width: 1180, maxHeight: 890, file: join(process.cwd(), 'demo/out/4-run/page.html') },
  { name: 'terminal', width: 960, maxHeight: 1200, html: renderTerminal(scenes.slice(0, 2).join('\n\n')) },
]
const page = await openPage(browser)
try {
  for (const picture of PICTURES) for (const scheme of SCHEMES) await takePicture(page, picture, scheme)
} finally {
  await page.close()
  rmSync(work, { recursive: true })
}
