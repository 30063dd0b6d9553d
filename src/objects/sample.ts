// Keeps a small sample in one pass, always the same for the same sequence.

/** Collects items of a sequence whose length is not known in advance. */
export type Sample = {
  readonly add: (item: string) => void
  readonly items: () => readonly string[]
}

/**
 * All items if there are at most `whole`; otherwise `few` of them, evenly spread over the sequence.
 * Keeps every 2^n-th item and drops every other one whenever the number kept exceeds `whole`.
 */
export function createSpreadSample(whole: number, few: number): Sample {
  let kept: string[] = []
  let stride = 1
  let seen = 0
  return {
    add(item) {
      if (seen++ % stride !== 0) return
      kept.push(item)
      if (kept.length <= whole) return
      kept = kept.filter((_, index) => index % 2 === 0)
      stride *= 2
    },
    items() {
      if (stride === 1) return kept
      const wanted = Math.min(few, kept.length)
      return Array.from({ length: wanted }, (_, index) => kept[Math.floor((index * kept.length) / wanted)] as string)
    },
  }
}

/** The first `limit` items. */
export function createFirstSample(limit: number): Sample {
  const kept: string[] = []
  return {
    add(item) {
      if (kept.length < limit) kept.push(item)
    },
    items: () => kept,
  }
}
