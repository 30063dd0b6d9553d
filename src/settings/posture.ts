// Reads which checks of the posture are part of the gate.

import { POSTURE_CHECKS, type PostureCheck } from '../posture/posture.ts'
import { type ReadText, splitList } from './fields.ts'
import { findNearest } from './nearest.ts'
import type { Problems } from './problems.ts'

/** Empty if none is required. A name that is not known is reported with the nearest one. */
export function readRequiredPosture(text: ReadText, problems: Problems): readonly PostureCheck[] {
  const names = splitList(text('require-posture'))
  const wrong = names.find((name) => !isCheck(name))
  const accepted = `one or more of ${POSTURE_CHECKS.join(', ')}, separated by commas`
  if (wrong !== undefined)
    problems.add('require-posture', wrong, accepted, findNearest(wrong, POSTURE_CHECKS) ?? 'versioning')
  else if (names.length > 0 && text('operation') !== 'encrypt')
    problems.add('require-posture', names.join(', '), { only: 'with `operation: encrypt`, which has a verdict' })
  return POSTURE_CHECKS.filter((check) => names.includes(check))
}

const isCheck = (name: string): name is PostureCheck => (POSTURE_CHECKS as readonly string[]).includes(name)
