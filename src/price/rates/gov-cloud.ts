// Rates of AWS in AWS GovCloud (US), in US dollars. None of them is confirmed.

import type { RateTable } from '../rate-table.ts'
import { storedAt } from './tiers.ts'
import { US_EAST } from './us-east.ts'

/**
 * UNCONFIRMED. No figure was seen on an AWS page. Rates that are not listed here are taken from US East (N. Virginia).
 */
export const GOV_CLOUD: RateTable = {
  group: 'AWS GovCloud (US)',
  regions: ['us-gov-west-1', 'us-gov-east-1'],
  date: '2026-11',
  source: 'Not read on a page of AWS: set your own with rates-file',
  isConfirmed: false,
  usd: {
    ...US_EAST.usd,
    ...storedAt('STANDARD', '0.039'),
    ...storedAt('INTELLIGENT_TIERING', '0.039'),
    'STANDARD_IA.gb-month': '0.02',
    'ONEZONE_IA.gb-month': '0.016',
    'GLACIER_IR.gb-month': '0.005',
  },
}
