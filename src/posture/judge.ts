// The table of a bucket's posture: every check, in order. Pure.

import { judgeBucketKey, judgeDefaultEncryption } from './default-encryption.ts'
import { judgePlainHttp } from './plain-http.ts'
import {
  type Demands,
  type JudgePosture,
  POSTURE_CHECKS,
  type PostureCheck,
  type PostureFacts,
  type PostureLine,
} from './posture.ts'
import { judgeObjectLock, judgePublicAccess, judgeReplicationKey, judgeVersioning } from './settings.ts'
import { judgeSseCBlocked, judgeWrongEncryption } from './wrong-encryption.ts'

const JUDGES: Readonly<Record<PostureCheck, JudgePosture>> = {
  'default-encryption': judgeDefaultEncryption,
  'bucket-key': judgeBucketKey,
  'sse-c-blocked': judgeSseCBlocked,
  'wrong-encryption-denied': judgeWrongEncryption,
  'plain-http-denied': judgePlainHttp,
  'public-access-blocked': judgePublicAccess,
  versioning: judgeVersioning,
  'object-lock': judgeObjectLock,
  'replication-key': judgeReplicationKey,
}

export const judgePosture = (facts: PostureFacts, demands: Demands): readonly PostureLine[] =>
  POSTURE_CHECKS.map((check) => ({ check, ...JUDGES[check](facts, demands) }))
