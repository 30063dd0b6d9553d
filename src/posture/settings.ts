// Judges settings of a bucket that keep its objects private and recoverable: Block Public Access, versioning, Object Lock,
// replication. Pure.

import { acceptsOnlyKms } from '../words/key-rule.ts'
import { isUnderKms } from './default-encryption.ts'
import { fine, type JudgePosture, judgeSeen, type PublicAccessBlock, unknown, wrong } from './posture.ts'

const FLAGS: Readonly<Record<keyof PublicAccessBlock, string>> = {
  blockPublicAcls: 'BlockPublicAcls',
  ignorePublicAcls: 'IgnorePublicAcls',
  blockPublicPolicy: 'BlockPublicPolicy',
  restrictPublicBuckets: 'RestrictPublicBuckets',
}

/** All four settings of the bucket itself; those of the account are not looked at. */
export const judgePublicAccess: JudgePosture = ({ bucket, publicAccess }) =>
  judgeSeen(publicAccess, (found) => {
    const off = Object.entries(FLAGS).flatMap(([flag, name]) => (found[flag as keyof PublicAccessBlock] ? [] : [name]))
    if (off.length === 0) return fine('All four settings of Block Public Access are on.')
    const all = Object.values(FLAGS).map((name) => `${name}=true`)
    const paste = `aws s3api put-public-access-block --bucket ${bucket} --public-access-block-configuration ${all.join(',')}`
    return wrong(`Off in the bucket: ${off.join(', ')}.`, 'Turn all four on.', paste)
  })

const versioningCommand = (bucket: string) =>
  `aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`

export const judgeVersioning: JudgePosture = ({ bucket, versioning }) =>
  judgeSeen(versioning, (found) => {
    if (found === 'Enabled') return fine('Versioning is enabled.')
    const said = found === 'Suspended' ? 'Versioning is suspended.' : 'Versioning was never enabled.'
    return wrong(
      said,
      'Enable it. Old versions stay, and are billed, until a lifecycle rule expires them.',
      versioningCommand(bucket),
    )
  })

/** Object Lock cannot be turned off again, and how long versions are to be kept is for a person to decide. */
export const judgeObjectLock: JudgePosture = ({ bucket, objectLock, versioning }) =>
  judgeSeen(objectLock, ({ hasEventHold, isEnabled, mode }) => {
    if (mode !== undefined || hasEventHold) {
      const kinds = [
        ...(mode === undefined ? [] : [`a retention in ${mode} mode`]),
        ...(hasEventHold ? ['an event hold'] : []),
      ]
      return fine(`New versions get ${kinds.join(' and ')} by default.`)
    }
    const isVersioned = 'seen' in versioning && versioning.seen === 'Enabled'
    const lock = `aws s3api put-object-lock-configuration --bucket ${bucket} --object-lock-configuration '{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"GOVERNANCE","Days":1}}}'`
    const say =
      'Choose mode and days; the command has the shortest. Object Lock cannot be turned off again, and locked objects are not encrypted by this action.'
    const found = isEnabled ? 'New versions get no lock by default.' : 'Object Lock is not enabled.'
    return wrong(found, say, isVersioned ? lock : `${versioningCommand(bucket)}\n${lock}`)
  })

/**
 * Where new objects are under KMS keys, each rule must take them and name the key of their replicas (S3 User Guide,
 * "Replicating encrypted objects"). Replicas of other objects get the encryption of their own bucket.
 */
export const judgeReplicationKey: JudgePosture = ({ encryption, replication }, { accepted }) =>
  judgeSeen(replication, (rules) => {
    if (rules.length === 0) return fine('The bucket replicates nothing.')
    if (!acceptsOnlyKms(accepted)) {
      if (!('seen' in encryption)) return unknown('Whether new objects are under a KMS key is not known.', SAY)
      if (!isUnderKms(encryption.seen)) return fine('New objects are under no KMS key that a replica would need.')
    }
    const lacking = rules.filter(({ replicaKey, takesKmsObjects }) => !takesKmsObjects || replicaKey === undefined)
    if (lacking.length === 0) return fine('Every replication rule names a key for replicas.')
    return wrong(`Objects under KMS keys are not replicated by ${lacking.length} of ${rules.length} rules.`, SAY)
  })

const SAY =
  'Choose a key in the Region of the replicas, and set SourceSelectionCriteria.SseKmsEncryptedObjects and Destination.EncryptionConfiguration.ReplicaKmsKeyID in each rule.'
