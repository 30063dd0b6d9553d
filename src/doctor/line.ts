// A line of the doctor's table, as a value. Pure.

/**
 * What is looked at. Of the run: `event`, `issues`, `labels`. Of a role: `oidc-token`, `role`. Of lines of `buckets`:
 * `buckets`. Of a bucket: all others;
 * names that a preflight has, too (preflight/check.ts), mean the same here.
 */
const DOCTOR_CHECKS = [
  'event',
  'oidc-token',
  'role',
  'buckets',
  'source-bucket',
  'inventory-configuration',
  'inventory-fields',
  'inventory-coverage',
  'inventory-schedule',
  'destination-bucket',
  'delivery-policy',
  'report-key',
  'last-delivery',
  'metadata-table',
  'athena-workgroup',
  'permissions',
  'posture',
  'work-location',
  'unfinished-uploads',
  'batch-role',
  'batch-role-trust',
  'batch-role-permissions',
  'function',
  'pass-role',
  'target-key',
  'target-key-use',
  'issues',
  'labels',
] as const
export type DoctorCheckName = (typeof DOCTOR_CHECKS)[number]

/** Worst first. `unknown`: could not be looked at, which is never the same as fine. */
export const LINE_STATUSES = ['wrong', 'unknown', 'fine'] as const
export type LineStatus = (typeof LINE_STATUSES)[number]

/** How to mend what is wrong, or to see what is unknown. */
export type Fix = {
  /** What to do, in complete sentences. */
  readonly say: string
  /** What to paste: commands of a shell, lines of a workflow, or a document of JSON. */
  readonly paste?: { readonly language: 'sh' | 'yaml' | 'json'; readonly text: string } | undefined
}

export type Line = {
  readonly check: DoctorCheckName
  /** The role, the bucket or the repository that the line is about; for a permission also the statement. */
  readonly about: string
  readonly status: LineStatus
  /** What was found, in complete sentences; messages of AWS in them are quoted. */
  readonly found: string
  readonly fix: Fix | undefined
}

type Subject = Pick<Line, 'check' | 'about'>

export const fine = (subject: Subject, found: string): Line => ({ ...subject, status: 'fine', found, fix: undefined })
export const wrong = (subject: Subject, found: string, fix: Fix): Line => ({ ...subject, status: 'wrong', found, fix })
export const unknown = (subject: Subject, found: string, fix: Fix): Line => ({
  ...subject,
  status: 'unknown',
  found,
  fix,
})

export const inShell = (text: string): Fix['paste'] => ({ language: 'sh', text })
export const inWorkflow = (text: string): Fix['paste'] => ({ language: 'yaml', text })

/** The status of the whole table: the worst of its lines; a table without lines proves nothing. */
export function worstOf(lines: readonly Pick<Line, 'status'>[]): LineStatus {
  if (lines.length === 0) return 'unknown'
  return LINE_STATUSES.find((status) => lines.some((line) => line.status === status)) ?? 'unknown'
}

/** The line for a reader at a terminal: an input to set becomes the flag to add. */
export function onTerminal(line: Line): Line {
  const { paste } = line.fix ?? {}
  // Others chose the value: what a shell gives a meaning to is left as it is.
  const [, name, value] = /^([a-z-]+): ([\w./:@-]+)$/.exec(paste?.text ?? '') ?? []
  if (line.fix === undefined || paste?.language !== 'yaml' || name === undefined) return line
  return { ...line, fix: { ...line.fix, paste: { language: 'sh', text: `--${name} ${value}` } } }
}
