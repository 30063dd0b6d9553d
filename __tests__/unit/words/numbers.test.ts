// How figures are written, above all at the edges where rounding would tell a better story.

import { describe, expect, it } from '@jest/globals'
import {
  formatBytes,
  formatBytesExactly,
  formatCount,
  formatDate,
  formatDuration,
  formatNoun,
  formatRate,
  formatShare,
  formatUsd,
} from '../../../src/words/numbers.ts'

const MIN = 60_000
const HOUR = 60 * MIN
const DAY = 24 * HOUR

describe('figures', () => {
  it.each([
    [0n, '0 B'],
    [1023n, '1,023 B'],
    [1024n, '1.0 KiB'],
    [1024n ** 2n - 1n, '1,023.9 KiB'],
    [1_288_490_189n, '1.2 GiB'],
    [2n ** 70n, '1,024.0 EiB'],
  ])('writes %s bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

  it('adds the exact bytes where the short form hides them', () => {
    expect(formatBytesExactly(1_288_490_189n)).toBe('1.2 GiB (1,288,490,189 bytes)')
    expect(formatBytesExactly(5n)).toBe('5 B')
  })

  it.each([
    [0, '0 s'],
    [449, '0.4 s'],
    [45_000, '45 s'],
    [119_999, '119 s'],
    [12 * MIN, '12 min'],
    [5 * HOUR + 10 * MIN, '5 h 10 min'],
    [7 * HOUR, '7 h'],
    [DAY + 3 * HOUR, '1 day 3 h'],
    [9 * DAY, '9 days'],
    [-5, '0 s'],
  ])('writes %i ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

  it.each([
    [0, 10, '0%'],
    [1, 1_000_000, '<0.01%'],
    [999_999, 1_000_000, '99.9%'],
    [1, 8, '12.5%'],
    [1, 200, '0.50%'],
    [10, 10, '100%'],
    [0, 0, '0%'],
  ])('writes %i of %i as %s', (part, whole, text) => expect(formatShare(part, whole)).toBe(text))

  it.each([
    [0, '0.00 USD'],
    [0.001, 'less than 0.01 USD'],
    [1234.5, '1,234.50 USD'],
    // As the sum is rounded: half a cent up, also where a number of JavaScript lies a little below it.
    [0.145, '0.15 USD'],
    [1.005, '1.01 USD'],
    [1.004999999, '1.00 USD'],
    [2199.6375, '2,199.64 USD'],
    [999_999_999.995, '1,000,000,000.00 USD'],
  ])('writes %d dollars as %s', (usd, text) => expect(formatUsd(usd)).toBe(text))

  it('counts in the right number', () => {
    expect(formatNoun(1, 'object')).toBe('1 object')
    expect(formatNoun(0, 'mismatch', 'mismatches')).toBe('0 mismatches')
    expect(formatCount(2n ** 63n)).toBe('9,223,372,036,854,775,808')
    expect(formatRate(3_000, 1_500, 'rows')).toBe('2,000 rows/s')
    expect(formatRate(3_000, 999, 'rows')).toBe('')
    expect(formatDate(new Date('2026-11-21T01:00:59Z'))).toBe('2026-11-21 01:00 UTC')
  })
})
