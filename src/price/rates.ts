// Defines the names and units of rates, and finds the table for a Region. Money is counted in integers.

import type { NanoUsd, RateTable } from './rate-table.ts'
import { ASIA_PACIFIC } from './rates/asia-pacific.ts'
import { EUROPE } from './rates/europe.ts'
import { EUROPE_IRELAND } from './rates/europe-ireland.ts'
import { GOV_CLOUD } from './rates/gov-cloud.ts'
import { SOUTH_AMERICA } from './rates/south-america.ts'
import { US_CENTRAL } from './rates/us-central.ts'
import { US_EAST } from './rates/us-east.ts'
import { US_WEST } from './rates/us-west.ts'

export type Rates = {
  readonly group: string
  readonly date: string
  readonly source: string
  readonly isConfirmed: boolean
  /** False in China, where AWS bills in CNY: quantities are reported, but no amounts. */
  readonly isPriced: boolean
  /** By name; the last part of a name is the unit of the rate (`unitOf`). */
  readonly prices: ReadonlyMap<string, NanoUsd>
}

const TABLES: readonly RateTable[] = [
  US_EAST,
  US_CENTRAL,
  US_WEST,
  EUROPE_IRELAND,
  EUROPE,
  ASIA_PACIFIC,
  SOUTH_AMERICA,
  GOV_CLOUD,
]
const FALLBACK = US_EAST
const NO_AMOUNTS = 'AWS China bills in CNY, of which no rates are known here: quantities only'
const NANO_DIGITS = 9
/** Amazon S3 pricing page, at its end: "1 GB is 2^30 bytes [...] 1 TB is 2^40 bytes". */
export const GB_BYTES = 1n << 30n
const TB_BYTES = 1n << 40n

/** Suffixes of a class's storage rates, and the bytes a month from which each applies ("Storage pricing"). */
const STORAGE_TIERS = [
  { end: 'gb-month', from: 0n },
  { end: 'gb-month-over-50-tb', from: 50n * TB_BYTES },
  { end: 'gb-month-over-500-tb', from: 500n * TB_BYTES },
] as const

/** Names of rates by storage class. */
export const putsInto = (storageClass: string) => `${storageClass}.thousand-puts`
export const getsFrom = (storageClass: string) => `${storageClass}.thousand-gets`
export const retrievalFrom = (storageClass: string) => `${storageClass}.gb-retrieved`

/** All rates, which are also the names that a rates file can have. */
export const RATE_NAMES: readonly string[] = Object.keys(US_EAST.usd)

/** The rates for a Region: those of its own group, or those of US East, as the name of the group then shows. */
export function findRates(region: string): Rates {
  const { group, date, source, isConfirmed, usd } = TABLES.find(({ regions }) => regions.includes(region)) ?? FALLBACK
  const prices = new Map(Object.entries(usd).map(([name, text]) => [name, parseUsd(text) ?? 0n]))
  const isPriced = !region.startsWith('cn-')
  if (!isPriced) return { group: 'no Region', date, source: NO_AMOUNTS, isConfirmed: false, isPriced, prices }
  return { group, date, source, isConfirmed, isPriced, prices }
}

/** Whether the figures of `findRates` are those of the Region itself. */
export function hasOwnRates(region: string): boolean {
  return TABLES.some(({ regions }) => regions.includes(region))
}

/**
 * The same rates with some of them replaced, which their source then says. A custom `gb-month` applies to all amounts
 * unless its tiers are given, too: otherwise a published tier could be more expensive than it.
 */
export function overrideRates(rates: Rates, own: ReadonlyMap<string, NanoUsd>): Rates {
  if (own.size === 0 || !rates.isPriced) return rates
  const source = `${rates.source}; ${own.size} of ${rates.prices.size} rates from rates-file`
  return { ...rates, source, prices: new Map([...rates.prices, ...fillTiers(rates, own), ...own]) }
}

function* fillTiers({ prices }: Rates, own: ReadonlyMap<string, NanoUsd>): Generator<[string, NanoUsd]> {
  for (const [name, price] of own) {
    const [storageClass, end] = name.split('.')
    if (end !== STORAGE_TIERS[0].end) continue
    for (const tier of STORAGE_TIERS) {
      const tierName = `${storageClass}.${tier.end}`
      if (prices.has(tierName)) yield [tierName, price]
    }
  }
}

/** Cost of storing one GB of a class for a month, from this many bytes on. */
export type StorageTier = { readonly from: bigint; readonly price: NanoUsd }

/**
 * One tier for most classes; for the others, the cheapest tier is last.
 * @throws RangeError for a class that is not in the table: a missing rate must never look like a free one
 */
export function storageTiersOf({ prices }: Pick<Rates, 'prices'>, storageClass: string): readonly StorageTier[] {
  const tiers = STORAGE_TIERS.flatMap(({ end, from }) => {
    const price = prices.get(`${storageClass}.${end}`)
    return price === undefined ? [] : [{ from, price }]
  })
  if (tiers[0]?.from !== 0n) throw new RangeError(`There is no rate for storage in ${storageClass}`)
  return tiers
}

/** `0.0125` as nano-dollars; undefined for anything but plain decimal text with at most nine decimal places. */
export function parseUsd(text: string): NanoUsd | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text)
  if (match === null) return undefined
  const [, whole = '', fraction = ''] = match
  return BigInt(whole + fraction.padEnd(NANO_DIGITS, '0'))
}

/** The number of requests, tasks, jobs or bytes that the rate with this name pays for. */
export function unitOf(name: string): bigint {
  const [unit] = (name.split('.').at(-1) ?? '').split('-')
  switch (unit) {
    case 'million':
      return 1_000_000n
    case 'ten':
      return 10_000n
    case 'thousand':
      return 1_000n
    case 'gb':
      return GB_BYTES
    case 'tb':
      return TB_BYTES
    default:
      return 1n
  }
}

/** Nano-dollars as whole cents, half a cent rounded up. */
export function roundToCents(nano: NanoUsd): bigint {
  return (nano + 5_000_000n) / 10_000_000n
}

/** Division rounding half up. Neither number may be negative. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor)
}
