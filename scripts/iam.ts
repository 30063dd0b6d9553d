// Writes the policies of docs/iam/ from src/external/permissions.ts: npm run iam.

import { writeFileSync } from 'node:fs'
import { POLICIES, type PolicyFile } from '../src/external/policy-files.ts'
import { renderPolicy } from './iam-policy.ts'

for (const file of Object.keys(POLICIES) as PolicyFile[]) writeFileSync(`docs/iam/${file}`, renderPolicy(file))
