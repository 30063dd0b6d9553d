import { expect, it } from '@jest/globals'
import {
  findRates,
  hasOwnRates,
  overrideRates,
  parseUsd,
  RATE_NAMES,
  roundToCents,
  unitOf,
} from '../../../src/price/rates.ts'

it.each([
  ['0', 0n],
  ['0.25', 250_000_000n],
  ['0.00099', 990_000n],
  ['1.000000001', 1_000_000_001n],
  ['12', 12_000_000_000n],
  ['', undefined],
  ['.5', undefined],
  ['1.', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['1,5', undefined],
  ['0.0000000001', undefined],
  ['1234567890', undefined],
])('reads %j as %p nano-dollars', (text, nano) => {
  expect(parseUsd(text)).toBe(nano)
})

it.each([
  [4_999_999n, 0n],
  [5_000_000n, 1n],
  [14_999_999n, 1n],
  [15_000_000n, 2n],
])('rounds %d nano-dollars to %d cents', (nano, cents) => {
  expect(roundToCents(nano)).toBe(cents)
})

it.each([
  ['batch.job', 1n],
  ['batch.million-tasks', 1_000_000n],
  ['kms.ten-thousand-requests', 10_000n],
  ['STANDARD.thousand-puts', 1000n],
  ['GLACIER.gb-restored-bulk', 2n ** 30n],
])('%s pays for %d', (name, unit) => {
  expect(unitOf(name)).toBe(unit)
})

const REGIONS = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'eu-west-2'].concat([
  'ap-northeast-1',
  'ap-southeast-2',
  'ap-south-1',
  'sa-east-1',
  'us-gov-west-1',
  'cn-north-1',
])

it('confirms none but US East (N. Virginia)', () => {
  expect(REGIONS.filter((region) => findRates(region).isConfirmed)).toEqual(['us-east-1'])
})

it.each(['us-gov-west-1', 'eu-west-2', 'ap-south-1'])('has a group for %s', (region) => {
  expect(hasOwnRates(region)).toBe(true)
})

it('has a price for every name, in every Region', () => {
  for (const region of REGIONS.concat('nowhere')) {
    expect([...findRates(region).prices.keys()]).toEqual(RATE_NAMES)
  }
})

it('replaces single rates, and says so', () => {
  const rates = overrideRates(findRates('us-east-1'), new Map([['batch.job', 1n]]))
  expect(rates.prices.get('batch.job')).toBe(1n)
  expect(rates.prices.get('STANDARD.thousand-puts')).toBe(5_000_000n)
  expect(rates.source).toContain('1 of')
})
