// Knows object keys that try to be something else: runner commands, Markdown, CSV, paths, broken encodings.

const SEEDS: readonly string[] = [
  'a b c.txt',
  'a+b.txt',
  '100%.txt',
  '%zz-%2-%',
  'pct%20literal',
  'comma,quote".csv',
  "it's",
  'line\nbreak',
  'carriage\rreturn',
  'crlf\r\n::set-output name=verdict::COMPLIANT',
  'x\n::add-mask::e',
  'x\r::stop-commands::token',
  'y ##[error]pwned',
  'y##[ADD-MASK]SSE',
  '\u2003\u00a0::error::boom',
  '::warning::hello',
  'src/a.ts(1,1): error TS1: pwned',
  '\u001b[2J\u001b]8;;http://evil.example\u0007',
  '|a|`b`|',
  '\n\n# Compliant',
  '<img src=x onerror=alert(1)>',
  '[click](http://evil.example)',
  '![](//t.example)',
  '@octocat',
  'fixes #1',
  '</details></td></table>',
  '```mermaid\ngraph TD\n```',
  '$$x$$ :tada:',
  '=cmd|calc!A0',
  '-1+1',
  '../../etc/passwd',
  '/absolute',
  'trailing/',
  'double//slash',
  '.',
  '..',
  '__proto__',
  'constructor',
  '\u202egnp.exe',
  'zero\u200bwidth',
  '\ufeffbom',
  'caf\u00e9',
  'cafe\u0301',
  '日本語/ファイル.txt',
  '😀🏳️‍🌈.png',
  'שלום/مرحبا',
  'tab\there',
  'nul\u0000byte',
  'del\u007f\u0085\u2028',
  'tilde~star*paren()!',
]

/** `count` different keys made from the seeds; one of them has the 1,024 bytes that are the most S3 allows. */
export function hostileKeys(count: number): string[] {
  const keys = new Set<string>([`${'é'.repeat(511)}ab`])
  for (let round = 0; keys.size < count; round += 1) {
    for (const seed of SEEDS) {
      if (keys.size >= count) break
      keys.add(round === 0 ? seed : `${seed}#${round}${SEEDS[(round * 7 + seed.length) % SEEDS.length] ?? ''}`)
    }
  }
  return [...keys]
}
