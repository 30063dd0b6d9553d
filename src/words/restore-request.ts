// Knows what a person can ask for when archived objects are to be restored.

export type RestoreRequest = {
  readonly tier: 'BULK' | 'STANDARD'
  /** Days the restored copy stays, which Intelligent-Tiering does not take. */
  readonly days: number
}
