// Knows the suite of open questions: remediations under every answer of S3 that only a real account can settle
// (emulator/unsettled.ts), with a fault in each, and two runs at once. Copy tasks respect no time limit in any of them, so that
// nothing but the action itself keeps an object from being copied twice.

import { ANSWERS, QUESTIONS, type Question } from '../../emulator/unsettled.ts'
import { listRaces, type Race, runRace } from './races.ts'
import type { Answers, RigOptions } from './rig.ts'
import { choose, countFigure, type Figure, type Named, type Orders, runAll, type Suite } from './suite.ts'
import { listSingles, type Recording, record, runCase } from './sweep.ts'
import { WORLDS } from './worlds.ts'

const CI_CASES = 24
/** Of the thousands of single faults of a world, so many under each answer, spread over all of them. */
const FAULTS_EACH = 12
const RACES_EACH = 4

type Act = { readonly fault: number } | { readonly race: Race }
type AnswerCase = Named & { readonly world: string; readonly answers: Answers; readonly act: Act }

function listCases(): AnswerCase[] {
  const races = listRaces(2)
  return QUESTIONS.flatMap((question, at) =>
    ANSWERS[question].flatMap((answer) => {
      const answers = answersWith(question, answer)
      const about = `${question} ${answer}`
      const faults = Object.keys(WORLDS).flatMap((world) =>
        Array.from({ length: FAULTS_EACH }, (_, fault) => ({
          name: `${about}/${world}/fault ${fault}`,
          world,
          answers,
          act: { fault },
        })),
      )
      const raced = Array.from({ length: RACES_EACH }, (_, step) => races[(at * RACES_EACH + step * 31) % races.length])
      const run = raced.flatMap((race) =>
        race ? [{ name: `${about}/${race.name}`, world: 'job', answers, act: { race } }] : [],
      )
      return [...faults, ...run]
    }),
  )
}

/** A task that S3 itself runs twice would copy twice. */
const answersWith = (question: Question, answer: string): Answers => ({
  ...(question !== 'task-runs' && { 'copy-time-limit': 'ignored' }),
  [question]: answer,
})

/** Remediations without a fault, one for each world and answers, made when they are first needed. */
function createRecordings() {
  const made = new Map<string, Promise<Recording>>()
  return (world: string, options: RigOptions): Promise<Recording> => {
    const name = `${world} ${JSON.stringify(options.answers)}`
    const known = made.get(name) ?? record(options)
    made.set(name, known)
    return known
  }
}

async function run(orders: Orders): Promise<Figure[]> {
  const all = listCases()
  const cases = choose(all, orders, CI_CASES)
  const recordingOf = createRecordings()
  const failures = await runAll('answers', cases, orders, async ({ world, answers, act }) => {
    const options: RigOptions = { ...(WORLDS[world] ?? { seed: () => undefined }), answers }
    const recording = await recordingOf(world, options)
    if ('race' in act) return await runRace(act.race, recording.end, options)
    const singles = listSingles(world, recording)
    // A prime apart, so that the few are of every kind and place.
    const one = singles[(act.fault * 1009) % singles.length]
    return one === undefined ? ['there is no such fault'] : (await runCase(one, options, recording)).problems
  })
  const detail = `${cases.length} of ${all.length}: ${QUESTIONS.length} questions, each with both answers`
  return [
    countFigure('S-41', 'cases under an answer of S3 that is still open did not end with each object copied once', {
      cases: cases.length,
      failures,
      detail,
    }),
  ]
}

export const answers: Suite = {
  name: 'answers',
  about: 'every open question answered either way, with faults and races',
  run,
}
