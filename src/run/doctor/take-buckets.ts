// Finds the buckets that lines of `buckets` take, as a run of them does, and which of them the doctor looks at.

import { fine, type Line, unknown, wrong } from '../../doctor/line.ts'
import type { Deps } from '../../external/deps.ts'
import { standInsFor } from '../../settings/bucket-choice.ts'
import type { BucketTarget, Inputs } from '../../settings/settings-of-a-run.ts'
import { ActionError, asActionError } from '../../words/errors.ts'
import { formatCount, formatNoun } from '../../words/numbers.ts'
import { type Access, keyOf, type SignedIn, signInEach } from '../access.ts'
import { type ChosenBuckets, findBuckets } from '../choose-buckets.ts'

/** Up to this many buckets that lines take are all looked at. */
const MAX_TAKEN = 20
/** Of more, so many: the role has the same permissions for all of them. */
const LOOKED_AT = 3

type Taken = {
  readonly signedIn: readonly SignedIn[]
  /** Those to look at. */
  readonly targets: readonly BucketTarget[]
  readonly lines: readonly Line[]
}

/** Signs in, and lists the account where lines take buckets. Never throws for anything that AWS answers, but for lines about no bucket. */
export async function takeBuckets({ choices, mode, targets }: Inputs, deps: Deps): Promise<Taken> {
  const [choice] = choices
  const signedIn = await signInEach([...targets, ...standInsFor(choices)], mode, deps)
  if (choice === undefined) return { signedIn, targets, lines: [] }
  const accessOf = findAccess(signedIn)
  try {
    const found = await findBuckets({ targets, choices }, accessOf, deps)
    const named = new Set(targets)
    const taken = found.targets.filter((target) => !named.has(target))
    const looked = taken.length <= MAX_TAKEN ? taken : spread(taken)
    return { signedIn, targets: [...targets, ...looked], lines: tell(found, taken, looked) }
  } catch (error) {
    const { code, message, hint = '' } = asActionError(error, 'INTERNAL_ERROR')
    if (code === 'INVALID_INPUT' || deps.signal.aborted) throw error
    const subject = { check: 'buckets', about: choice.lines.map(({ text }) => text).join(', ') } as const
    const judge = code === 'ACCESS_DENIED' ? wrong : unknown
    return { signedIn, targets, lines: [judge(subject, message, { say: hint })] }
  }
}

/** A bucket that a line takes has the credentials of its line. */
export const findAccess =
  (signedIn: readonly SignedIn[]) =>
  ({ credentials }: BucketTarget): Access | ActionError =>
    signedIn.find((role) => keyOf(role.credentials) === keyOf(credentials))?.access ??
    new ActionError('NO_CREDENTIALS', 'Nobody signed in for this bucket.')

/** The first, the last, and those evenly between them, by name: what names have in common often says who set a bucket up. */
const spread = (all: readonly BucketTarget[]) =>
  Array.from(
    { length: LOOKED_AT },
    (_, index) => all[Math.round((index * (all.length - 1)) / (LOOKED_AT - 1))],
  ).flatMap((target) => target ?? [])

function tell(
  { accounts, unseen }: ChosenBuckets,
  taken: readonly BucketTarget[],
  looked: readonly BucketTarget[],
): Line[] {
  return accounts.map(({ account, leftOut, lines, listed = 0 }) => {
    const subject = { check: 'buckets', about: lines.join(', ') } as const
    const all = `Account ${account} has ${formatNoun(listed, 'bucket')}: the lines take ${formatCount(taken.length)} of them, and leave ${formatCount(leftOut.length)} out`
    if (unseen.length > 0) {
      const names = unseen.slice(0, LOOKED_AT).map(({ target: { bucket } }) => bucket)
      const found = `${all}. Of ${formatCount(unseen.length)} (${names.join(', ')}${unseen.length > names.length ? ', …' : ''}) cannot be seen whether a line takes them.`
      return wrong(subject, found, { say: hintOf(unseen) })
    }
    if (looked.length === taken.length) return fine(subject, `${all}. Each was looked at as a run of it would.`)
    const names = looked.map(({ bucket }) => bucket).join(', ')
    return unknown(subject, `${all}. Only ${names} were looked at, and the permissions of the role for them.`, {
      say: `A run examines all of them, and has a row for each. To have others looked at, name them: up to ${MAX_TAKEN} that lines take are all looked at.`,
    })
  })
}

/** What helps against not seeing the first of them. */
function hintOf([first]: ChosenBuckets['unseen']): string {
  const judgement = first?.result.judgement
  return judgement?.verdict === 'INSUFFICIENT_DATA' ? (judgement.hint ?? '') : ''
}
