// Rates of AWS in Asia Pacific (Tokyo) and the other Asia Pacific Regions, in US dollars. None of them is confirmed.

import type { RateTable } from '../rate-table.ts'
import { storedAt } from './tiers.ts'
import { US_EAST } from './us-east.ts'

/**
 * UNCONFIRMED. No figure was seen on an AWS page. Rates that are not listed here are taken from US East (N. Virginia).
 */
export const ASIA_PACIFIC: RateTable = {
  group: 'Asia Pacific (Tokyo), with the others of Asia Pacific',
  regions: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-7',
    'ap-south-1',
    'ap-south-2',
    'ap-east-1',
    'ap-east-2',
  ],
  date: '2026-11',
  source: 'Not read on a page of AWS: set your own with rates-file',
  isConfirmed: false,
  usd: {
    ...US_EAST.usd,
    'STANDARD.thousand-puts': '0.0055',
    'STANDARD.thousand-gets': '0.00044',
    ...storedAt('STANDARD', '0.025'),
    'INTELLIGENT_TIERING.thousand-puts': '0.0055',
    'INTELLIGENT_TIERING.thousand-gets': '0.00044',
    ...storedAt('INTELLIGENT_TIERING', '0.025'),
    'STANDARD_IA.gb-month': '0.0138',
    'ONEZONE_IA.gb-month': '0.011',
    'GLACIER_IR.gb-month': '0.005',
  },
}
