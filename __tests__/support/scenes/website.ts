// Knows the scene of a website whose objects redirect.

import { getBucket } from '../../../emulator/s3/state.ts'
import { attach, currentObjects, oldKeys, seedFindings } from '../remediation.ts'
import { BUCKET, openScenario, type Scenario } from '../scenario.ts'

/** A website with so many plain findings, and so many that redirect. */
export async function openWebsite(plain: number, redirects: number, website = true): Promise<Scenario> {
  const scenario = await openScenario({
    copiesDirectly: true,
    seed: (world) => {
      getBucket(world, BUCKET).website = website
      seedFindings(world, oldKeys(plain))
      for (let index = 1; index <= redirects; index++) {
        seedFindings(world, [`moved/${index}`], { storageClass: 'STANDARD_IA', websiteRedirect: '/elsewhere' })
      }
    },
  })
  attach(scenario, 'plan', ['evidence-policy.json'])
  return scenario
}

export const redirects = ({ world }: Scenario) =>
  [...currentObjects(world).values()].filter(({ websiteRedirect }) => websiteRedirect === '/elsewhere').length
