// Fills the templates of infra/ in for the buckets of a setup and the repository of its run: one stack for each account.

import type { BucketFacts, DeliveryFacts } from '../../doctor/facts.ts'
import type { Deps } from '../../external/deps.ts'
import { writeJobFile } from '../../external/workspace-files.ts'
import { renderCloudFormation } from '../../infra/cloudformation.ts'
import { renderTerraform } from '../../infra/terraform.ts'
import { renderVariables } from '../../infra/terraform-parts.ts'
import type { InfraWish, Presets } from '../../infra/wish.ts'
import { isPlanned, listPlaces } from '../../settings/remediation-settings.ts'
import type { BucketTarget, Inputs } from '../../settings/settings-of-a-run.ts'
import { messageOf } from '../../words/errors.ts'

type Place = { readonly bucket: string; readonly isThere: boolean }

/** What one source bucket needs of the account that it is in. */
export type AccountNeed = {
  readonly target: BucketTarget
  readonly account: string
  readonly destination: Place | undefined
  readonly work: Place | undefined
  readonly reportKey: string | undefined
}

export function needOf({ account, target, work }: BucketFacts, delivery: DeliveryFacts | undefined): AccountNeed {
  const isMissing = (look: DeliveryFacts['destination']) => 'unseen' in look && look.unseen.code === 'BUCKET_NOT_FOUND'
  return {
    target,
    account,
    destination: delivery && {
      bucket: delivery.location.destinationBucket,
      isThere: !isMissing(delivery.destination),
    },
    work: work && { bucket: work.place.bucket, isThere: !work.isMissing },
    reportKey: delivery?.reportKey?.arn,
  }
}

/** Writes the files beside `report-file`. Returns their paths; one that cannot be written is a warning. */
export function writeInfra(needs: readonly AccountNeed[], inputs: Inputs, deps: Deps): readonly string[] {
  const byAccount = [...Map.groupBy(needs, ({ account }) => account)]
  const stem = inputs.resultFile.replace(/\.json$/i, '')
  return byAccount.flatMap(([account, ofAccount]) => {
    const wish = wishOf(ofAccount, deps)
    const path = byAccount.length === 1 ? stem : `${stem}.${account}`
    return Object.entries(RENDERERS).flatMap(([ending, render]) => writeOne(`${path}${ending}`, render(wish), deps))
  })
}

const RENDERERS: Readonly<Record<string, (wish: InfraWish) => string>> = {
  '.cloudformation.yaml': renderCloudFormation,
  '.tf': renderTerraform,
  '.auto.tfvars.json': renderVariables,
}

function writeOne(path: string, text: string, { folders, log }: Deps): readonly string[] {
  try {
    writeJobFile(folders, path, text)
    return [path]
  } catch (error) {
    log.warning(`The infrastructure could not be written to ${JSON.stringify(path)} (${messageOf(error)}).`)
    return []
  }
}

/**
 * Names that nobody gave are made of the account and the Region, because a name is free only once. Where a token was enough
 * to sign in, there is an identity provider.
 */
function wishOf(needs: readonly AccountNeed[], { front, origin }: Deps): InfraWish {
  const [first] = needs
  const suffix = `${first?.account ?? ''}-${first?.target.region ?? ''}`
  const destination = needs.find((need) => need.destination !== undefined)?.destination
  const work = needs.find((need) => need.work !== undefined)?.work
  return {
    sourceBuckets: [...new Set(needs.map(({ target }) => target.bucket))],
    destinationBucket: destination?.bucket ?? `s3-inventory-${suffix}`,
    workBucket: work?.bucket ?? `s3-encryption-work-${suffix}`,
    repository: repositoryOf(origin),
    presets: {
      ...presetsOf(needs, { destination, work }),
      ...(first?.target.credentials.roleToAssume && front.requestIdToken && { CreateProvider: false }),
    },
  }
}

function repositoryOf({ repository, repositoryIds: ids, trigger }: Deps['origin']): InfraWish['repository'] {
  const name = repository === '' ? 'OWNER/NAME' : repository
  const { default_branch: branch } = (trigger.payload.repository ?? {}) as { readonly default_branch?: unknown }
  const [owner, own] = name.split('/')
  return {
    name,
    immutableName: ids && `${owner}@${ids.owner}/${own}@${ids.repository}`,
    id: ids?.repository,
    branch: typeof branch === 'string' ? branch : 'main',
  }
}

/** What is there is not created. */
function presetsOf(
  needs: readonly AccountNeed[],
  { destination, work }: { readonly destination: Place | undefined; readonly work: Place | undefined },
): Presets {
  const targets = needs.map(({ target }) => target)
  const key = targets.map(({ remediation }) => findKey(remediation)).find((arn) => arn !== undefined)
  const reportKey = needs.find((need) => need.reportKey !== undefined)?.reportKey
  const athena = targets.find(({ scanEngine }) => scanEngine !== 'stream')?.athena
  const [first] = targets
  return {
    SetUp: true,
    Remediate: targets.some(({ remediation }) => listPlaces(remediation).work !== undefined || isPlanned(remediation)),
    ListObjects: targets.some(({ source }) => source === 'list' || source === 'auto'),
    ...(destination?.isThere && { CreateDestinationBucket: false }),
    ...(work?.isThere && { CreateWorkBucket: false }),
    ...(first?.credentials.roleToAssume && { Audience: first.credentials.audience }),
    ...(key && { TargetKeyArn: key }),
    ...(reportKey && { ReportKeyArn: reportKey }),
    ...(athena && { AthenaDatabase: athena.database, AthenaWorkgroup: athena.workgroup }),
  }
}

function findKey(remediation: BucketTarget['remediation']): string | undefined {
  if (!isPlanned(remediation)) return undefined
  const { target } = remediation
  return target.status === 'SSE-KMS' ? target.kmsKeyArn : undefined
}
