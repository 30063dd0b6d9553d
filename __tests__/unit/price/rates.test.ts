import { describe, expect, it } from '@jest/globals'
import {
  findRates,
  hasOwnRates,
  overrideRates,
  parseUsd,
  RATE_NAMES,
  roundToCents,
  storageTiersOf,
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

describe('storage tiers', () => {
  const pricesOf = (region: string, storageClass: string, own: [string, bigint][] = []) =>
    storageTiersOf(overrideRates(findRates(region), new Map(own)), storageClass).map(({ price }) => price)

  it('are those of the pricing page where it was seen, and else the first for all', () => {
    expect(storageTiersOf(findRates('us-east-1'), 'STANDARD')).toEqual([
      { from: 0n, price: 23_000_000n },
      { from: 50n * 2n ** 40n, price: 22_000_000n },
      { from: 500n * 2n ** 40n, price: 21_000_000n },
    ])
    expect(pricesOf('us-east-1', 'INTELLIGENT_TIERING')).toEqual([23_000_000n, 22_000_000n, 21_000_000n])
    expect(pricesOf('us-east-1', 'GLACIER')).toEqual([3_600_000n])
    expect(pricesOf('sa-east-1', 'STANDARD')).toEqual([40_500_000n, 40_500_000n, 40_500_000n])
  })

  it('are one rate where only that one is given', () => {
    expect(pricesOf('us-east-1', 'STANDARD', [['STANDARD.gb-month', 5n]])).toEqual([5n, 5n, 5n])
    expect(pricesOf('us-east-1', 'GLACIER', [['GLACIER.gb-month', 5n]])).toEqual([5n])
    expect(pricesOf('us-east-1', 'INTELLIGENT_TIERING', [['STANDARD.gb-month', 5n]])).toEqual([
      23_000_000n,
      22_000_000n,
      21_000_000n,
    ])
  })

  it('can be given one by one', () => {
    const own: [string, bigint][] = [
      ['STANDARD.gb-month-over-500-tb', 3n],
      ['STANDARD.gb-month', 5n],
    ]
    expect(pricesOf('us-east-1', 'STANDARD', own)).toEqual([5n, 5n, 3n])
  })

  it('of a class without rates are an error, never free', () => {
    expect(() => storageTiersOf(findRates('us-east-1'), 'REDUCED_REDUNDANCY')).toThrow('no rate')
  })
})
