// Decides how a setup ends. Pure.

import type { DoctorCheckName, Line } from '../doctor/line.ts'
import type { Change } from './change.ts'

/**
 * `FINE`: nothing was missing. `PLANNED`: everything that is missing can be created. `COMPLETE`: all of it was.
 * `INCOMPLETE`: something is left that a person must do. `FAILED`: a write failed.
 */
export type SetupStatus = 'FINE' | 'PLANNED' | 'COMPLETE' | 'INCOMPLETE' | 'FAILED'

/** The lines that a setup is about. The first report comes a day or two later, and permissions are not created. */
const OWN: ReadonlySet<DoctorCheckName> = new Set([
  'event',
  'oidc-token',
  'role',
  'source-bucket',
  'inventory-configuration',
  'inventory-coverage',
  'destination-bucket',
  'delivery-policy',
  'report-key',
  'work-location',
  'unfinished-uploads',
])

const MENDS: Readonly<Record<Change['what'], readonly DoctorCheckName[]>> = {
  'inventory-configuration': ['inventory-configuration', 'inventory-coverage'],
  'destination-policy': ['delivery-policy'],
  'lifecycle-rule': ['unfinished-uploads'],
}

export function concludeSetup(lines: readonly Line[], changes: readonly Change[]): SetupStatus {
  const has = (state: Change['state']) => changes.some((change) => change.state === state)
  const left = lines
    .filter(({ check, status }) => status !== 'fine' && OWN.has(check))
    .filter((line) => !mends(line, changes))
  if (has('failed')) return 'FAILED'
  if (has('refused') || left.length > 0) return 'INCOMPLETE'
  if (has('planned')) return 'PLANNED'
  return has('made') ? 'COMPLETE' : 'FINE'
}

const mends = ({ about, check }: Line, changes: readonly Change[]) =>
  changes.some(({ source, state, what }) => state === 'planned' && source === about && MENDS[what].includes(check))

/** Whether the step succeeds. */
export const isSetUp = (status: SetupStatus): boolean => status !== 'FAILED' && status !== 'INCOMPLETE'
