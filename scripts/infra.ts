// Writes infra/cloudformation.yaml and infra/main.tf: npm run infra.

import { writeFileSync } from 'node:fs'
import { renderCloudFormation } from '../src/infra/cloudformation.ts'
import { renderTerraform } from '../src/infra/terraform.ts'
import { SAMPLE_WISH } from '../src/infra/wish.ts'

writeFileSync('infra/cloudformation.yaml', renderCloudFormation(SAMPLE_WISH))
writeFileSync('infra/main.tf', renderTerraform(SAMPLE_WISH))
