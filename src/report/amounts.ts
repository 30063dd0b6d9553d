// Draws amounts beside their numbers: a bar for a share, a line of bars for a series. Never the only carrier of a number.

import type { Markdown } from './markdown.ts'

const CELLS = 10
const LEVELS = '▁▂▃▄▅▆▇█'

/** A bar of ten cells for `part` of `whole`: empty only for nothing, full only for all of it. */
export function drawBar(part: number, whole: number): Markdown {
  if (whole === 0 || part === 0) return { markdown: '░'.repeat(CELLS) }
  const exact = Math.round((part / whole) * CELLS)
  const full = part >= whole ? CELLS : Math.min(CELLS - 1, Math.max(1, exact))
  return { markdown: '█'.repeat(full) + '░'.repeat(CELLS - full) }
}

/** One bar per value, the highest for the largest; only zero has the lowest. A dot for what is not known. */
export function drawSeries(values: readonly (number | undefined)[]): Markdown {
  const most = Math.max(...values.flatMap((value) => value ?? []), 1)
  const draw = (value: number | undefined) => {
    if (value === undefined) return '·'
    return LEVELS.charAt(value === 0 ? 0 : Math.max(1, Math.round((value / most) * (LEVELS.length - 1))))
  }
  return { markdown: values.map(draw).join('') }
}
