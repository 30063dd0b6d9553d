// Lists the commands: what each is for, and the inputs that it stands for. Help, parsing and the page docs/cli.md follow it.

export type Command = {
  readonly name: string
  readonly says: string
  /** Inputs that the command itself sets; as flags they are refused. */
  readonly inputs: Readonly<Record<string, string>>
  /** What the word after the command names; then the command has no inputs but these. */
  readonly file?: { readonly name: string; readonly inputs: readonly string[] }
  /** It starts something in S3, so a person, a plan or `--yes` must have said so. */
  readonly asks?: true
  /** What the exit codes 0, 1 and 2 mean. */
  readonly exits: readonly [yes: string, no: string, unknown: string]
}

const LOOKS = ['everything is fine', 'something is wrong', 'something could not be looked at'] as const
const VERDICT = ['compliant', 'not compliant', 'cannot tell'] as const

export const COMMANDS: readonly Command[] = [
  {
    name: 'doctor',
    says: 'look at everything that a run with these flags needs, and print each fix; writes nothing',
    inputs: { mode: 'doctor', apply: 'false' },
    exits: LOOKS,
  },
  {
    name: 'setup',
    says: 'show what is missing for inventory reports; with --apply, create it',
    inputs: { mode: 'setup' },
    exits: ['nothing is missing any more', 'something is missing', 'something could not be looked at'],
  },
  {
    name: 'scan',
    says: 'find every object that is not encrypted as the policy requires; writes nothing to AWS',
    inputs: { mode: 'audit', apply: 'false', remediation: 'none' },
    exits: VERDICT,
  },
  {
    name: 'plan',
    says: 'scan, and show what a remediation would do and cost; writes nothing to AWS',
    inputs: { mode: 'audit', apply: 'false', remediation: 'plan' },
    exits: VERDICT,
  },
  {
    name: 'run',
    says: 'remediate: show the plan, ask, do exactly that plan or less of it, wait, and check the objects',
    inputs: { mode: 'audit', apply: 'false', remediation: 'run' },
    asks: true,
    exits: ['compliant, or all of it done and checked', 'something is left', 'cannot tell'],
  },
  {
    name: 'confirm',
    says: 'the same, but create the jobs suspended: a person confirms them in the console, or a later run does',
    inputs: { mode: 'audit', apply: 'false', remediation: 'confirm' },
    asks: true,
    exits: VERDICT,
  },
  {
    name: 'cancel',
    says: 'cancel the jobs of these buckets that have not ended; writes nothing else',
    inputs: { mode: 'audit', apply: 'false', remediation: 'cancel' },
    exits: VERDICT,
  },
  {
    name: 'verify',
    says: 'compute a JSON report again from the inventory reports that it names, and compare; writes nothing',
    inputs: {},
    file: { name: 'REPORT', inputs: ['aws-region'] },
    exits: ['all was computed again with the same result', 'the report is wrong', 'something cannot be computed again'],
  },
]

type OwnFlag = { readonly name: string; readonly says: string; readonly type: 'boolean' | 'string' }

/** Flags that are no inputs. */
export const OWN_FLAGS: readonly OwnFlag[] = [
  { name: 'profile', type: 'string', says: 'the profile of the AWS configuration files, as AWS_PROFILE' },
  { name: 'evidence', type: 'string', says: 'with verify: the predicate that was written with the report' },
  { name: 'yes', type: 'boolean', says: 'with run and confirm: start without asking' },
  {
    name: 'json',
    type: 'boolean',
    says: 'print the JSON report on standard output, and everything else on standard error',
  },
  { name: 'verbose', type: 'boolean', says: 'print every line of the log, and every answer of AWS' },
  { name: 'help', type: 'boolean', says: 'print this; with a command, all of its flags' },
  { name: 'version', type: 'boolean', says: 'print the version' },
]
