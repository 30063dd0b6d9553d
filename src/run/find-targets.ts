// Signs in, and finds every bucket of the run: named, taken by lines, and of further accounts.

import type { Deps } from '../external/deps.ts'
import { standInsFor } from '../settings/bucket-choice.ts'
import type { Inputs } from '../settings/settings-of-a-run.ts'
import { type AccessOf, openAccess } from './access.ts'
import { type ChosenBuckets, findBuckets } from './choose-buckets.ts'
import { findAccounts } from './find-accounts.ts'

/** A bucket that is named keeps its own settings and role, wherever else it is taken. @throws ActionError */
export async function findTargets(
  inputs: Inputs,
  deps: Deps,
): Promise<ChosenBuckets & { readonly accessOf: AccessOf }> {
  const { accounts: input, choices, targets } = inputs
  const accessOf = await openAccess([...targets, ...standInsFor(choices)], deps)
  const found = await findBuckets(inputs, accessOf, deps)
  if (input === undefined) return { ...found, accessOf }
  const further = await findAccounts(input, deps)
  const known = new Set(found.targets.map(({ bucket }) => bucket))
  const isNew = ({ bucket }: { readonly bucket: string }) => !known.has(bucket)
  return {
    targets: [...found.targets, ...further.targets.filter(isNew)],
    unseen: [...found.unseen, ...further.unseen.filter(({ target }) => isNew(target))],
    accounts: [...found.accounts, ...further.accounts],
    accessOf: (target) => (target.credentials.ofAccount === undefined ? accessOf : further.accessOf)(target),
  }
}
