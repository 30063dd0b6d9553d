// The HTML page: text stays text, keys stay readable, nothing is asked of anybody, and its size is bounded.

import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { buildFleetRun } from '../../../proofs/browser/fleet-run.ts'
import { buildCrowdedRun, RUN_KINDS } from '../../../proofs/hostile/crowded-run.ts'
import { createHostileTexts } from '../../../proofs/hostile/hostile-text.ts'
import { anchor, fromMarkdown, html, readableKey } from '../../../src/report/html/markup.ts'
import { renderPage } from '../../../src/report/html/page.ts'
import { md } from '../../../src/report/markdown.ts'
import { encodeKey } from '../../../src/words/object-key.ts'
import { buildBucket, buildRun, buildScan } from '../../support/results.ts'

describe('markup', () => {
  it('escapes what is put into it', () => {
    expect(html`<p title="${'"\'>'}">${'<b>&`'}${3}</p>`.html).toBe(
      '<p title="&#34;&#39;&#62;">&#60;b&#62;&#38;&#96;3</p>',
    )
  })

  it('says in HTML what our Markdown says, and lets nothing else through', () => {
    const text = md`**Bold** ${'see s3://a/<b> and 5 GB'} [x](<javascript:alert(1)>) [y](<https://a.example/>)`
    expect(fromMarkdown(text).html).toBe(
      '<strong>Bold</strong> see <code>s3://a/&#60;b&#62;</code> and 5&nbsp;GB x <a href="https://a.example/" rel="noreferrer noopener">y</a>',
    )
    expect(fromMarkdown({ markdown: '<img src=x onerror=alert(1)> **open' }).html).toBe(
      '&#60;img src=x onerror=alert(1)&#62; <strong>open</strong>',
    )
  })

  it('links only to pages', () => {
    expect(anchor('javascript:alert(1)', '<').html).toBe('&#60;')
    expect(anchor(undefined, 'a').html).toBe('a')
  })
})

describe('a key', () => {
  it.each([
    ['Übergröße 写真.jpg', 'Übergröße 写真.jpg'],
    ['<script>', '&#60;script&#62;'],
    ['a\u202egpj.exe', 'a%E2%80%AEgpj.exe'],
    ['a\n\u200b\u0000', 'a%0A%E2%80%8B%00'],
    ['\u0301x', '%CC%81x'],
  ])('%j is readable as %s', (key, shown) => {
    expect(readableKey(encodeKey(key)).html).toBe(`<bdi class="key">${shown}</bdi>`)
  })
})

describe('the page', () => {
  const page = renderPage(buildFleetRun(50), 'reports/report.html')

  it('forbids every request, and allows its own script and style by their digest', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? []
    expect(policy).toMatch(/^default-src 'none'; .*base-uri 'none'; form-action 'none'$/)
    for (const tag of ['script', 'style']) {
      const [, text = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page) ?? []
      expect(policy).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    }
    expect(page).not.toMatch(/ on\w+=| src=|@import|url\(/)
  })

  it('names the findings file from where it is, and is small', () => {
    expect(page).toContain('<a href="../findings.csv">findings.csv</a>')
    expect(Buffer.byteLength(page)).toBeLessThan(2 * 1024 * 1024)
    expect(Buffer.byteLength(renderPage(buildFleetRun(500), 'r.html'))).toBeLessThan(4 * 1024 * 1024)
  })

  it('has no key where keys are not listed', () => {
    const { html: one, keys } = {
      html: renderPage({ ...buildFleetRun(3), listKeys: false }, 'r.html'),
      keys: ['東京', 'été'],
    }
    for (const key of keys) expect(one).not.toContain(key)
    expect(one).toContain('Keys are not shown here')
  })

  it.each(RUN_KINDS)('has the same elements for hostile texts as for tame ones (%s)', (kind) => {
    const outline = (text: string) => text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').match(/<\/?[a-zA-Z!][^\s>]*/g)
    const next = createHostileTexts('page')
    let number = 0
    const tame = renderPage(
      buildCrowdedRun(kind, () => `tame${number++}`),
      'r.html',
    )
    const hostile = renderPage(buildCrowdedRun(kind, next), 'r.html')
    // Code spans and line ends of messages depend on their words.
    const ours = (text: string) => outline(text)?.filter((tag) => !/^<\/?(?:code|br)$/.test(tag))
    expect(ours(hostile)).toEqual(ours(tame))
    expect(
      hostile
        .match(/ href="[^"]*"/g)
        ?.filter((address) => !/^ href="https:\/\/(?:github\.com|[\w-]+\.console\.aws\.amazon\.com)\//.test(address)),
    ).toEqual([])
  })

  it('says that all is well, too', () => {
    const one = renderPage(buildRun([buildBucket('a', buildScan(0))]), 'r.html')
    expect(one).toContain('<span class="good">COMPLIANT</span>')
    expect(one).not.toContain('id="findings"')
  })
})
