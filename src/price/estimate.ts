// Defines an estimate: lines in US dollars, and the rates they are based on.

/** US dollars at the rates in src/price/; an estimate, shown with its date. */
export type Estimate = {
  /** One-time cost of the remediation, to the cent; undefined if it depends on sizes that are not known. */
  readonly usd: number | undefined
  /** Monthly cost afterwards, to the cent; undefined as above. */
  readonly monthlyUsd: number | undefined
  readonly lines: readonly EstimateLine[]
  /** `note` is set if the rates are those of another Region, or unconfirmed. */
  readonly rates: {
    readonly group: string
    readonly date: string
    readonly source: string
    readonly note: string | undefined
    /** False if there is no price: amounts are then zero and have no meaning. */
    readonly isPriced: boolean
  }
}

/** Undefined figures depend on sizes that are not known. */
export type EstimateLine = {
  readonly what: string
  readonly quantity: number | undefined
  readonly unit: 'jobs' | 'tasks' | 'requests' | 'objects' | 'GB-seconds' | 'GB'
  readonly paid: 'once' | 'monthly'
  /** To a billionth; rounded to the cent only in the sum. */
  readonly usd: number | undefined
  /** False if no amount can be given, as `what` then says: `usd` is zero and has no meaning. */
  readonly isPriced: boolean
}
