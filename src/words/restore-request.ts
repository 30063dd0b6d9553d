// Defines what a user can specify for the restore of archived objects.

export type RestoreRequest = {
  readonly tier: 'BULK' | 'STANDARD'
  /** Days that the restored copy is kept; not used for Intelligent-Tiering. */
  readonly days: number
}
