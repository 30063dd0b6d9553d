import { describe, expect, it } from '@jest/globals'
import {
  bullets,
  code,
  codeBlock,
  details,
  heading,
  link,
  md,
  mermaid,
  stack,
  strong,
  table,
} from '../../../src/report/markdown.ts'
import { renderForTerminal } from '../../../src/report/terminal/terminal.ts'

const show = ({ markdown }: { readonly markdown: string }, width = 60) =>
  renderForTerminal(markdown, { width, isStyled: false })

describe('says what report/markdown.ts writes:', () => {
  it.each([
    ['headings and bold words', stack(heading(2, 'Title'), strong('strong')), 'Title\n\nstrong\n'],
    [
      'code spans, whose content is no markup',
      md`${code('**x** <br> [a](<b>) &nbsp;')}`,
      '**x** <br> [a](<b>) &nbsp;\n',
    ],
    ['links', md`See ${link('the page', 'https://example.com/a')}.`, 'See the page (https://example.com/a).\n'],
    ['links of code', md`${link(code('acme-data'), 'https://example.com/')}`, 'acme-data (https://example.com/)\n'],
    ['commands to paste, as they are', codeBlock('sh', 'aws s3 ls\nexit'), '    aws s3 ls\n    exit\n'],
    ['no diagram', stack(mermaid(['pie', '"a": 1']), md`after`), 'after\n'],
    ['folded sections, open', details('More about', md`body`, 'acme-data'), 'More about acme-data\n\nbody\n'],
    ['small print, entities and breaks', { markdown: '<sub>a&nbsp;b</sub><br>&#64;c' }, 'a b\n@c\n'],
  ])('%s', (_, markdown, text) => {
    expect(show(markdown)).toBe(text)
  })

  it('lists, wrapped under themselves', () => {
    expect(show(bullets(['one two three four', 'five']), 12)).toBe('- one two\n  three four\n- five\n')
  })
})

describe('a table', () => {
  const rows = table(
    [{ title: 'Bucket' }, { title: 'Objects', align: 'right' }],
    [
      [code('acme-data'), 1_234],
      [{ markdown: '✅ b<br>old' }, 5],
    ],
  )

  it('stands in columns where they fit', () => {
    expect(show(rows)).toBe(
      ['Bucket     Objects', '─────────  ───────', 'acme-data    1,234', '✅ b             5', 'old', ''].join('\n'),
    )
  })

  it('is read row by row where they do not', () => {
    expect(show(rows, 17)).toBe('Bucket: acme-data\nObjects: 1,234\n\nBucket: ✅ b, old\nObjects: 5\n')
  })
})

it('shows no control or format character, whatever comes through', () => {
  const text = show({ markdown: '\u001b[2J`\u202e`\u0085\u200b\ufeff\u2028' })
  expect(text).toBe('%1B[2J%E2%80%AE%C2%85%E2%80%8B%EF%BB%BF%E2%80%A8\n')
})

it('says inputs to set as the command has them, and no other code', () => {
  const said = (markdown: string) => renderForTerminal(markdown, { width: 90, isStyled: false })
  expect(said('Set `copy-engine: direct` or `restore-archived: true`, then `remediation: run`.')).toBe(
    'Set --copy-engine direct or --restore-archived, then s3-encryption-compliance run.\n',
  )
  expect(said('`s3:GetObject`, `anything: else`, `mode: audit`')).toBe('s3:GetObject, anything: else, --mode audit\n')
})
