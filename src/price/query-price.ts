// Knows what AWS charges for queries in Athena.

import type { NanoUsd } from './rate-table.ts'
import { divideRounded, type Rates, unitOf } from './rates.ts'

const MB = 1024n ** 2n
/** Amazon Athena pricing page, at second hand (docs/unconfirmed.md): rounded up to the megabyte, at least 10 MB a query. */
const LEAST = 10n * MB
const RATE = 'athena.tb-scanned'

/** The price of queries that read so many bytes each. Statements that read nothing, as those about tables, are free. */
export function priceQueries(bytesScanned: readonly number[], { prices, isPriced }: Rates): NanoUsd | undefined {
  const price = prices.get(RATE)
  if (price === undefined) throw new RangeError(`There is no rate ${RATE}`)
  if (!isPriced) return undefined
  const billed = bytesScanned.reduce((sum, bytes) => sum + billedBytes(BigInt(bytes)), 0n)
  return divideRounded(price * billed, unitOf(RATE))
}

/** What is billed for a query that reads so many bytes; a statement that reads nothing is free. */
export function billedBytes(bytes: bigint): bigint {
  if (bytes === 0n) return 0n
  const whole = ((bytes + MB - 1n) / MB) * MB
  return whole < LEAST ? LEAST : whole
}
