// Hostile text against the gates: the runner's own parser and the marks of Markdown are the judges.

import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  codeSpan,
  encodeText,
  quoteText,
  safeHtml,
  safeLine,
  safeMarkdown,
  safeText,
  say,
  showKey,
} from '../../../src/words/outside-text.ts'
import { findRunnerCommands } from '../../support/runner-oracle.ts'

const HOSTILE = [
  'a\n::add-mask::e',
  'a\r::stop-commands::x',
  'x ##[add-mask]SSE',
  'x##[ERROR]y',
  'x###[error]y',
  'a\n::set-output name=verdict::compliant',
  'a\n::save-state name=jobId::evil',
  '##[set-env name=X]y',
  'a##[add-matcher]/tmp/m.json',
  '\u2003\u00a0::error::boom',
  '   ::error::boom',
  '\u0085::error::boom',
  'a\u2028::error::b',
  '\u001b[2J\u001b]8;;http://evil\u0007',
  'a|b`c',
  'a\n\n# Compliant',
  '<img src=https://t/x.png>',
  '![](//t)',
  '[ok](http://evil)',
  '@org/everyone',
  'fixes #1',
  'closes owner/repo#2',
  'GH-3',
  'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
  'deadbee',
  'www.evil.com',
  'mailto:a@b.co',
  '```mermaid\ngraph TD; click A "javascript:alert(1)"\n```',
  '$$x$$ $`x`$',
  ':tada: 1:100:',
  '</details></td></table>',
  '<!-- --> -->',
  '\u202egnp.exe \u2066 \u200b',
  '~~x~~ **x** __x__ *x* _x_',
  '\\',
  '`',
  '``` ',
  '&lt;img&gt; &#64;a',
  '1. one',
  '`` 1. one',
  '- one',
  '+ one',
  '> one',
  '=== \n---',
  '[^1]: note',
  '| --- |',
  '\ud800 lone',
]

/** Fragments that, put together at random, hit the gates harder than random characters. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '::',
        '##[',
        ']',
        '`',
        '|',
        '\n',
        '\r',
        ' ',
        'error',
        'add-mask',
        '\\',
        '<',
        '>',
        '@',
        '#1',
        '*',
        '_',
        '$',
        '://',
        'www.',
        '(',
        ')',
        '[',
        '!',
        '\u2028',
        '\u00a0',
        '"',
        '-',
        '1',
        ':',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('the oracle', () => {
  it('finds the commands the runner finds, so that it can judge', () => {
    expect(
      findRunnerCommands('a\r::stop-commands::x\n\u2003::ERROR file=a::b\nx##[Add-Mask]y\n::nonsense::\n::error'),
    ).toEqual(['stop-commands', 'error', 'add-mask'])
  })
})

describe('encodeText', () => {
  it.each([
    ['a b', 'a%20b'],
    ['A-z_0.9/~', 'A-z_0.9/%7E'],
    ['100%', '100%25'],
    ['é😀', '%C3%A9%F0%9F%98%80'],
    ['\ud800', '%EF%BF%BD'],
    ['\n', '%0A'],
    ['', ''],
  ])('writes %j as %s', (text, encoded) => {
    expect(encodeText(text)).toBe(encoded)
  })

  it('keeps composed and decomposed characters apart', () => {
    expect(encodeText('\u00e9')).not.toBe(encodeText('e\u0301'))
  })

  it('leaves only its alphabet and can be taken back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = encodeText(text)
        expect(encoded).toMatch(/^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})*$/)
        expect(decodeURIComponent(encoded)).toBe(text)
      }),
    )
  })
})

describe('say', () => {
  it('encodes every fragment and no word of ours', () => {
    expect(say`bucket ${'##[error]'}: ${3} of ${4n} keys, “${'a b'}”`).toBe(
      'bucket %23%23%5Berror%5D: 3 of 4 keys, “a%20b”',
    )
  })
})

describe('showKey', () => {
  it('does not encode twice what is encoded', () => expect(showKey('a%20b/c.txt')).toBe('a%20b/c.txt'))
  it('encodes what is not', () => expect(showKey('a b%zz')).toBe('a%20b%25zz'))
  it('keeps 64 characters whole', () => expect(showKey('k'.repeat(64))).toBe('k'.repeat(64)))

  it('cuts longer ones and tells them apart by digest', () => {
    const key = 'k'.repeat(65)
    const digest = createHash('sha256').update(key).digest('hex').slice(0, 8)
    expect(showKey(key)).toBe(`${'k'.repeat(64)}…${digest}`)
    expect(showKey(`${key}a`)).not.toBe(showKey(`${key}b`))
  })

  it.each([62, 63])('never cuts through an escape at %i', (plain) => {
    expect(showKey(`${'k'.repeat(plain)}%20${'k'.repeat(9)}`)).toMatch(/^k+…[0-9a-f]{8}$/)
  })
})

describe('safeLine and safeText', () => {
  it.each(HOSTILE)('lets no command through: %j', (text) => {
    expect(findRunnerCommands(safeLine(text))).toEqual([])
    expect(findRunnerCommands(safeText(text))).toEqual([])
    expect(findRunnerCommands(`${text}\n::error::x`).length).toBeGreaterThan(0)
  })

  it('lets no command through, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(findRunnerCommands(`${safeLine(text)}\n  ${safeLine(text)}\n${safeText(text)}`)).toEqual([])
        expect(safeLine(text)).toMatch(/^[ -~–—…‘’“”×→≤≥·]*$/)
      }),
      { numRuns: 2_000 },
    )
  })

  it('leaves our sentences as they are', () => {
    const sentence =
      'Refused: s3:GetObject on arn:aws:iam::111122223333:role/x – 12,345 objects (HTTP 403), 2026-11-21T01:00:00Z.'
    expect(safeLine(sentence)).toBe(sentence)
  })

  it.each([
    ['src/a.ts(1,1): error TS1: pwned', 'src/a.ts%281,1): error TS1: pwned'],
    ['src/a.ts:10:2: error', 'src/a.ts%3A10:2: error'],
  ])('breaks what a problem matcher would take for a position: %s', (text, shown) => {
    expect(safeLine(text)).toBe(shown)
  })

  it('keeps the lines of a list apart', () => expect(safeText('two:\n- a\r\n- b')).toBe('two:\n- a\n- b'))
  it('cuts a message that is far too long', () => expect(safeLine('x'.repeat(5_000))).toHaveLength(4_001))
})

/** Takes code spans and our line breaks out; what is left is what GitHub would look for markup in. */
function outsideCode(markdown: string): string {
  return markdown.replace(/`[^`]+`/g, '(code)').replaceAll('<br>', ' ')
}

describe('safeMarkdown', () => {
  it('keeps prose and puts everything else into code', () => {
    expect(
      safeMarkdown(
        'Allow s3:GetObject on arn:aws:s3:::b/* (see "docs/iam/scan.json"), then S3 succeeded – 5 of 1,234.',
      ),
    ).toBe('Allow `s3:GetObject` on `arn:aws:s3:::b/*` (see "`docs/iam/scan.json`"), then S3 succeeded – 5 of 1,234.')
  })

  it.each(HOSTILE)('leaves nothing GitHub gives a meaning to: %j', (text) => {
    const left = outsideCode(safeMarkdown(text)).replace(/&#4[16];/, '')
    expect(left).not.toMatch(/[`|<>[\]*_~$\\#@{}=+&]|www\.|:\/\/|:\w+:|GH-\d|\b[0-9a-f]{7,40}\b/)
    expect(left).not.toMatch(/^\s*(?:[-+*>#]|\d+[.)])/)
  })

  it('leaves nothing GitHub gives a meaning to, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(outsideCode(safeMarkdown(text))).toMatch(/^(?:[A-Za-z0-9 .,;:?!"'()%–—…‘’“”×→≤≥·-]|&#46;|&#41;)*$/)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('codeSpan and safeHtml', () => {
  it.each(['`', 'a`b', 'a|b', '``', '\\'])('cannot be left from inside: %j', (text) => {
    expect(codeSpan(text)).toMatch(/^`[^`|]+`$/)
  })
  it('says so when there is nothing', () => expect(codeSpan('')).toBe('(empty)'))
  it('escapes for HTML, mentions and references included', () => {
    expect(safeHtml('<b>"x" & @me #1</b>')).toBe('&#60;b&#62;&#34;x&#34; &#38; %40me %231&#60;/b&#62;')
  })
})

describe('each gate, to the letter', () => {
  it.each([
    ['it said "no"', '`it said "no"`'],
    ['a `b` c', '`a %60b%60 c`'],
    ['two\nlines\tand\r\nmore ', '`two lines and more`'],
    ['\u001b[31mé\u202e', '`%1B[31m%C3%A9%E2%80%AE`'],
    ['x'.repeat(500), `\`${'x'.repeat(500)}\``],
    ['x'.repeat(501), `\`${'x'.repeat(500)}…\``],
    ['', '`(empty)`'],
  ])('quoteText(%j)', (text, expected) => {
    expect(quoteText(text)).toBe(expected)
  })

  it.each([
    ['a%2', 'a%252'],
    ['a%2a', 'a%252a'],
    [`%20${'k'.repeat(70)}`, `%20${'k'.repeat(61)}…`],
    [`${'k'.repeat(62)}%20k`, `${'k'.repeat(62)}…`],
    [`${'k'.repeat(63)}%20k`, `${'k'.repeat(63)}…`],
    [`${'k'.repeat(61)}%20k`, `${'k'.repeat(61)}%20…`],
  ])('showKey(%j)', (key, expected) => {
    expect(showKey(key).replace(/…[0-9a-f]{8}$/, '…')).toBe(expected)
  })

  it.each([
    ['::x', '%3A%3Ax'],
    [':::x::', '%3A%3A%3Ax::'],
    ['a:: b', 'a:: b'],
    ['##[x]##[', '##%5Bx]##%5B'],
    ['a(12,34)(5,6)', 'a%2812,34)%285,6)'],
    ['a(1, 2) f(x,1) g(1,x)', 'a(1, 2) f(x,1) g(1,x)'],
    ['a:10:2 b:1:22', 'a%3A10:2 b%3A1:22'],
    ['at 2026-11-21T01:02:03Z', 'at 2026-11-21T01:02:03Z'],
    ['  \t x \n', 'x'],
    ['\u2028\u2028', ''],
    ['a\u2028\u00e9b', 'a%E2%80%A8%C3%A9b'],
    ['x'.repeat(4_000), 'x'.repeat(4_000)],
    ['x'.repeat(4_001), `${'x'.repeat(4_000)}…`],
    ['é'.repeat(4_000), `${'%C3%A9'.repeat(4_000).slice(0, 4_000)}…`],
  ])('safeLine(%j)', (text, expected) => {
    expect(safeLine(text)).toBe(expected)
  })

  it.each([
    ['\n a \n', 'a'],
    ['a\r\nb\rc\n\nd', 'a\nb\nc\n\nd'],
    ['a\n  ::b', 'a\n%3A%3Ab'],
  ])('safeText(%j)', (text, expected) => {
    expect(safeText(text)).toBe(expected)
  })

  it.each([
    ['1. x', '1&#46; x'],
    ['12) x', '12&#41; x'],
    ['7.', '7&#46;'],
    ['a 1. x', 'a 1. x'],
    ['1.5 x', '1.5 x'],
    ['1.x', '`1.x`'],
    ['- x', '– x'],
    ['-', '–'],
    ['a\nb', 'a<br>b'],
    ['a   b', 'a b'],
    ['()', '()'],
    ['("x")', '("x")'],
    ['("', '("'],
    ['(s3:x).', '(`s3:x`).'],
    ['`x`', '`x`'],
    ['``x`y``', '`%60` `x` `y`'],
    ['use `permissions: { id-token: write }`, then', 'use `permissions: { id-token: write }`, then'],
    ['said `@octocat fixes #1` (x:y)', 'said `@octocat fixes #1` (`x:y`)'],
    ['`a``b`', '`a` `b`'],
    ['x:y`a`', '`x:y` `a`'],
    ['a `b\nc` d', 'a `b`<br>`c` d'],
    ['`', '`%60`'],
    ['``', '`%60%60`'],
    ['(`)', '(`%60`)'],
    ['www.', '`www`.'],
    ['WWW', '`WWW`'],
    ['awww.', '`awww`.'],
    ['wwwx', 'wwwx'],
    ['1234567', '`1234567`'],
    ['123456', '123456'],
    ['1,234,567', '1,234,567'],
    ['99.9%', '99.9%'],
    ['deadbee', '`deadbee`'],
    ['DEADBEE', '`DEADBEE`'],
    ['deadbeefs', 'deadbeefs'],
    ['xdeadbeef', 'xdeadbeef'],
    ['x-deadbeef', '`x-deadbeef`'],
    ['don’t re-run S3 e.g. i.e. 2026-11-21 01:00 10×', 'don’t re-run S3 e.g. i.e. 2026-11-21 01:00 `10×`'],
    ['S4 e.x x.g 2026-11 1:00 01:000', '`S4` `e.x` `x.g` `2026-11` `1:00` `01:000`'],
    ['… → — a–b', '… → — `a–b`'],
    ['x- -x a--b', '`x-` `-x` `a--b`'],
  ])('safeMarkdown(%j)', (text, expected) => {
    expect(safeMarkdown(text)).toBe(expected)
  })

  it.each([
    ['a b', '`a b`'],
    ['`|', '`%60%7C`'],
    ['', '(empty)'],
    [' ', '(empty)'],
  ])('codeSpan(%j)', (text, expected) => {
    expect(codeSpan(text)).toBe(expected)
  })
})
