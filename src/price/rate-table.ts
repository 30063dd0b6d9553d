// Knows how one Region group's rates are written down.

/** Billionths of a US dollar: no published rate is finer, and sums of them do not drift. */
export type NanoUsd = bigint

/** One Region group's rates as people write them: US dollars as decimal text, by name. */
export type RateTable = {
  readonly group: string
  readonly regions: readonly string[]
  /** When the figures were taken, `YYYY-MM` or a day. */
  readonly date: string
  readonly source: string
  /** False where no page of AWS's was read for the figures, which every plan then says. */
  readonly isConfirmed: boolean
  readonly usd: Readonly<Record<string, string>>
}
