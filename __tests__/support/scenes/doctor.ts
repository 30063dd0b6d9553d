// Knows the scenes of a doctor, and how its lines are told.

import type { IamPolicy } from '../../../emulator/iam/types.ts'
import type { KmsKey } from '../../../emulator/kms/key.ts'
import { getBucket } from '../../../emulator/s3/state.ts'
import { seedKmsKey } from '../../../emulator/seed.ts'
import { readDocumentedPolicy, WORK_BUCKET } from '../../../emulator/stage.ts'
import { element } from '../../../emulator/xml.ts'
import type { DoctorCheckName, LineStatus } from '../../../src/doctor/line.ts'
import { encryptReports } from '../inventory.ts'
import { allowOtherOperations, allowTargetKey, attach } from '../remediation.ts'
import { BUCKET, openScenario, passNight, type Scenario, type ScenarioOptions, type ScenarioRun } from '../scenario.ts'

export type ToldLine = {
  readonly check: DoctorCheckName
  readonly about: string
  readonly status: LineStatus
  readonly found: string
  readonly fix?: { readonly say: string; readonly language?: string; readonly paste?: string } | undefined
}

export const linesOf = ({ report }: ScenarioRun): readonly ToldLine[] =>
  (report as { readonly lines?: readonly ToldLine[] } | undefined)?.lines ?? []

export const notFine = (run: ScenarioRun) => linesOf(run).filter(({ status }) => status !== 'fine')

/** The lines of one check; of permissions those of one statement. */
export const lineOf = (run: ScenarioRun, check: string, about = '') =>
  linesOf(run).find((line) => line.check === check && line.about.includes(about))

/** Inputs of a doctor of a remediation. */
export const doctorOf = (scenario: Scenario, more: Readonly<Record<string, string>> = {}) => ({
  ...scenario.remediation,
  mode: 'doctor',
  ...more,
})

const UPLOAD_RULE = element('Rule', [
  element('ID', 'uploads'),
  element('Filter', [element('Prefix', '')]),
  element('Status', 'Enabled'),
  element('AbortIncompleteMultipartUpload', [element('DaysAfterInitiation', 3)]),
])

/** A world in which the doctor may look at everything, and everything is fine. */
export async function openHealthy(options: ScenarioOptions = {}): Promise<Scenario> {
  const scenario = await openScenario(options)
  allowDoctor(scenario, 'scan')
  allowDoctor(scenario, 'remediation')
  attach(scenario, 'remediation', ['preflight-policy.json', 'doctor-work-policy.json'])
  const work = getBucket(scenario.world, WORK_BUCKET)
  work.lifecycle = true
  work.lifecycleConfiguration = { rules: [UPLOAD_RULE], minimumSize: 'varies_by_storage_class' }
  return scenario
}

/** The policy of the doctor for a role, which names that role. */
export function allowDoctor({ world, roles }: Scenario, name: 'scan' | 'remediation'): void {
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
  const text = JSON.stringify(readDocumentedPolicy(world, 'doctor-policy.json', names))
  const policy = JSON.parse(text.replaceAll(roles.remediation.arn, roles[name].arn)) as IamPolicy
  roles[name].policies = [...roles[name].policies, policy]
}

/** The same before objects get a KMS key. */
export async function openHealthyWithKey() {
  const scenario = await openHealthy()
  const key = seedKmsKey(scenario.world)
  allowTargetKey(scenario, key.arn)
  allowOtherOperations(scenario, { kmsKeyArn: key.arn })
  attach(scenario, 'remediation', ['preflight-kms-policy.json'], { kmsKeyArn: key.arn })
  const inputs = {
    'target-encryption': 'SSE-KMS',
    'kms-key-arn': key.arn,
    'accepted-encryption': 'SSE-S3,SSE-KMS',
  }
  return { scenario, key, inputs }
}

/** Reports under a key of their own, which the doctor may look at, and the role may decrypt with. */
export async function encryptHealthily(scenario: Scenario): Promise<KmsKey> {
  const reportKmsKeyArn = encryptReports(scenario.world)
  for (const role of ['scan', 'remediation'] as const)
    attach(scenario, role, ['inventory-kms-policy.json', 'doctor-kms-policy.json'], { reportKmsKeyArn })
  await passNight(scenario)
  const key = scenario.world.kmsKeys.get(reportKmsKeyArn)
  if (key === undefined) throw new Error('no key')
  return key
}
