// Reads which further files a run writes beside its JSON report.

import { type ReadText, splitList } from './fields.ts'
import type { Problems } from './problems.ts'
import type { ReportFileInput, ReportForm } from './settings-of-a-run.ts'

/** The ending of each form. */
const ENDINGS: Readonly<Record<ReportForm, string>> = {
  html: '.html',
  sarif: '.sarif',
  junit: '.junit.xml',
  asff: '.asff.json',
  ocsf: '.ocsf.json',
  evidence: '.evidence.json',
}
const FORMS = Object.keys(ENDINGS) as readonly ReportForm[]

/** Each file has the name of `report-file`, with an ending of its own. */
export function readReportFiles(
  text: ReadText,
  { refuseToWrite }: { readonly refuseToWrite: (path: string) => string | undefined },
  problems: Problems,
): readonly ReportFileInput[] {
  const asked = [...new Set(splitList(text('reports')))]
  const stem = text('report-file').replace(/\.json$/i, '')
  return asked.flatMap((word) => {
    const form = FORMS.find((one) => one === word)
    if (form === undefined) {
      problems.add('reports', word, `a list of ${FORMS.map((one) => `\`${one}\``).join(', ')}`, 'html')
      return []
    }
    const path = stem + ENDINGS[form]
    const why =
      path === text('report-file') || path === text('findings-file') ? 'another file has its name' : refuseToWrite(path)
    if (why === undefined) return [{ form, path }]
    problems.add('reports', word, `a place for ${path}, which has the name of report-file (${why})`, 'html')
    return []
  })
}
