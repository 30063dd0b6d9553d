// The optional fields of an inventory configuration that the action uses, and what each is needed for. Pure.

/** The circumstances in which a field is needed. */
type FieldNeeds = {
  /** Whether a plan is made from the reports. */
  readonly plans: boolean
  /** Whether the policy requires bucket keys. */
  readonly bucketKeys: boolean
  /** Whether the bucket has Object Lock. */
  readonly objectLock: boolean
  /** Whether ACLs are enabled in the bucket. */
  readonly acls: boolean
}

type UsefulField = {
  /** As S3 names it: `EncryptionStatus`. */
  readonly field: string
  /** What is not known without it. */
  readonly without: string
  readonly isNeeded: (needs: FieldNeeds) => boolean
}

const whenPlanning = ({ plans }: FieldNeeds) => plans
const whenLocking = ({ plans, objectLock }: FieldNeeds) => plans && objectLock
const whenAcls = ({ plans, acls }: FieldNeeds) => plans && acls

/** Every field that the action can use, the one that each verdict needs first. */
export const USEFUL_FIELDS: readonly UsefulField[] = [
  { field: 'EncryptionStatus', without: 'there is no verdict', isNeeded: () => true },
  {
    field: 'Size',
    without: 'each object is looked at to tell objects over 5 GB, and the cost is unknown',
    isNeeded: whenPlanning,
  },
  {
    field: 'LastModifiedDate',
    without: 'jobs do not copy objects modified since S3 started the report',
    isNeeded: whenPlanning,
  },
  {
    field: 'StorageClass',
    without: 'findings are held back, because a copy could change their storage class',
    isNeeded: whenPlanning,
  },
  {
    field: 'BucketKeyStatus',
    without: 'each SSE-KMS object is looked at to see whether it has a bucket key',
    isNeeded: ({ bucketKeys }) => bucketKeys,
  },
  {
    field: 'ObjectLockRetainUntilDate',
    without: 'each object of a job is looked at to see whether it is locked',
    isNeeded: whenLocking,
  },
  {
    field: 'ObjectLockMode',
    without: 'each object of a job is looked at to see whether it is locked',
    isNeeded: whenLocking,
  },
  {
    field: 'ObjectLockLegalHoldStatus',
    without: 'each object of a job is looked at to see whether it has a legal hold',
    isNeeded: whenLocking,
  },
  {
    field: 'ObjectLockEventHoldStatus',
    without: 'event holds are only seen at the objects themselves',
    isNeeded: () => false,
  },
  {
    field: 'IntelligentTieringAccessTier',
    without: 'findings in INTELLIGENT_TIERING are held back, because they may be archived',
    isNeeded: whenPlanning,
  },
  {
    field: 'ObjectAccessControlList',
    without: 'findings are held back, because a copy could lose their ACLs',
    isNeeded: whenAcls,
  },
  {
    field: 'ObjectOwner',
    without: 'findings are held back, because a copy could lose their ACLs',
    isNeeded: whenAcls,
  },
]

/** Their names, for a new configuration. */
export const USEFUL_FIELD_NAMES: readonly string[] = USEFUL_FIELDS.map(({ field }) => field)
