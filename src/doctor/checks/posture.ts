// Whether the settings of the bucket that `require-posture` names are fine, as a run judges them.

import type { BucketFacts } from '../facts.ts'
import { fine, inShell, type Line, unknown, wrong } from '../line.ts'

/** No line if nothing is required. */
export const checkPosture = ({ posture, target }: BucketFacts): readonly Line[] =>
  posture.map(({ check, status, found, fix }) => {
    const subject = { check: 'posture', about: `${target.bucket} ${check}` } as const
    if (status === 'fine') return fine(subject, found)
    const judge = status === 'wrong' ? wrong : unknown
    const { say = 'Run it again.', paste } = fix ?? {}
    return judge(subject, found, { say, paste: paste === undefined ? undefined : inShell(paste) })
  })
