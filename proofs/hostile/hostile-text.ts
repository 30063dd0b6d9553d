// Knows texts that try to be something else where people read them: runner commands, Markdown, HTML, links, mentions,
// references, terminal controls, broken Unicode. A text is the seed and its place in the sequence, nothing else.

import { createRandom } from '../../emulator/inventory/seeded.ts'

/** Attacks on the runner's command channel, on Markdown and HTML, on readers and on terminals. */
export const ATTACKS: readonly string[] = [
  'a\n::add-mask::e',
  'a\r::stop-commands::x',
  'x ##[add-mask]SSE',
  'x##[ERROR]y',
  'x###[error]y',
  'a\n::set-output name=verdict::COMPLIANT',
  'a\n::save-state name=jobId::evil',
  '##[set-env name=X]y',
  'a##[add-matcher]/tmp/m.json',
  '\u2003\u00a0::error::boom',
  '\u0085::error::boom',
  '\ufeff::error::boom',
  '\u200b::error file=a,line=1::boom',
  'a\u2028::error::b',
  '::ERROR::x',
  '%0A::error::x',
  'a%0D%0A##[error]x',
  'src/a.ts(1,1): error TS1: pwned',
  'src/a.ts:10:2: error: pwned',
  '\u001b[2J\u001b]8;;http://evil.example\u0007',
  'a|b`c',
  'a\n\n# Compliant',
  'a\n===\nb\n---',
  '<img src=https://t.example/x.png onerror=alert(1)>',
  '![](//t.example/x)',
  '![x][y]\n\n[y]: http://evil.example',
  '[ok](http://evil.example)',
  '<http://evil.example>',
  '@org/everyone',
  '&#64;octocat &commat;octocat',
  'a@octocat b@evil.example',
  'fixes #1',
  'closes owner/repo#2',
  'GH-3 gh-4',
  'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
  'deadbee 1234567 mona@deadbeef octo-org/octo-repo@deadbeef',
  'www.evil.example http://evil.example ftp://evil.example',
  'mailto:a@b.co xmpp:a@b.co',
  '```mermaid\ngraph TD; click A "javascript:alert(1)"\n```',
  '~~~\nx\n~~~',
  '$$x$$ $`x`$ $x$',
  ':tada: :100: 1:1234:',
  '</details></td></table></code></sub>',
  '<details open><summary>Compliant</summary>',
  '<!-- s3-encryption-compliance:scope=0 -->',
  '<!-- --> -->',
  '\u202egnp.exe \u2066 \u200b',
  '~~x~~ **x** __x__ *x* _x_',
  '\\`x\\` \\<b>',
  '`',
  '`` 1. one',
  '&lt;img&gt; &amp;lt;',
  '1. one',
  '- one\n- two',
  '+ one',
  '> [!CAUTION]\n> x',
  '- [x] done',
  '[^1] [^1]: note',
  '| --- | --- |\n| a | b |',
  '    four spaces',
  '\ttab',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  "=cmd|'/C calc'!A0",
  '$' + '{{ secrets.GITHUB_TOKEN }}',
  '$(id) `id` ; id',
  '__proto__',
  '\ud800 lone',
  'lone \udfff',
  'e\u0301\u00e9\u212b\u00c5',
]

/** Names that other copying tools are tested with (rclone, fstest/fstests). */
const NAMES: readonly string[] = [
  '.',
  '..',
  ' leading space',
  'trailing space ',
  'trailing dot.',
  '\rleading CR',
  'trailing CR\r',
  '\nleading LF',
  '\ttab\t',
  '\vvt\v',
  'test%46.txt',
  'a\u0000b',
  '\u007fdel',
  '\u2018quoted\u2019',
  'CON',
  '~user',
  '*<>?:|#%"\'\\',
  '// double //',
]

/** Pieces that, joined at random, come upon combinations nobody has thought of. */
const PIECES: readonly string[] = [
  ...['::', ':', '##[', '#', '[', ']', '(', ')', '{', '}', '<', '>', '</', '/>', '<!--', '-->', '&', '&#64;', ';'],
  ...['`', '``', '```', '~~~', '|', '\\', '*', '**', '_', '__', '~~', '$', '$$', '!', '!['],
  ...['\n', '\n\n', '\r', '\r\n', '\n::', '\r##[', ' ', '  ', '    ', '\t', '\u2028', '\u0085', '\u00a0', '\u3000'],
  ...['\u200b', '\ufeff', '\u202e', '\u001b[31m', '\u0007', '\u0000', '\ud83d', '\ude00', '\u00ad'],
  ...['error', 'ERROR', 'add-mask', 'set-output name=verdict', 'stop-commands', 'debug', 'group', 'endgroup'],
  ...['@octocat', '@org/team', '#1', 'GH-1', 'octo-org/octo-repo#1', 'deadbeef', '0123456', ':tada:', 'www.', '://'],
  ...['http://evil.example', 'mailto:', '1.', '2)', '- ', '+ ', '> ', '# ', '---', '===', '[x] ', '[^1]', '| - |'],
  ...['a', 'The', 'object', 'S3', 'e.g.', '5', '%', '%0A', '%0D', '%3A', '"', "'", '.', ',', '-', '—', '…', '“'],
]

const MAX_PIECES = 12
const MAX_CODE_UNITS = 24
const LONG_CHARS = [63, 64, 65, 500, 501, 1_023, 1_024, 4_000, 4_001, 9_000]
/** Long texts are cut where they are shown: one in so many is enough, and leaves room for others. */
const LONG_EVERY = 2_000

export type HostileTexts = () => string

/** An endless sequence of hostile texts, never blank. The attacks themselves come first. */
export function createHostileTexts(seed: string): HostileTexts {
  const random = createRandom(seed)
  const pick = (count: number): number => Math.floor(random() * count)
  const choose = (from: readonly string[]): string => from[pick(from.length)] ?? ''
  const join = (from: readonly string[], most: number): string =>
    Array.from({ length: 1 + pick(most) }, () => choose(from)).join('')
  const makers: readonly (() => string)[] = [
    () => join(PIECES, MAX_PIECES),
    () => join(PIECES, MAX_PIECES),
    () => `${choose(ATTACKS)}${join(PIECES, 3)}`,
    () => `${join(PIECES, 3)}${choose(ATTACKS)}`,
    () => `${choose(ATTACKS)}${choose(ATTACKS)}`,
    () => `${choose(NAMES)}${choose(PIECES)}${choose(NAMES)}`,
    () => String.fromCharCode(...Array.from({ length: 1 + pick(MAX_CODE_UNITS) }, () => pick(0x10000))),
    () => String.fromCharCode(...Array.from({ length: 1 + pick(MAX_CODE_UNITS) }, () => pick(0x80))),
    () => String.fromCodePoint(...Array.from({ length: 1 + pick(8) }, () => pick(0x110000))),
  ]
  let count = 0
  const make = (index: number): string => {
    if (index % LONG_EVERY !== 0) return (makers[pick(makers.length)] ?? (() => ''))()
    const piece = join(PIECES, MAX_PIECES)
    return piece.repeat(10_000).slice(0, LONG_CHARS[pick(LONG_CHARS.length)])
  }
  return () => {
    const index = count++
    const text = [...ATTACKS, ...NAMES][index] ?? make(index)
    // Of a blank text nothing is shown.
    return text.trim() === '' ? `${text}x` : text
  }
}
