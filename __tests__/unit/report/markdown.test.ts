// Markdown as a value: what is ours stands as it is, what is not passes a gate, and nothing is left empty.

import { describe, expect, it } from '@jest/globals'
import {
  bullets,
  byteLength,
  code,
  codeBlock,
  details,
  heading,
  keyCode,
  link,
  md,
  NOTHING,
  quoted,
  show,
  stack,
  stackWithin,
  strong,
  table,
} from '../../../src/report/markdown.ts'

describe('values in a document', () => {
  it('leaves our markup alone and makes everything else safe', () => {
    expect(md`**${'a*b'}** ${1234} ${5n} ${{ markdown: '<br>' }}${NOTHING}.`.markdown).toBe('**`a*b`** 1,234 5 <br>.')
  })

  it.each([
    ['a plain word', 'a plain word'],
    ['s3://b', '`s3://b`'],
    [1_000_000, '1,000,000'],
    [2n ** 60n, '1,152,921,504,606,846,976'],
    [{ markdown: '# x' }, '# x'],
  ])('shows %j', (value, shown) => {
    expect(show(value)).toBe(shown)
  })

  it.each([
    [code('a b|c'), '`a b%7Cc`'],
    [keyCode('a b'), '`a%20b`'],
    [keyCode('k'.repeat(65)), `\`${'k'.repeat(64)}…635361c4\``],
    [quoted('it said "no"'), '`it said "no"`'],
    [quoted('x'.repeat(500)), `\`${'x'.repeat(500)}\``],
    [quoted('x'.repeat(501)), `\`${'x'.repeat(500)}…\``],
    [strong('Now.'), '**Now.**'],
    [strong(''), ''],
    [heading(3, 'What'), '### What'],
    [heading(2, 'a_b'), '## `a_b`'],
  ])('writes %j', ({ markdown }, expected) => {
    expect(markdown.replace(/…[0-9a-f]{8}`/, '…635361c4`')).toBe(expected)
  })
})

describe('links', () => {
  it.each([
    ['https://a.example/b?c=d#e', '[text](<https://a.example/b?c=d#e>)'],
    ['http://a.example', '[text](<http://a.example/>)'],
    ['https://a.example/x|y(z)', '[text](<https://a.example/x%7cy%28z%29>)'],
    ['https://a.example/[*]', '[text](<https://a.example/%5b%2a%5d>)'],
    ['javascript:alert(1)', 'text'],
    ['xhttps://a.example', 'text'],
    ['httpsx://a.example', 'text'],
    ['no address', 'text'],
    ['', 'text'],
  ])('to %j', (address, expected) => {
    expect(link('text', address).markdown).toBe(expected)
  })

  it('make their label safe', () => {
    expect(link('a](b', 'https://a.example').markdown).toBe('[`a](b`](<https://a.example/>)')
  })
})

describe('blocks', () => {
  it('lists one item a line', () => expect(bullets(['One', md`**two**`, 3]).markdown).toBe('- One\n- **two**\n- 3'))
  it('lists nothing as nothing', () => expect(bullets([]).markdown).toBe(''))

  it('rules a table', () => {
    const columns = [{ title: 'Key' }, { title: 'Size', align: 'right' as const }]
    expect(
      table(columns, [
        ['a|b', 1],
        [md`x`, 2n],
      ]).markdown,
    ).toBe('| Key | Size |\n| --- | ---: |\n| `a%7Cb` | 1 |\n| x | 2 |')
    expect(table(columns, [])).toBe(NOTHING)
    expect(NOTHING.markdown).toBe('')
  })

  it('folds a section', () => {
    expect(details('More', md`body`).markdown).toBe('<details>\n<summary>More</summary>\n\nbody\n\n</details>')
    expect(details('❌', md`body`, 'a<b>@c').markdown).toBe(
      '<details>\n<summary>❌ <code>a&#60;b&#62;%40c</code></summary>\n\nbody\n\n</details>',
    )
    expect(details('More', NOTHING, 'name')).toBe(NOTHING)
  })

  it('fences text that cannot close its fence', () => {
    expect(codeBlock('sh', 'aws s3 ls\necho `id`').markdown).toBe('```sh\naws s3 ls\necho %60id%60\n```')
    expect(codeBlock('json', '```\n<b>').markdown).toBe('```json\n%60%60%60\n<b>\n```')
  })

  it('stacks what is not empty', () => {
    expect(stack(md`a`, NOTHING, md`b`, NOTHING).markdown).toBe('a\n\nb')
    expect(stack().markdown).toBe('')
  })

  it('counts bytes, not characters', () => expect(byteLength({ markdown: 'é😀' })).toBe(6))
})

describe('blocks within a number of bytes', () => {
  const leftOut = { markdown: 'REST' }
  const blocks = ['aaaa', 'bbbb', 'cccc'].map((markdown) => ({ markdown }))
  // Three blocks with what separates them, and room for the note and its separator.
  const whole = 3 * (4 + 2) + 4 + 2

  it('takes all of them when they fit exactly', () => {
    expect(stackWithin(whole, blocks, leftOut).markdown).toBe('aaaa\n\nbbbb\n\ncccc')
  })

  it('says that the rest is left out when one byte is missing', () => {
    expect(stackWithin(whole - 1, blocks, leftOut).markdown).toBe('aaaa\n\nbbbb\n\nREST')
    expect(byteLength(stackWithin(whole - 1, blocks, leftOut))).toBeLessThan(whole)
  })

  it('keeps whole blocks in order, and does not go on to a smaller one', () => {
    const sizes = [{ markdown: 'a' }, { markdown: 'b'.repeat(99) }, { markdown: 'c' }]
    expect(stackWithin(30, sizes, leftOut).markdown).toBe('a\n\nREST')
  })

  it('does not render what comes after', () => {
    const rendered: string[] = []
    function* lazy() {
      for (const text of ['a', 'b'.repeat(99), 'c']) {
        rendered.push(text)
        yield { markdown: text }
      }
    }
    stackWithin(30, lazy(), leftOut)
    expect(rendered).toEqual(['a', 'b'.repeat(99)])
  })

  it('counts the bytes of a block', () => {
    expect(stackWithin(4 + 2 + 2 + 6, [{ markdown: 'é'.repeat(3) }], leftOut).markdown).toBe('ééé')
    expect(stackWithin(4 + 2 + 2 + 5, [{ markdown: 'é'.repeat(3) }], leftOut).markdown).toBe('REST')
  })
})
