// Defines how the rates of a group of Regions are written down.

/** Billionths of a US dollar: no published rate is finer, and sums do not drift. */
export type NanoUsd = bigint

/** The rates of a group of Regions as people write them: US dollars as decimal text, by name. */
export type RateTable = {
  readonly group: string
  readonly regions: readonly string[]
  /** When the figures were read, `YYYY-MM` or a day. */
  readonly date: string
  readonly source: string
  /** False if the figures were not read on an AWS page, which every plan then says. */
  readonly isConfirmed: boolean
  readonly usd: Readonly<Record<string, string>>
}
