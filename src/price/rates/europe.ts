// Rates of AWS in Europe (Frankfurt), London, Paris, Milan, Spain and Zurich, in US dollars. None of them is confirmed.

import type { RateTable } from '../rate-table.ts'
import { storedAt } from './tiers.ts'
import { US_EAST } from './us-east.ts'

/**
 * UNCONFIRMED. STANDARD.gb-month of Frankfurt was seen in a public copy of AWS's price list, no other figure. Rates
 * that are not listed here are taken from US East (N. Virginia).
 */
export const EUROPE: RateTable = {
  group: 'Europe (Frankfurt), with London, Paris, Milan, Spain and Zurich',
  regions: ['eu-central-1', 'eu-central-2', 'eu-west-2', 'eu-west-3', 'eu-south-1', 'eu-south-2'],
  date: '2026-11',
  source: 'Not read on a page of AWS: set your own with rates-file',
  isConfirmed: false,
  usd: {
    ...US_EAST.usd,
    'STANDARD.thousand-puts': '0.0054',
    'STANDARD.thousand-gets': '0.00043',
    ...storedAt('STANDARD', '0.0245'),
    'INTELLIGENT_TIERING.thousand-puts': '0.0054',
    'INTELLIGENT_TIERING.thousand-gets': '0.00043',
    ...storedAt('INTELLIGENT_TIERING', '0.0245'),
    'STANDARD_IA.gb-month': '0.0135',
    'ONEZONE_IA.gb-month': '0.0108',
    'GLACIER_IR.gb-month': '0.005',
  },
}
