// Knows every switch that changes how jobs behave.

export type Pacing = {
  /** Polls that still see a job in the state before it continues. */
  newPolls: number
  preparingPolls: number
  readyPolls: number
  completingPolls: number
  /** Polls over which the tasks are spread. */
  activePolls: number
  /** Tasks per poll; wins over `activePolls`. */
  tasksPerPoll: number | undefined
  /** Passing of so much time counts as a poll nobody made; undefined: only polls move jobs. */
  stepMs: number | undefined
  /** Each poll moves the clock by so much, so that hours of waiting take a second. */
  advanceClockPerPollMs: number
}

export type ReportSwitches = {
  lineEnd: '\n' | '\r\n'
  /** `observed` is what every AWS sample shows; `schema` is what ReportSchema says. */
  columnOrder: 'observed' | 'schema'
  /** More rows go to further files of the same status. */
  rowsPerFile: number
  /** `late` answers so many reads of the report's manifest.json with 404. */
  delivery: 'normal' | 'never' | { readonly lateReads: number }
  missingResultsFile: boolean
  wrongMd5: boolean
  /** The results files end in the middle of their last row, and MD5Checksum is that of the shorter file. */
  truncated: boolean
  /** The report lies under `<prefix>//job-…`, as it does when a prefix ends in a slash. */
  doubleSlash: boolean
  /** Changes the rows of each results file before it is written: drops, doubles, invents. */
  editRows: ((rows: readonly string[]) => readonly string[]) | undefined
  /** Changes the report's manifest.json before it is written: foreign buckets, foreign keys. */
  editManifest: ((text: string) => string) | undefined
}

export type BatchSettings = {
  readonly pacing: Pacing
  readonly report: ReportSwitches
  /** What copies of jobs lose although nothing says that they may. UNCONFIRMED that AWS ever does: for stories of a canary. */
  copiesLose: 'nothing' | 'metadata' | 'tags' | 'annotations' | 'storage-class'
  /** True: leaving ConfirmationRequired out suspends the job, as the service does whatever its guide says. */
  suspendWhenConfirmationUnset: boolean
  /** Calls about a new job that do not find it yet (S3 User Guide, "Troubleshooting Batch Operations"). */
  callsBeforeVisible: number
  /** Tasks that still run after the failure threshold was crossed. */
  thresholdOvershootTasks: number
  /** `model`: the SDK's names, all 400; `guide`: those of the troubleshooting page. */
  errorNames: 'model' | 'guide'
  /** Added to what ProgressSummary says. */
  progressError: { succeeded: number; failed: number }
}
