// Estimates the cost of remediating a bucket: once, and per month afterwards. An estimate, not a bill.

import { type AskedWork, operationOf, type PricedWork } from '../operations/registry.ts'
import { type Charge, type ChargeMaker, makeCharges } from '../price/charges.ts'
import type { Estimate } from '../price/estimate.ts'
import { priceLocks } from '../price/locks.ts'
import type { NanoUsd } from '../price/rate-table.ts'
import { getsFrom, hasOwnRates, putsInto, roundToCents } from '../price/rates.ts'
import { priceRowQueries } from '../price/row-queries.ts'
import type { PriceContext } from '../price/work.ts'

/** Prices `work` line by line. A line whose price is not known is zero and says so. */
export function estimatePrice(work: readonly AskedWork[], context: PriceContext): Estimate {
  const make = makeCharges(context.rates)
  const charges = work.flatMap((item) => priceWork(item, context, make))
  const { redirects = 0, sizesLookedUp = 0 } = context
  const looks = [
    { count: redirects, what: 'HeadObject of objects held back for their website redirect, as from STANDARD' },
    { count: sizesLookedUp, what: 'HeadObject to look up the sizes the report lacks, each run, as from STANDARD' },
  ].filter(({ count }) => count > 0)
  charges.push(...looks.map(({ count, what }) => make.requests(getsFrom('STANDARD'), count, what)))
  if (context.rowQueries !== undefined) charges.push(...priceRowQueries(context.rowQueries, make))
  if (work.length > 0) {
    charges.push(
      make.unpriced('storing and moving job manifests and completion reports, CloudTrail data events', 0, 'requests'),
    )
  }
  // S3 API Reference, "CopyObject": "Each annotation copied is billed as a separate PUT request."
  const copied = work.filter((item) => operationOf(item).makesNewObjects)
  if (copied.length > 0) {
    const objects = copied.reduce((total, { tally }) => total + tally.objects, 0)
    charges.push(make.unpriced('Annotations: a PUT for each, and the inventory does not list them', objects, 'objects'))
  }
  const sum = (paid: Charge['paid']) => sumUp(charges.filter((charge) => charge.paid === paid))
  const { group, date, source, isConfirmed, isPriced } = context.rates
  return {
    usd: toUsd(sum('once')),
    monthlyUsd: toUsd(sum('monthly')),
    lines: charges.map(({ nano, ...line }) => ({ ...line, usd: nano === undefined ? undefined : Number(nano) / 1e9 })),
    rates: {
      group,
      date,
      source,
      note: noteOn(context, isConfirmed),
      isPriced,
    },
  }
}

function noteOn({ region, rates: { group, isPriced } }: PriceContext, isConfirmed: boolean): string | undefined {
  if (!isPriced) return 'no amounts'
  if (!hasOwnRates(region)) return `rates of ${group}; ${region} differs`
  return isConfirmed ? undefined : 'unconfirmed'
}

/** A sum with an unknown part is unknown: max-cost could not be compared with the rest. */
function sumUp(charges: readonly Charge[]): NanoUsd | undefined {
  return charges.reduce<NanoUsd | undefined>(
    (sum, { nano }) => (sum === undefined || nano === undefined ? undefined : sum + nano),
    0n,
  )
}

/** Rounded once, at the end; half a cent is rounded up. */
function toUsd(nano: NanoUsd | undefined): number | undefined {
  return nano === undefined ? undefined : Number(roundToCents(nano)) / 100
}

function priceWork(asked: AskedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  const { objects, bytes } = asked.tally
  if (bytes !== undefined) return priceSized({ ...asked, tally: { objects, bytes } }, context, make)
  const charges = priceSized({ ...asked, tally: { objects, bytes: 0n } }, context, make)
  if (!operationOf(asked).movesBytes) return charges
  return [
    ...charges.map(forgetBytes),
    make.unknown(`${asked.operation}: whatever rests on sizes, which the report lacks`),
  ]
}

/** A line that depends on bytes, if the number of bytes is unknown. */
function forgetBytes(charge: Charge): Charge {
  return charge.unit === 'GB' ? { ...charge, quantity: undefined, nano: undefined } : charge
}

function priceSized(asked: PricedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  const operation = operationOf(asked)
  const isKnown = !operation.movesBytes || context.rates.prices.has(putsInto(asked.storageClass))
  const work = isKnown ? asked : { ...asked, storageClass: 'STANDARD' }
  const said = `Storage class ${asked.storageClass} has no rates here and is taken for STANDARD; what it costs more`
  const charges = [
    ...operation.price(work, context, make),
    ...priceLocks(work, operation.locks, context, make, {
      gets: getsFrom(operation.movesBytes ? work.storageClass : 'STANDARD'),
      isLookedAt: context.facts.website === 'some' && operation.losesRedirects === true,
    }),
  ]
  return isKnown ? charges : [...charges, make.unpriced(said, asked.tally.objects, 'objects')]
}
