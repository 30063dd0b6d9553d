// Knows how durations are written in inputs: `36h`, `3d`, `90m`, `5h30m`, `250ms`.

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

export const DURATION_FORM = 'a duration such as 30s, 90m, 36h, 5h30m or 3d'

/** The duration in milliseconds, or undefined if the text is not a duration or is zero. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d{1,9}(ms|[smhd]))+$/.test(text)) return undefined
  let total = 0
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[smhd])/g))
    total += Number(amount) * (UNIT_MS.get(unit ?? '') ?? 0)
  return total > 0 ? total : undefined
}
