// Rates of AWS in US East (Ohio) and US West (Oregon), in US dollars. None of them is confirmed.

import type { RateTable } from '../rate-table.ts'
import { US_EAST } from './us-east.ts'

/**
 * UNCONFIRMED. No figure was seen on an AWS page. Rates that are not listed here are taken from US East (N. Virginia).
 */
export const US_CENTRAL: RateTable = {
  group: 'US East (Ohio) and US West (Oregon)',
  regions: ['us-east-2', 'us-west-2'],
  date: '2026-11',
  source: 'Not read on a page of AWS: set your own with rates-file',
  isConfirmed: false,
  usd: US_EAST.usd,
}
