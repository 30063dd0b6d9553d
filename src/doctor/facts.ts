// Everything that was read for the doctor's table. The checks judge it, and read nothing more.

import type { KeyDescription } from '../decide/target-key.ts'
import type { ConfigurationLookup, InventoryConfiguration } from '../inventory/location.ts'
import type { InventoryLocation, InventoryReport } from '../inventory/report.ts'
import type { PolicyAnswer } from '../policies/policy.ts'
import type { PostureLine } from '../posture/posture.ts'
import type { Check } from '../preflight/check.ts'
import type { Simulated } from '../preflight/permission.ts'
import type { JobPlaces, RemediationRefusal } from '../settings/remediation-settings.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import type { Look } from '../words/look.ts'
import type { Lifecycle } from './lifecycle.ts'

/** Claims of GitHub's OIDC token that trust policies test. */
export type TokenClaims = {
  readonly sub: string
  readonly aud: string
  /** The issuer without `https://`, which is how IAM names it. */
  readonly provider: string
  readonly ref: string
  readonly repositoryId: string
}

/** Why STS refused a token, as far as it says so. */
export type SignInFault = 'trust' | 'provider' | 'audience' | 'duration' | 'other'

export type RoleFacts = {
  /** The ARN in role-to-assume; undefined for credentials from the environment. */
  readonly role: string | undefined
  /** Name of the event of the workflow. */
  readonly event: string
  /** Undefined for credentials from the environment. */
  readonly token: Look<TokenClaims> | undefined
  /** The account that was signed in to. */
  readonly account: Look<string>
  /** Set if STS refused the token. */
  readonly fault: SignInFault | undefined
}

/** One action that a run needs, and what is known about it. */
export type UseFacts = {
  /** Such as `s3:GetObject`. */
  readonly action: string
  readonly resource: string
  /** Result of the simulation of the role's own policies; undefined if it could not be simulated. */
  readonly simulated: Simulated | undefined
  /** What the policy of the bucket or the key says; undefined if there is none to ask, or if it could not be read. */
  readonly policy: PolicyAnswer | undefined
  readonly of: 'bucket' | 'key' | 'nothing'
  /** True if the session made a call that needs it, and it succeeded. */
  readonly wasUsed: boolean
}

/** One statement of the role's policy, as this run needs it. */
export type StatementFacts = {
  readonly sid: string
  /** The file in docs/iam/ that has it. */
  readonly file: string
  /** The statement with the names of this run, as JSON. */
  readonly statement: object
  readonly uses: readonly UseFacts[]
  /** How to have the policy of the bucket or key read, which could not be; undefined if it was, or is not needed. */
  readonly howToRead: string | undefined
  /** The refusal of a call that needs it, in the words of AWS. */
  readonly refusal: string | undefined
}

/** The default encryption of a bucket. */
export type DefaultEncryption = { readonly algorithm: string; readonly kmsKeyArn: string | undefined }

export type DeliveryFacts = {
  readonly location: InventoryLocation
  /** Undefined if no configuration of this name could be read. */
  readonly configuration: InventoryConfiguration | undefined
  /** Account that must own the destination bucket. */
  readonly owner: string
  readonly destination: Look<{ readonly region: string }>
  /** The text of the bucket policy. */
  readonly policy: Look<string>
  readonly encryption: Look<DefaultEncryption>
  readonly reportKey:
    | undefined
    | { readonly arn: string; readonly state: Look<KeyDescription>; readonly policy: Look<string> }
  readonly report: Look<InventoryReport>
}

export type WorkFacts = {
  readonly place: NonNullable<JobPlaces['work']>
  /** As a preflight checks it. */
  readonly check: WorkCheck
  /** True if there is no bucket of this name. */
  readonly isMissing: boolean
  /** Undefined if the bucket cannot be opened. */
  readonly lifecycle: Look<Lifecycle> | undefined
}

type WorkCheck = Check & { readonly name: 'work-location' }

export type BucketFacts = {
  readonly target: BucketTarget
  readonly account: string
  readonly partition: string
  /** The ARN that fixes attach policies to; undefined for credentials that are of no role. */
  readonly principalArn: string | undefined
  readonly source: Look<{ readonly region: string }>
  readonly configurations: Look<readonly InventoryConfiguration[]> | undefined
  /** Of the location that was given; undefined if none was. */
  readonly given: Look<ConfigurationLookup> | undefined
  /** Undefined if it is not known where reports are delivered. */
  readonly delivery: DeliveryFacts | undefined
  /** Whether a table of S3 Metadata can answer; undefined if none is asked. */
  readonly table: Look<unknown> | undefined
  /** Whether the workgroup lets the newest report, or the table, be read; undefined if Athena reads none. */
  readonly athena: Look<unknown> | undefined
  /** What `require-posture` names, as a run judges it. */
  readonly posture: readonly PostureLine[]
  /** The settings of the source bucket; undefined if no plan is made. */
  readonly settings: Look<SourceSettings> | undefined
  readonly statements: readonly StatementFacts[]
  /** Why the permissions could not be simulated, and what to do; undefined if they were. */
  readonly notSimulated: string | undefined
  readonly work: WorkFacts | undefined
  /** The checks of the batch role and the target key, as a preflight makes them. */
  readonly preflight: readonly RoleCheck[]
  readonly batchRole: BatchRoleFacts | undefined
  /** The key that objects get. */
  readonly targetKey: TargetKeyFacts | undefined
}

type RoleCheck = Check & { readonly name: Exclude<Check['name'], 'report-bucket'> }

/** What decides which fields of a report are needed. */
type SourceSettings = { readonly objectLockEnabled: boolean; readonly aclsEnabled: boolean }

type TargetKeyFacts = {
  readonly arn: string
  /** Its state in KMS; undefined if it could not be read. */
  readonly state: string | undefined
  /** The text of its policy. */
  readonly policy: Look<string> | undefined
}

export type BatchRoleFacts = {
  readonly arn: string
  /** The ARN of the role of that name; undefined if there is none, or if it could not be asked for. */
  readonly knownArn: string | undefined
  /** What it needs for this run, as JSON. */
  readonly statements: readonly object[]
}

/** What issues need. */
export type RepositoryFacts = {
  /** `owner/name`. */
  readonly repository: string
  readonly hasToken: boolean
  /** Whether the repository has issues; undefined if GitHub does not say. */
  readonly hasIssues: Look<boolean>
  /** Whether the token may write issues. */
  readonly mayWriteIssues: Look<boolean>
  /** Labels that do not exist yet. */
  readonly missingLabels: Look<readonly string[]>
}

export type RunFacts = {
  /** Why the event does not allow what is asked; undefined if it does. */
  readonly refusal: RemediationRefusal | undefined
  readonly event: string
  readonly remediation: string
  /** Undefined if no issue is kept. */
  readonly repository: RepositoryFacts | undefined
}
