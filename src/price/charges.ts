// Knows how a quantity and a rate become one line of an estimate.

import { divideRounded, GB_BYTES, type NanoUsd, type Rates, unitOf } from './rates.ts'

/**
 * One line: paid once, or every month that the objects stay. Zero where `what` says why it has no price; undefined where
 * it rests on sizes that are not known.
 */
export type Charge = {
  readonly what: string
  readonly quantity: number | undefined
  readonly unit: 'jobs' | 'tasks' | 'requests' | 'objects' | 'GB'
  readonly paid: 'once' | 'monthly'
  readonly nano: NanoUsd | undefined
}

export type ChargeMaker = {
  /** `count` of what the rate is for. */
  readonly count: (rate: string, unit: Exclude<Charge['unit'], 'GB'>, count: number, what: string) => Charge
  /** `share` is the part of a month, or of anything, that is paid for. */
  readonly bytes: (rate: string, bytes: bigint, what: string, share?: Share) => Charge
  readonly monthly: (charge: Charge) => Charge
  /** For what nobody can put a figure to: said, never left out. */
  readonly unpriced: (what: string, quantity: number, unit: Charge['unit']) => Charge
  /** For what rests on sizes that the report does not have. */
  readonly unknown: (what: string) => Charge
}

export type Share = readonly [numerator: number, denominator: number]

/**
 * Charges by these rates.
 * @throws RangeError for a rate the table does not have: a missing one must never look like a free one
 */
export function makeCharges({ prices, isPriced }: Rates): ChargeMaker {
  const cost = (rate: string, quantity: bigint, [numerator, denominator]: Share = [1, 1]) => {
    const price = prices.get(rate)
    if (price === undefined) throw new RangeError(`There is no rate ${rate}`)
    if (!isPriced) return 0n
    return divideRounded(price * quantity * BigInt(numerator), unitOf(rate) * BigInt(denominator))
  }
  return {
    count: (rate, unit, count, what) => ({
      what,
      quantity: count,
      unit,
      paid: 'once',
      nano: cost(rate, BigInt(count)),
    }),
    bytes: (rate, bytes, what, share) => ({
      what,
      quantity: toGb(bytes),
      unit: 'GB',
      paid: 'once',
      nano: cost(rate, bytes, share),
    }),
    monthly: (charge) => ({ ...charge, paid: 'monthly' }),
    unpriced: (what, quantity, unit) => ({ what: `${what}: not priced`, quantity, unit, paid: 'once', nano: 0n }),
    unknown: (what) => ({ what, quantity: undefined, unit: 'GB', paid: 'once', nano: undefined }),
  }
}

/** GB of 2^30 bytes with three digits after the point, as a number to show. */
export function toGb(bytes: bigint): number {
  return Number(divideRounded(bytes * 1000n, GB_BYTES)) / 1000
}
