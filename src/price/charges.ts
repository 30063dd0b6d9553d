// Turns a quantity and a rate into one line of an estimate.

import type { NanoUsd } from './rate-table.ts'
import { divideRounded, GB_BYTES, type Rates, type StorageTier, storageTiersOf, unitOf } from './rates.ts'

/**
 * One line: paid once, or every month that the objects are kept. Undefined figures depend on sizes that are not known.
 */
export type Charge = {
  readonly what: string
  readonly quantity: number | undefined
  readonly unit: 'jobs' | 'tasks' | 'requests' | 'objects' | 'GB-seconds' | 'GB'
  readonly paid: 'once' | 'monthly'
  readonly nano: NanoUsd | undefined
  /** False if the amount cannot be estimated: then `nano` is zero and has no meaning. */
  readonly isPriced: boolean
}

export type ChargeMaker = {
  readonly requests: (rate: string, count: number, what: string) => Charge
  /** A count, in the unit of the rate. */
  readonly count: (rate: string, unit: Exclude<Charge['unit'], 'GB'>, count: number, what: string) => Charge
  /** Bytes transferred. */
  readonly bytes: (rate: string, bytes: bigint, what: string) => Charge
  /**
   * Bytes stored: once, for some days of a 30-day month, or for every month. All charges of one estimate fill the tiers
   * of the class one after the other, as if nothing else were stored in it: other data can only make them cheaper.
   */
  readonly stored: (storageClass: string, bytes: bigint, days: number | 'monthly', what: string) => Charge
  readonly monthly: (charge: Charge) => Charge
  /** For costs that cannot be estimated: mentioned, never left out. */
  readonly unpriced: (what: string, quantity: number, unit: Charge['unit']) => Charge
  /** For costs that depend on sizes that the report does not have. */
  readonly unknown: (what: string) => Charge
}

export const MONTH_DAYS = 30

/**
 * Charges at these rates.
 * @throws RangeError for a rate that is not in the table: a missing rate must never look like a free one
 */
export function makeCharges(rates: Rates): ChargeMaker {
  const { isPriced } = rates
  const cost = (rate: string, quantity: bigint) => {
    const price = rates.prices.get(rate)
    if (price === undefined) throw new RangeError(`There is no rate ${rate}`)
    return isPriced ? divideRounded(price * quantity, unitOf(rate)) : 0n
  }
  const filled = new Map<string, bigint>()
  const store = (storageClass: string, byteDays: bigint, paid: Charge['paid']) => {
    const tiers = storageTiersOf(rates, storageClass)
    const start = filled.get(`${paid} ${storageClass}`) ?? 0n
    filled.set(`${paid} ${storageClass}`, start + byteDays)
    return isPriced ? priceStorage(tiers, start, start + byteDays) : 0n
  }
  return {
    count: (rate, unit, count, what) => lineOf(what, count, unit, cost(rate, BigInt(count))),
    requests: (rate, count, what) => lineOf(what, count, 'requests', cost(rate, BigInt(count))),
    bytes: (rate, bytes, what) => lineOf(what, toGb(bytes), 'GB', cost(rate, bytes)),
    stored: (storageClass, bytes, period, what) => {
      const days = BigInt(period === 'monthly' ? MONTH_DAYS : period)
      const paid = period === 'monthly' ? 'monthly' : 'once'
      return { ...lineOf(what, toGb(bytes), 'GB', store(storageClass, bytes * days, paid)), paid }
    },
    monthly: (charge) => ({ ...charge, paid: 'monthly' }),
    unpriced: (what, quantity, unit) => ({ ...lineOf(`${what}: not priced`, quantity, unit, 0n), isPriced: false }),
    unknown: (what) => ({ ...lineOf(what, 0, 'GB', 0n), quantity: undefined, nano: undefined }),
  }
}

function lineOf(what: string, quantity: number, unit: Charge['unit'], nano: NanoUsd): Charge {
  return { what, quantity, unit, paid: 'once', nano, isPriced: true }
}

/** Cost of the byte-days from `start` to `end` of a month. Tiers are contiguous; the last one has no end. */
function priceStorage(tiers: readonly StorageTier[], start: bigint, end: bigint): NanoUsd {
  const month = BigInt(MONTH_DAYS)
  const cost = tiers.reduce((sum, { from, price }, index) => {
    const next = tiers[index + 1]
    const first = larger(start, from * month)
    const last = next === undefined ? end : smaller(end, next.from * month)
    return last > first ? sum + (last - first) * price : sum
  }, 0n)
  return divideRounded(cost, GB_BYTES * month)
}

const larger = (a: bigint, b: bigint) => (a > b ? a : b)
const smaller = (a: bigint, b: bigint) => (a < b ? a : b)

/** GB of 2^30 bytes, rounded to three decimal places, as a number to show. */
function toGb(bytes: bigint): number {
  return Number(divideRounded(bytes * 1000n, GB_BYTES)) / 1000
}
