// Knows the rows of the scorecard (docs/reliability.md): what each figure is, and which command makes it.

/** `says`: the command's own JSON has the figure. `tests`: it is how many of the tests in these files pass. */
export type Source =
  | { readonly says: 'fuzz' | 'test:faults' | 'test:text' | 'test:mutation' }
  | { readonly tests: readonly string[]; readonly target: string }
  /** The worst of other rows: a row of its own, so that nobody has to add them up. */
  | { readonly allOf: readonly string[]; readonly target: string }
  /** Not measured by `npm run scorecard`: why, and what a person does instead. */
  | { readonly why: string; readonly byHand?: string }

export type Row = { readonly id: string; readonly about: string; readonly source: Source }

const tests = (target: string, ...files: readonly string[]): Source => ({ tests: files, target })
const says = (command: Extract<Source, { says: unknown }>['says']): Source => ({ says: command })
const byHand = (why: string, command: string): Source => ({ why, byHand: command })

export const ROWS: readonly Row[] = [
  {
    id: 'S-01',
    about: 'False COMPLIANT over all runs with damage or faults',
    source: { allOf: ['S-02', 'S-03', 'S-12', 'S-13', 'S-14', 'S-16'], target: '0' },
  },
  { id: 'S-02', about: 'Damaged inventories, MD5s in force', source: says('fuzz') },
  { id: 'S-03', about: 'Damaged inventories, MD5s made to agree', source: says('fuzz') },
  {
    id: 'S-04',
    about: 'A gzip of two members cut at every byte',
    source: tests('every cut refused', '__tests__/unit/engines/inventory-scan/truncation.test.ts'),
  },
  {
    id: 'S-05',
    about: 'Bad files that others collect',
    source: tests('refused, or read with all rows', '__tests__/unit/formats/parquet-corpus.test.ts'),
  },
  {
    id: 'S-06',
    about: 'Good files that others collect',
    source: tests(
      'every row as its writer meant it',
      '__tests__/unit/formats/orc-corpus.test.ts',
      '__tests__/unit/formats/outside-writers.test.ts',
    ),
  },
  {
    id: 'S-07',
    about: 'Keys byte-exact from inventory to completion report',
    source: tests('0 differences', '__tests__/unit/batch/key-journey.test.ts'),
  },
  {
    id: 'S-08',
    about: 'The same through a reader that is not ours',
    source: byHand('needs Python and Apache Arrow', 'python3 emulator/checks/inventory.py FOLDER'),
  },
  { id: 'S-09', about: 'Runner commands that outside text gave', source: says('test:text') },
  { id: 'S-10', about: 'Markdown that outside text brought to life', source: says('test:text') },
  { id: 'S-11', about: 'Largest summary and issue', source: says('test:text') },
  { id: 'S-12', about: 'Killed at every request, run again', source: says('test:faults') },
  { id: 'S-13', about: 'Every single fault', source: says('test:faults') },
  { id: 'S-14', about: 'Pairs of faults', source: says('test:faults') },
  { id: 'S-15', about: 'Newer data replaced by older', source: says('test:faults') },
  { id: 'S-16', about: 'Two and three runs at once', source: says('test:faults') },
  { id: 'S-17', about: 'A read cut at every byte', source: says('test:faults') },
  {
    id: 'S-18',
    about: 'Exit code 0 without a proof',
    source: tests(
      '0',
      '__tests__/scenarios/broken-runner-is-no-answer.test.ts',
      '__tests__/scenarios/cancelled-run-is-no-answer.test.ts',
      '__tests__/scenarios/secrets-never-leave-their-place.test.ts',
    ),
  },
  { id: 'S-19', about: 'Six hours of waiting with sessions of one hour', source: says('test:faults') },
  { id: 'S-20', about: 'From SIGINT to summary and job ids', source: says('test:faults') },
  { id: 'S-21', about: 'Job states', source: says('test:faults') },
  {
    id: 'S-22',
    about: 'Forms of completion reports',
    source: tests(
      'all read or refused as they must be',
      '__tests__/unit/batch/completion-report.test.ts',
      '__tests__/unit/batch/read-completion-report.test.ts',
      '__tests__/unit/batch/reconcile.test.ts',
      '__tests__/scenarios/remediation-reads-every-form-of-completion-report.test.ts',
    ),
  },
  { id: 'S-23', about: 'Counts told against what happened', source: says('test:faults') },
  {
    id: 'S-24',
    about: 'Properties kept by a copy, or the copy held back',
    source: tests(
      '100 %',
      '__tests__/scenarios/remediation-run-encrypts-in-place.test.ts',
      '__tests__/scenarios/remediation-holds-back-what-a-copy-would-break.test.ts',
      '__tests__/scenarios/remediation-copies-directly.test.ts',
    ),
  },
  {
    id: 'S-25',
    about: 'Secrets in any stream, file, object, issue or request where they do not belong, step debug on',
    source: tests(
      '0 (and after every run of every scenario)',
      '__tests__/scenarios/secrets-never-leave-their-place.test.ts',
      '__tests__/scenarios/secrets-are-masked-before-their-first-use.test.ts',
    ),
  },
  {
    id: 'S-26',
    about: 'Documented IAM policies: enough, and nothing too much',
    source: tests(
      '100 %',
      '__tests__/scenarios/iam-scan-role-is-exactly-what-a-scan-needs.test.ts',
      '__tests__/scenarios/iam-batch-role-is-exactly-what-its-jobs-need.test.ts',
      '__tests__/scenarios/iam-remediation-role-is-exactly-what-a-remediation-needs.test.ts',
    ),
  },
  {
    id: 'S-27',
    about: 'ExpectedBucketOwner',
    source: tests(
      'on the requests of a scan and of a job',
      '__tests__/scenarios/scan-asks-no-more-than-it-must.test.ts',
      '__tests__/scenarios/inventory-may-lie-in-another-account.test.ts',
      '__tests__/unit/batch/job-request.test.ts',
    ),
  },
  {
    id: 'S-28',
    about: 'Requests have the shapes of AWS’s model',
    source: {
      why: 'every request is serialised by the AWS SDK from that model; there is no second serialiser to check',
    },
  },
  {
    id: 'S-29',
    about: 'The emulator against clients and servers that are not ours',
    source: byHand('needs Python, boto3 and moto', 'emulator/checks/aws-clients.py, s3control.py, scan-on-moto.ts'),
  },
  { id: 'S-30', about: 'Mutation score of the worst of four modules', source: says('test:mutation') },
  {
    id: 'S-31',
    about: 'Branches of the verdict',
    source: { why: 'S-30 asks more: every condition of the verdict is turned round and must be noticed' },
  },
  {
    id: 'S-32',
    about: 'Memory of a hundred million rows',
    source: byHand('takes half an hour', 'npm run bench -- --case memory'),
  },
  {
    id: 'S-33',
    about: 'Bombs: gzip, Snappy, a Parquet footer, endless rows; and healthy files that compress 300:1',
    source: tests('refused, or read, in bounded memory', '__tests__/unit/engines/inventory-scan/bombs.test.ts'),
  },
  {
    id: 'S-34',
    about: 'States of the worst patterns, and patterns together against two references',
    source: tests('bounded; equal', '__tests__/unit/findings/glob.test.ts'),
  },
  {
    id: 'S-35',
    about: 'dist/ is what the sources build',
    source: byHand('.ci/run and check-dist.yml compare it on two machines', 'npm run build && git diff --stat dist/'),
  },
  {
    id: 'S-36',
    about: 'Workflows and examples under zizmor and actionlint',
    source: byHand('both are programs of their own, run by CI', 'bash scripts/lint-workflows.sh'),
  },
  {
    id: 'S-37',
    about: 'OpenSSF Scorecard',
    source: { why: 'judges a published repository, with its branch rules and releases' },
  },
  {
    id: 'S-38',
    about: 'Runtime dependencies',
    source: tests('at most 6 beyond @actions and the AWS SDK', '__tests__/house.test.ts'),
  },
  {
    id: 'S-39',
    about: 'Flaky tests over 200 runs',
    source: {
      why: 'takes days on one machine; no test waits for a time or a random number, and CI never runs one twice',
    },
  },
  {
    id: 'S-40',
    about: 'Confirmed on a real AWS account',
    source: { why: 'there is none to try: docs/unconfirmed.md lists what is open, and either answer is safe' },
  },
  { id: 'S-41', about: 'Either answer to what only a real account can settle', source: says('test:faults') },
]
