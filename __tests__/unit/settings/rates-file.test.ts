// The rates file: what it may say, and what is said back when it is wrong.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { US_EAST } from '../../../src/price/rates/us-east.ts'
import { ProblemList } from '../../../src/settings/problems.ts'
import { readRatesFile } from '../../../src/settings/rates-file.ts'

function read(text: string) {
  const problems = new ProblemList()
  const rates = readRatesFile('rates.yml', { readFile: () => text, problems })
  return { rates: Object.fromEntries(rates), problems: problems.texts }
}

it.each([
  ['YAML', 'batch.job: 0.3\nSTANDARD.thousand-puts: 0.0054\n'],
  ['JSON', '{"batch.job": 0.3, "STANDARD.thousand-puts": "0.0054"}'],
])('is read as %s', (_, text) => {
  expect(read(text)).toEqual({
    rates: { 'batch.job': 300_000_000n, 'STANDARD.thousand-puts': 5_400_000n },
    problems: [],
  })
})

describe('is refused', () => {
  it.each([
    [
      'an unknown name',
      'batch.jobs: 1',
      'rates.yml line 1, column 1: "batch.jobs" is not a key of the rates file; the nearest known key is batch.job',
    ],
    ['a negative rate', 'batch.job: -1', 'rates.yml line 1, column 12: batch.job is "-1"; accepted is US dollars'],
    ['a rate with an exponent', 'batch.job: 1e3', 'batch.job is "1e3"'],
    ['an empty rate', 'batch.job:', 'batch.job is ""'],
    ['a list', 'batch.job: [1]', 'batch.job is a list'],
    ['a file that is no map', '- 1', 'the rates file is a list'],
  ])('%s', (_, text, problem) => {
    expect(read(text)).toEqual({ rates: {}, problems: [expect.stringContaining(problem)] })
  })

  it('a file that cannot be read', () => {
    const problems = new ProblemList()
    const readFile = () => {
      throw new Error('there is no file')
    }
    expect(readRatesFile('rates.yml', { readFile, problems }).size).toBe(0)
    expect(problems.texts).toEqual([expect.stringMatching(/^rates-file is "rates.yml".*there is no file/)])
  })
})

it('is not looked for without a name', () => {
  const problems = new ProblemList()
  const readFile = () => {
    throw new Error('asked for')
  }
  expect(readRatesFile('', { readFile, problems }).size).toBe(0)
  expect(problems.texts).toEqual([])
})

it('has its names and the published rates in docs/config-file.md', () => {
  const page = readFileSync('docs/config-file.md', 'utf8')
  for (const [name, usd] of Object.entries(US_EAST.usd)) expect(page).toContain(`| \`${name}\` | ${usd} |`)
})
