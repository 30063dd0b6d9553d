// Shows a plan and its price.

import { type BucketPlan, listWork } from '../decide/bucket-plan.ts'
import { ALL_CLASSES } from '../findings/findings.ts'
import type { Estimate, EstimateLine } from '../price/estimate.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { formatBytes, formatDate, formatNoun, formatQuantity, formatUsd } from '../words/numbers.ts'
import { bullets, code, details, type Inline, type Markdown, md, NOTHING, stack, table } from './markdown.ts'

/** The dry run: what would be copied, at what price, and what to know before starting. */
export function renderPlan(plan: BucketPlan): Markdown {
  const work = listWork(plan)
  if (work.length === 0) return NOTHING
  const rows = work.map((item): Inline[] => [
    code(item.operation),
    item.group.storageClass === ALL_CLASSES ? 'any' : code(item.group.storageClass),
    item.group.tally.objects,
    formatBytes(item.group.tally.bytes),
    describeTarget(item.target),
    'unmodifiedSince' in item ? formatDate(item.unmodifiedSince) : '–',
  ])
  const columns = [
    { title: 'Planned operation' },
    { title: 'Storage class' },
    { title: 'Objects', align: 'right' as const },
    { title: 'Size', align: 'right' as const },
    { title: 'New encryption' },
    { title: 'Skipped if modified after' },
  ]
  return stack(
    table(columns, rows),
    renderEstimate(plan.estimate),
    plan.warnings.length === 0 ? NOTHING : details('Good to know before starting', bullets(plan.warnings)),
  )
}

/** The price, line by line; monthly costs are not part of the sum. */
function renderEstimate({ usd, monthlyUsd, lines, rates }: Estimate): Markdown {
  const monthly =
    monthlyUsd === 0 ? NOTHING : md`, and **${formatUsd(monthlyUsd)}** more each month while old versions remain`
  const rows = lines.map((line): Inline[] => [line.what, sayQuantity(line), rates.isPriced ? sayPrice(line) : '–'])
  const columns = [
    { title: 'What' },
    { title: 'Quantity', align: 'right' as const },
    { title: 'Price', align: 'right' as const },
  ]
  const note = rates.note === undefined ? NOTHING : md` (${rates.note})`
  return stack(
    rates.isPriced && usd !== undefined
      ? md`Estimated cost: **${formatUsd(usd)}**${monthly}`
      : md`Estimated cost: **not known**`,
    details(
      'How the cost is estimated',
      stack(
        table(columns, rows),
        md`A GB is 1,073,741,824 bytes (1 GiB), as AWS bills it. Rates of ${rates.group}, ${rates.date}${note}. ${rates.source}.`,
      ),
    ),
  )
}

const UNIT_NOUNS = {
  jobs: 'job',
  tasks: 'task',
  requests: 'request',
  objects: 'object',
  'GB-seconds': 'GB-second',
} as const

/** A dash for lines without a quantity, or with none; less than a thousandth of a GB is still shown. */
function sayQuantity({ quantity, unit, usd = 0 }: EstimateLine): string {
  if (quantity === undefined) return 'unknown'
  if (unit !== 'GB') return quantity === 0 ? '–' : formatNoun(quantity, UNIT_NOUNS[unit])
  if (quantity > 0) return `${formatQuantity(quantity)} GB`
  return usd > 0 ? 'less than 0.001 GB' : '–'
}

function sayPrice({ isPriced, paid, usd }: EstimateLine): string {
  if (!isPriced) return 'not known'
  return `${formatUsd(usd)}${paid === 'monthly' && usd !== undefined ? ' a month' : ''}`
}

function describeTarget(target: TargetEncryption | undefined): Inline {
  if (target === undefined) return '–'
  if (target.status === 'SSE-S3') return code('SSE-S3')
  return md`${code('SSE-KMS')} with ${code(target.kmsKeyArn)}${target.bucketKey ? ', bucket key' : ''}`
}
