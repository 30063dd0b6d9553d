// Knows the terms of an estimate: lines in US dollars, and the rates they are based on.

/** US dollars by the rates in src/price/; an estimate, shown with its date. */
export type Estimate = {
  /** What the remediation costs once, to the cent; undefined where it rests on sizes that are not known. */
  readonly usd: number | undefined
  /** What stays to be paid each month afterwards, to the cent; undefined as above. */
  readonly monthlyUsd: number | undefined
  readonly lines: readonly EstimateLine[]
  /** `note` says so where the rates are those of another Region, or unconfirmed. */
  readonly rates: {
    readonly group: string
    readonly date: string
    readonly source: string
    readonly note: string | undefined
    /** False where there is no price: amounts are then zero and mean nothing. */
    readonly isPriced: boolean
  }
}

/** Undefined figures rest on sizes that are not known. */
export type EstimateLine = {
  readonly what: string
  readonly quantity: number | undefined
  readonly unit: 'jobs' | 'tasks' | 'requests' | 'objects' | 'GB'
  readonly paid: 'once' | 'monthly'
  /** To a billionth; rounded to the cent only in the sum. */
  readonly usd: number | undefined
  /** False for what nobody can put a figure to, which `what` says: then `usd` is zero and means nothing. */
  readonly isPriced: boolean
}
