import { describe, expect, it } from '@jest/globals'
import type { Terminal } from '../../../src/external/terminal.ts'
import type { Answer } from '../../../src/result/answer.ts'
import { enter } from '../../../src/terminal/enter.ts'

type World = {
  readonly typed?: string
  readonly isInteractive?: boolean
  /** The answer and the outputs of each run. */
  readonly runs?: readonly { readonly answer: Answer; readonly outputs?: Readonly<Record<string, string>> }[]
}

/** What a command line comes to, in a world without AWS. */
async function enterWith(words: readonly string[], { typed = '', isInteractive = true, runs = [] }: World = {}) {
  const seen = { runs: [] as Record<string, string>[], said: [] as string[], asked: [] as string[], printed: '' }
  const outputs = new Map<string, string>()
  const left = [...runs]
  let read = (_: string) => ''
  const answer = await enter({
    words,
    signal: new AbortController().signal,
    readDescriptions: () => new Map([['buckets', 'Source buckets.']]),
    print: (text) => {
      seen.printed += text
    },
    useProfile: (name) => void seen.said.push(`profile ${name}`),
    openTerminal: (readInput) => {
      read = readInput
      const ask = async (question: string) => {
        seen.asked.push(question)
        return typed
      }
      const terminal = { outputs, isInteractive, ask, say: (line: string) => void seen.said.push(line) }
      return { ...terminal, finish: async () => void seen.said.push('finished') } as unknown as Terminal
    },
    verify: async () => [],
    run: async () => {
      const [next] = left.splice(0, 1)
      if (next === undefined) throw new Error('one run too many')
      seen.runs.push({ remediation: read('remediation'), 'approved-plan': read('approved-plan') })
      for (const [name, value] of Object.entries(next.outputs ?? {})) outputs.set(name, value)
      return next.answer
    },
  })
  return { answer, ...seen }
}

const PLANNED = { answer: 'no', outputs: { 'plan-id': 'ID', 'remediation-status': 'PLANNED' } } as const

describe('run, where a person can be asked', () => {
  it('shows the plan, and starts exactly that plan after yes', async () => {
    const entered = await enterWith(['run'], { typed: ' yes ', runs: [PLANNED, { answer: 'yes' }] })
    expect(entered.answer).toBe('yes')
    expect(entered.asked).toEqual([expect.stringContaining('Type yes to run exactly this plan')])
    expect(entered.runs).toEqual([
      { remediation: 'plan', 'approved-plan': '' },
      { remediation: 'run', 'approved-plan': 'ID' },
    ])
  })

  it.each(['', 'y', 'no', 'YES', 'yes please'])('starts nothing after %j', async (typed) => {
    const entered = await enterWith(['confirm'], { typed, runs: [PLANNED] })
    expect(entered.answer).toBe('no')
    expect(entered.said).toContain('Nothing was started.')
  })

  it.each<[string, NonNullable<World['runs']>[number]]>([
    ['compliant', { answer: 'yes', outputs: { 'plan-id': 'ID', 'remediation-status': 'NONE' } }],
    ['unknown', { answer: 'unknown', outputs: { 'plan-id': 'none', 'remediation-status': 'FAILED' } }],
    ['refused', { answer: 'no', outputs: { 'plan-id': 'ID', 'remediation-status': 'FAILED' } }],
  ])('asks nothing where there is nothing to start: %s', async (_, run) => {
    const entered = await enterWith(['run'], { typed: 'yes', runs: [run] })
    expect([entered.answer, entered.asked]).toEqual([run.answer, []])
  })

  it('cannot show what S3 would list, so the line must say it', async () => {
    const entered = await enterWith(['run', '--source', 'manifest-generator'])
    expect(entered.answer).toBe('misused')
    expect(entered.said[0]).toContain('no plan can be shown first')
  })
})

describe('run, where nobody can be asked', () => {
  it('needs a plan that was approved, or --yes', async () => {
    const entered = await enterWith(['run'], { isInteractive: false })
    expect([entered.answer, entered.runs]).toEqual(['misused', []])
    expect(entered.said[0]).toContain('give --approved-plan with the id that plan prints, or --yes')
  })

  it.each([
    [['run', '--yes'], ''],
    [['run', '--approved-plan', 'OLD'], 'OLD'],
  ])('%j starts at once', async (words, approved) => {
    const entered = await enterWith(words, { isInteractive: false, runs: [{ answer: 'yes' }] })
    expect(entered.runs).toEqual([{ remediation: 'run', 'approved-plan': approved }])
  })
})

it('prints help and version without a run', async () => {
  expect((await enterWith([])).printed).toContain('usage: s3-encryption-compliance COMMAND')
  expect((await enterWith(['--version'])).printed).toMatch(/^\d+\.\d+\.\d+\n$/)
  const { answer, printed } = await enterWith(['scan', '--help'])
  expect(answer).toBe('yes')
  expect(printed).toContain('  --buckets VALUE …\n    Source buckets.\n')
  expect(printed).toContain('Exit codes: 0 compliant, 1 not compliant, 2 cannot tell, 3 wrong use.')
  expect(printed).not.toMatch(/--(mode|remediation|apply|yes|issue-id|github-token)\b/)
})

it('finishes also after wrong use, and names every mistake', async () => {
  const entered = await enterWith(['scn', '--x'])
  expect(entered.answer).toBe('misused')
  expect(entered.said).toEqual([
    'error: "scn" is not a command; did you mean scan?',
    'error: "--x" is not a flag; see --help',
    'Nothing was called on AWS. See --help.',
    'finished',
  ])
})

it('uses the profile that is named', async () => {
  const entered = await enterWith(['scan', '--profile', 'audit'], { runs: [{ answer: 'yes' }] })
  expect(entered.said).toEqual(['profile audit', 'finished'])
})
