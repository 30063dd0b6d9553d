// Knows the scene of objects under the wanted key and under another.

import { readFileSync } from 'node:fs'
import { seedKmsKey, seedObject } from '../../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../../emulator/stage.ts'
import type { Schema } from '../json-schema.ts'
import { BUCKET, OLD, openScenario, type Scenario } from '../scenario.ts'

export const NAMES = { bucket: BUCKET, repository: 'octo-org/octo-repo' }

type Opened = {
  readonly scenario: Scenario
  readonly keyArn: string
  readonly inputs: Readonly<Record<string, string>>
}

/** Objects under the wanted key `right/…` and under another `wrong/…`; the scan role may look at them. */
export async function openWithKeys(right: number, wrong: number): Promise<Opened> {
  let keyArn = ''
  const scenario = await openScenario({
    seed: (world) => {
      const [wanted, other] = [seedKmsKey(world), seedKmsKey(world)]
      keyArn = wanted.arn
      const seed = (folder: string, count: number, kmsKeyArn: string) => {
        for (let index = 1; index <= count; index++) {
          const object = { size: 100, status: 'SSE-KMS', lastModified: OLD, bucketKey: true, kmsKeyArn } as const
          seedObject(world, BUCKET, { ...object, key: `${folder}/${index} ü` })
        }
      }
      seed('right', right, wanted.arn)
      seed('wrong', wrong, other.arn)
    },
  })
  const { scan } = scenario.roles
  scan.policies = [...scan.policies, readDocumentedPolicy(scenario.world, 'evidence-policy.json', NAMES)]
  return { scenario, keyArn, inputs: { 'accepted-encryption': 'SSE-KMS', 'kms-key-arn': keyArn } }
}

export const SCHEMA = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as Schema
