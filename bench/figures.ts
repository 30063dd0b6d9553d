// Knows what a benchmark's result is: one figure per comparison, as JSON, as a table, and as text to keep.

/** As `--json` writes it. */
export type FigureJson = {
  readonly case: string
  readonly metric: string
  readonly ours: number
  /** By name; null where the peer is not installed. */
  readonly peers: Readonly<Record<string, number | null>>
  /** How many times as good as the first installed peer: over 1 is better, whatever the metric. Null without peers. */
  readonly ratio: number | null
}

/** What a figure is held to: at least this many times as good as the peer, or at most or at least this value. */
export type Reach = { readonly ratioAtLeast: number } | { readonly atMost: number } | { readonly atLeast: number }

export type Figure = FigureJson & {
  /** `s`, `rows/s`, `MB`, …; the metric's name does not repeat it. */
  readonly unit: string
  /** Lowest and highest of the runs whose median `ours` is. */
  readonly spread?: readonly [number, number] | undefined
  readonly reach?: Reach | undefined
}

/** What a case says of one metric; `better` tells which direction is good. */
export type FigureInput = Omit<Figure, 'case' | 'ratio'> & { readonly better: 'higher' | 'lower' }

export function createFigure(caseName: string, { better, ...input }: FigureInput): Figure {
  const peer = Object.values(input.peers).find((value) => value !== null)
  const ratio = peer === undefined ? null : better === 'higher' ? input.ours / peer : peer / input.ours
  return { case: caseName, ratio, ...input }
}

/** The five keys, rounded to six significant digits. */
export function toFigureJson(figure: Figure): FigureJson {
  const { case: caseName, metric, ours, peers, ratio } = figure
  const round = (value: number | null) => (value === null ? null : Number(value.toPrecision(6)))
  return {
    case: caseName,
    metric,
    ours: Number(ours.toPrecision(6)),
    peers: Object.fromEntries(Object.entries(peers).map(([name, value]) => [name, round(value)])),
    ratio: round(ratio),
  }
}

/** Undefined when nothing must be reached, or when the peer to compare with is missing. */
export function isReached({ reach, ratio, ours }: Figure): boolean | undefined {
  if (reach === undefined) return undefined
  if ('atMost' in reach) return ours <= reach.atMost
  if ('atLeast' in reach) return ours >= reach.atLeast
  return ratio === null ? undefined : ratio >= reach.ratioAtLeast
}

/** A Markdown table; one line per figure. */
export function renderTable(figures: readonly Figure[]): string {
  const lines = figures.map((figure) => `| ${renderCells(figure).join(' | ')} |\n`)
  return `| metric | ours | spread | peer | ratio | must reach |\n|---|---|---|---|---|---|\n${lines.join('')}`
}

function renderCells(figure: Figure): readonly string[] {
  const { metric, ours, unit, spread, peers, ratio, reach } = figure
  const peerTexts = Object.entries(peers).map(([name, value]) =>
    value === null ? `${name}: not installed` : `${name}: ${renderValue(value, unit)}`,
  )
  const reached = isReached(figure)
  const mark = reached === undefined ? '' : reached ? ' ✔' : ' ✘'
  return [
    metric,
    renderValue(ours, unit),
    spread === undefined ? '' : `${renderNumber(spread[0], unit)} – ${renderNumber(spread[1], unit)}`,
    peerTexts.join('; '),
    ratio === null ? '' : `${ratio.toPrecision(3)} ×`,
    reach === undefined ? '' : `${renderReach(reach, unit)}${mark}`,
  ]
}

function renderReach(reach: Reach, unit: string): string {
  if ('atMost' in reach) return `≤ ${renderValue(reach.atMost, unit)}`
  return 'atLeast' in reach ? `≥ ${renderValue(reach.atLeast, unit)}` : `≥ ${reach.ratioAtLeast} ×`
}

function renderValue(value: number, unit: string): string {
  return `${renderNumber(value, unit)} ${unit}`
}

/** Large rates in millions, everything else with three significant digits. */
function renderNumber(value: number, unit: string): string {
  if (unit === 'rows/s') return `${(value / 1e6).toPrecision(3)} M`
  return value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
}
