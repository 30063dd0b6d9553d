// Knows what a user can specify for the restore of archived objects.

export type RestoreRequest = {
  readonly tier: 'BULK' | 'STANDARD'
  /** Days the restored copy stays, which Intelligent-Tiering does not take. */
  readonly days: number
}
