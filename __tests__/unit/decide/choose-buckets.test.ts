import { describe, expect, it } from '@jest/globals'
import { chooseBuckets, listIdleLines, needsTags } from '../../../src/decide/choose-buckets.ts'
import { readBucketLines } from '../../../src/settings/bucket-lines.ts'
import { IGNORED } from '../../../src/settings/problems.ts'
import type { BucketLine, BucketSettings } from '../../../src/settings/settings-of-a-run.ts'

function linesOf(text: string): readonly BucketLine[] {
  const { choices } = readBucketLines(
    (name) => (name === 'buckets' ? text : ''),
    { source: 'inventory' } as BucketSettings,
    IGNORED,
  )
  return choices.flatMap(({ lines }) => lines)
}

const bucket = (name: string, tags?: Readonly<Record<string, string>>) => ({
  name,
  tags: tags && new Map(Object.entries(tags)),
})
const BUCKETS = [
  bucket('dev-a', { env: 'dev' }),
  bucket('prod-a', { env: 'prod' }),
  bucket('prod-b', {}),
  bucket('secret'),
]

describe('chooseBuckets', () => {
  it.each([
    { lines: '*', taken: ['dev-a', 'prod-a', 'prod-b', 'secret'], doubtful: [], leftOut: [] },
    { lines: 'prod-?', taken: ['prod-a', 'prod-b'], doubtful: [], leftOut: [] },
    { lines: '!prod-b, *-?', taken: ['dev-a', 'prod-a'], doubtful: [], leftOut: ['prod-b'] },
    { lines: 'prod-*, !*', taken: [], doubtful: [], leftOut: ['prod-a', 'prod-b'] },
    { lines: 'tag:env=prod', taken: ['prod-a'], doubtful: ['secret'], leftOut: [] },
    { lines: 'tag:env=prod, secret*', taken: ['prod-a', 'secret'], doubtful: [], leftOut: [] },
    { lines: 'tag:env=prod, !secret', taken: ['prod-a'], doubtful: [], leftOut: ['secret'] },
    { lines: '*, !tag:env=dev', taken: ['prod-a', 'prod-b', 'secret'], doubtful: [], leftOut: ['dev-a'] },
    { lines: 'tag:env=', taken: [], doubtful: ['secret'], leftOut: [] },
    { lines: 'tag:env=PROD', taken: [], doubtful: ['secret'], leftOut: [] },
  ])('takes by $lines: $taken, doubts $doubtful, leaves out $leftOut', ({ lines, ...chosen }) => {
    expect(chooseBuckets(linesOf(lines), BUCKETS)).toEqual(chosen)
  })

  it('finds lines that are about no bucket, but not where tags cannot be seen', () => {
    const idle = (lines: string, buckets = BUCKETS.slice(0, 3)) =>
      listIdleLines(linesOf(lines), buckets).map(({ text }) => text)
    expect(idle('*, prd-*, !prod-c, !tag:env=test, tag:env=dev')).toEqual(['prd-*', '!prod-c', '!tag:env=test'])
    expect(idle('tag:env=test', BUCKETS)).toEqual([])
    expect(idle('*', [])).toEqual(['*'])
  })

  it.each([
    { lines: '*', name: 'a', needed: false },
    { lines: 'tag:a=b', name: 'a', needed: true },
    { lines: 'tag:a=b, a*', name: 'a', needed: false },
    { lines: 'tag:a=b, !a*', name: 'a', needed: false },
    { lines: 'a*, !tag:a=b', name: 'a', needed: true },
    { lines: 'b*, !tag:a=b', name: 'a', needed: false },
  ])('needs tags of $name for $lines: $needed', ({ lines, name, needed }) => {
    expect(needsTags(linesOf(lines), name)).toBe(needed)
  })
})

describe('lines of buckets', () => {
  it.each([
    { text: 'tag:cost:center=a=b, c', lines: ['tag cost:center a=b'] },
    { text: ' ! prod-* \n*', lines: ['! name prod-*', 'name *'] },
    { text: '!tag:team=Zoë & co', lines: [] },
    { text: '!tag:team=Zoë 1', lines: ['! tag team Zoë 1'] },
  ])('are read: $text', ({ text, lines }) => {
    const read = linesOf(text).map((line) =>
      [line.leavesOut ? '!' : [], line.by, ...(line.by === 'tag' ? [line.key, line.value] : [line.pattern])].flat(),
    )
    expect(read.map((words) => words.join(' '))).toEqual(lines)
  })

  it('may have many stars', () => {
    const names = ['a'.repeat(63), 'abcdefghijklmnopqrstuvwxyz'].map((name) => bucket(name))
    const pattern = `*${[...'abcdefghijklmnopqrstuvwxyz'].join('*')}*`
    expect(chooseBuckets(linesOf(pattern), names).taken).toEqual(['abcdefghijklmnopqrstuvwxyz'])
  })
})
