// Tells a story on a loopback AWS that ends well: a scheduled scan, a plan, its approval, the remediation, a green day, tags and
// a restore. The real bundle runs as GitHub's runner would run it; after each step the emulator's own truth must agree with
// what the action said.

import { rmSync } from 'node:fs'
import { advanceDays } from '../emulator/inventory/schedule.ts'
import { setStage } from '../emulator/stage.ts'
import { OUT, Stagehand, say } from './stagehand.ts'
import { allowEverything, tellStory } from './story.ts'
import { countTruth, fillWorld, SOURCE_BUCKETS } from './world.ts'

const startedAt = performance.now()
const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`

rmSync(OUT, { recursive: true, force: true })
const stage = await setStage({
  sourceBuckets: SOURCE_BUCKETS,
  start: Date.UTC(2026, 10, 20, 6),
  copiesDirectly: true,
})
allowEverything(stage)
fillWorld(stage.world)
await advanceDays(stage.world, 1)
const { objects, versions, unencrypted } = countTruth(stage.world)
const count = (number: number) => number.toLocaleString('en')
say(
  `A loopback AWS with three buckets: ${count(objects)} objects in ${count(versions)} versions, written over ten years.`,
)
say(`${count(unencrypted)} of the objects were never encrypted. Last night, S3 delivered its inventory reports.`)

const stagehand = new Stagehand(stage)
await tellStory(stage, stagehand)
await stage.close()

say()
say(
  stagehand.wrong === 0
    ? `What the action said and what the emulator knows agree everywhere. ${seconds()}`
    : `What the action said and what the emulator knows differ in ${stagehand.wrong} places (✘ above).`,
)
say('Look at demo/out/: summary, page, issue with comments, JSON report and whole log of each step.')
process.exitCode = stagehand.wrong === 0 ? 0 : 1
