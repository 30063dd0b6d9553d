// Rates of AWS in US West (N. California), in US dollars. None of them is confirmed.

import type { RateTable } from '../rate-table.ts'
import { storedAt } from './tiers.ts'
import { US_EAST } from './us-east.ts'

/**
 * UNCONFIRMED. No figure was seen on an AWS page. Rates that are not listed here are taken from US East (N. Virginia).
 */
export const US_WEST: RateTable = {
  group: 'US West (N. California)',
  regions: ['us-west-1'],
  date: '2026-11',
  source: 'Not read on a page of AWS: set your own with rates-file',
  isConfirmed: false,
  usd: {
    ...US_EAST.usd,
    'STANDARD.thousand-puts': '0.0055',
    'STANDARD.thousand-gets': '0.00044',
    ...storedAt('STANDARD', '0.026'),
    'INTELLIGENT_TIERING.thousand-puts': '0.0055',
    'INTELLIGENT_TIERING.thousand-gets': '0.00044',
    ...storedAt('INTELLIGENT_TIERING', '0.026'),
    'STANDARD_IA.gb-month': '0.019',
    'ONEZONE_IA.gb-month': '0.0152',
    'GLACIER_IR.gb-month': '0.005',
  },
}
