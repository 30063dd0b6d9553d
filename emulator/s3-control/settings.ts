// The switches that change how jobs behave.

export type Pacing = {
  /** Number of polls in which a job remains in the state. */
  newPolls: number
  preparingPolls: number
  readyPolls: number
  completingPolls: number
  /** Number of polls over which the tasks are distributed. */
  activePolls: number
  /** Tasks per poll; takes precedence over `activePolls`. */
  tasksPerPoll: number | undefined
  /** This much time counts as a poll, even without a request; undefined: only polls advance jobs. */
  stepMs: number | undefined
  /** Each poll advances the clock by this much, so that hours of waiting take a second. */
  advanceClockPerPollMs: number
}

export type ReportSwitches = {
  lineEnd: '\n' | '\r\n'
  /** `observed` is the order in every AWS sample; `schema` is that of ReportSchema. */
  columnOrder: 'observed' | 'schema'
  /** More rows are written to further files of the same status. */
  rowsPerFile: number
  /** `late` returns 404 for this many reads of the report's manifest.json. */
  delivery: 'normal' | 'never' | { readonly lateReads: number }
  missingResultsFile: boolean
  wrongMd5: boolean
  /** The results files end within their last row, and MD5Checksum is that of the shortened file. */
  truncated: boolean
  /** The report is under `<prefix>//job-…`, as for a prefix that ends in a slash. */
  doubleSlash: boolean
  /** Changes the rows of each results file before it is written: drops, duplicates, adds. */
  editRows: ((rows: readonly string[]) => readonly string[]) | undefined
  /** Changes the report's manifest.json before it is written, such as to foreign buckets or keys. */
  editManifest: ((text: string) => string) | undefined
}

export type BatchSettings = {
  readonly pacing: Pacing
  readonly report: ReportSwitches
  /** What copies of jobs lose, although it is not documented. UNCONFIRMED that AWS ever does; used to test canaries. */
  copiesLose: 'nothing' | 'metadata' | 'tags' | 'annotations' | 'storage-class'
  /** True: a job without ConfirmationRequired is suspended, as in the real service, contrary to its guide. */
  suspendWhenConfirmationUnset: boolean
  /** Number of calls that do not find a new job yet (S3 User Guide, "Troubleshooting Batch Operations"). */
  callsBeforeVisible: number
  /** Number of tasks that still run after the failure threshold was exceeded. */
  thresholdOvershootTasks: number
  /** `model`: the SDK's names, all 400; `guide`: those of the troubleshooting page. */
  errorNames: 'model' | 'guide'
  /** Added to the numbers of ProgressSummary. */
  progressError: { succeeded: number; failed: number }
}
