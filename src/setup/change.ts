// What a setup changes, as values: the plan is data, and printing it is the dry run. Pure.

/**
 * `planned`: would be written. `made`: was written, and read back. `refused`: cannot be written without harm, so a person
 * must decide. `failed`: was tried.
 */
export type ChangeState = 'planned' | 'made' | 'refused' | 'failed'

export type Change = {
  readonly what: 'inventory-configuration' | 'destination-policy' | 'lifecycle-rule'
  /** The bucket that it is written to. */
  readonly bucket: string
  /** The source bucket that needs it. */
  readonly source: string
  readonly state: ChangeState
  /** What it is, or why it is not made, in complete sentences. */
  readonly say: string
  /** What is added, as JSON; everything that is there already stays. Undefined if nothing can be. */
  readonly adds: object | undefined
}

export const refuse = (change: Omit<Change, 'state'>): Change => ({ ...change, state: 'refused' })
export const plan = (change: Omit<Change, 'state'>): Change => ({ ...change, state: 'planned' })

/** What is left of a change after it was tried. */
export const settle = (change: Change, state: 'made' | 'failed', say: string): Change => ({ ...change, state, say })
