// Every check of the doctor: each judges what was read, and none of them stops another.

import { checkAthena } from './checks/athena.ts'
import { checkBatchRole } from './checks/batch-role.ts'
import { checkDelivery } from './checks/delivery.ts'
import { checkEvent } from './checks/event.ts'
import { checkFunction } from './checks/function.ts'
import { checkInventory } from './checks/inventory.ts'
import { checkIssues } from './checks/issues.ts'
import { checkTable } from './checks/metadata-table.ts'
import { checkToken } from './checks/oidc-token.ts'
import { checkPermissions } from './checks/permissions.ts'
import { checkPosture } from './checks/posture.ts'
import { checkRole } from './checks/role.ts'
import { checkSource } from './checks/source-bucket.ts'
import { checkWork } from './checks/work-location.ts'
import type { BucketFacts, RoleFacts, RunFacts } from './facts.ts'
import type { Line } from './line.ts'

type Judge<Facts> = (facts: Facts) => readonly Line[]

const OF_RUN: readonly Judge<RunFacts>[] = [checkEvent, checkIssues]
const OF_ROLE: readonly Judge<RoleFacts>[] = [checkToken, checkRole]
const OF_BUCKET: readonly Judge<BucketFacts>[] = [
  checkSource,
  checkInventory,
  checkDelivery,
  checkTable,
  checkAthena,
  checkPermissions,
  checkPosture,
  checkWork,
  checkBatchRole,
  checkFunction,
]

/** All lines about one thing, in the order of the table. */
export const judgeRun = (facts: RunFacts) => OF_RUN.flatMap((judge) => judge(facts))
export const judgeRole = (facts: RoleFacts) => OF_ROLE.flatMap((judge) => judge(facts))
export const judgeBucket = (facts: BucketFacts) => OF_BUCKET.flatMap((judge) => judge(facts))
