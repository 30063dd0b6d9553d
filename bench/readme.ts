// Knows how README.md holds each case's figures: between two comments, so that one run replaces one case.

import { type Figure, renderTable } from './figures.ts'

/** The text with the figures of a case replaced. Throws when it has no place for them. */
export function fillReadme(text: string, caseName: string, machine: string, figures: readonly Figure[]): string {
  const start = `<!-- ${caseName} -->\n`
  const end = `<!-- /${caseName} -->`
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`README.md has no place for the case "${caseName}"`)
  const command = `npm run bench -- --case ${caseName}`
  const table = `\`${command}\` · ${machine}\n\n${renderTable(figures)}`
  return `${text.slice(0, from + start.length)}${table}${text.slice(to)}`
}
