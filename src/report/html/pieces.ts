// The parts that sections of the page are made of: tables that can be sorted and searched, and charts as SVG.

import { formatCount, formatShares } from '../../words/numbers.ts'
import { type Html, html, NO_HTML, type Piece } from './markup.ts'

export type Column = { readonly title: string; readonly isNumber?: boolean }
/** `value` is what a column is sorted by, if not by its text. */
export type Cell = Piece | { readonly shown: Piece; readonly value: number }

export function section(id: string, title: string, body: Html): Html {
  return body.html === ''
    ? NO_HTML
    : html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`
}

/** A table with a name; with a search field from ten rows on. Empty without rows. */
export function table(name: string, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Html {
  if (rows.length === 0) return NO_HTML
  const heads = columns.map(({ title, isNumber = false }) => {
    return html`<th scope="col" class="${isNumber ? 'n' : ''}"><button type="button">${title}</button></th>`
  })
  const find = html`<div class="find"><label>Search ${name} <input type="search"></label> <output class="dim"></output></div>`
  return html`<div data-table>${rows.length < MIN_SEARCHED ? NO_HTML : find}
<div class="scroll" role="region" aria-label="table of ${name}" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>
${rows.map((cells) => html`<tr>${cells.map((cell, index) => tableCell(cell, columns[index]))}</tr>\n`)}</tbody></table></div></div>`
}
const MIN_SEARCHED = 10

function tableCell(cell: Cell, column: Column | undefined): Html {
  const name = column?.isNumber === true ? 'n' : ''
  if (typeof cell === 'number') return html`<td class="n" data-v="${cell}">${formatCount(cell)}</td>`
  if (typeof cell === 'object' && 'value' in cell) {
    return html`<td class="${name}" data-v="${cell.value}">${cell.shown}</td>`
  }
  return html`<td class="${name}">${cell}</td>`
}

export type Slice = { readonly label: string; readonly value: number; readonly shown: string; readonly color: number }

const WIDTH = 1000
/** Of two neighbors, so that they are told apart without color. */
const GAP = 2

/** One bar of all slices, with a legend that has the numbers. Empty unless there is something to compare. */
export function stackedBar(title: string, slices: readonly Slice[]): Html {
  const drawn = slices.filter(({ value }) => value > 0)
  const total = drawn.reduce((sum, { value }) => sum + value, 0)
  if (total === 0) return NO_HTML
  const shares = formatShares(drawn.map(({ value }) => value))
  let x = 0
  const bars = drawn.map(({ value, color }) => {
    const width = (value / total) * WIDTH
    const bar = html`<rect class="f${color}" x="${x.toFixed(1)}" y="0" width="${Math.max(GAP, width - GAP).toFixed(1)}" height="28"/>`
    x += width
    return bar
  })
  const legend = drawn.map(
    ({ label, shown, color }, index) =>
      html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="f${color}" width="10" height="10"/></svg>${label}: ${shown} (${shares[index] ?? ''})</li>`,
  )
  return html`<p id="${title.replaceAll(' ', '-')}"><strong>${title}</strong></p><svg viewBox="0 0 ${WIDTH} 28" role="img" aria-labelledby="${title.replaceAll(' ', '-')}" preserveAspectRatio="none">${bars}</svg><ul class="legend">${legend}</ul>`
}

/** `label` is told with the value, `short` stands at the ends of the axis. */
type Point = { readonly label: string; readonly short: string; readonly value: number | undefined }

const HEIGHT = 120

/** A column for each point, the highest for the largest, between its axes. Empty with fewer than two. */
export function columnChart(title: string, points: readonly Point[]): Html {
  if (points.length < 2) return NO_HTML
  const most = Math.max(1, ...points.flatMap(({ value }) => value ?? []))
  const step = WIDTH / points.length
  const columns = points.map(({ label, value }, index) => {
    const height = value === undefined ? 0 : Math.max(GAP, (value / most) * HEIGHT)
    const told = html`<title>${label}: ${value === undefined ? 'no answer' : formatCount(value)}</title>`
    return html`<rect class="${value === undefined ? 'track' : value === 0 ? 'f1' : 'f0'}" x="${(index * step).toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}" width="${Math.max(1, Math.min(60, step - GAP * 2)).toFixed(1)}" height="${height.toFixed(1)}">${told}</rect>`
  })
  const [first, last] = [points[0]?.short ?? '', points.at(-1)?.short ?? '']
  return html`<div class="chart"><div class="axis up"><span>${formatCount(most)}</span><span>0</span></div><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" preserveAspectRatio="none">${columns}</svg><div class="axis along"><span>${first}</span><span>${title}</span><span>${last}</span></div></div>`
}
