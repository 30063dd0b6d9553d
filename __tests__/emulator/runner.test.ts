// The runner's double, running small actions as child processes.

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { type ActionResult, type RunActionOptions, runAction } from '../../emulator/runner/run-action.ts'

const folder = mkdtempSync(join(tmpdir(), 'runner-test-'))
const cleanUps: (() => void)[] = []
let actions = 0

/** Runs a script as the main script of an action with these inputs. */
async function runScript(script: string, options: Partial<RunActionOptions> = {}, inputs = ''): Promise<ActionResult> {
  actions += 1
  const action = join(folder, `action-${actions}`)
  mkdirSync(join(action, 'dist'), { recursive: true })
  const main = join(action, 'dist', 'index.mjs')
  writeFileSync(main, `import { appendFileSync, readFileSync } from 'node:fs'\n${script}\n`)
  writeFileSync(join(action, 'action.yml'), `name: test\n${inputs}runs: { using: node24, main: dist/index.mjs }\n`)
  const result = await runAction({ main, inputs: {}, env: {}, ...options })
  cleanUps.push(result.cleanUp)
  return result
}

afterAll(() => {
  for (const cleanUp of cleanUps) cleanUp()
  rmSync(folder, { recursive: true, force: true })
})

const PRINT_ENVIRONMENT = 'console.log(JSON.stringify(process.env))'

describe('the environment of a step', () => {
  it('has what the runner gives and nothing of the developer', async () => {
    process.env.DEVELOPERS_OWN = 'secret'
    const result = await runScript(PRINT_ENVIRONMENT, {
      env: { AWS_REGION: 'eu-west-1', GITHUB_API_URL: 'http://127.0.0.1:1' },
      repository: 'mona/app',
      runId: 7,
      event: { name: 'schedule', payload: { schedule: '0 6 * * *' } },
    })
    const env = JSON.parse(result.stdout) as Record<string, string>
    expect(env).toMatchObject({
      AWS_REGION: 'eu-west-1',
      GITHUB_API_URL: 'http://127.0.0.1:1',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'mona/app',
      GITHUB_REPOSITORY_OWNER: 'mona',
      GITHUB_RUN_ID: '7',
      GITHUB_EVENT_NAME: 'schedule',
      GITHUB_WORKSPACE: result.workspace,
      GITHUB_SERVER_URL: 'https://github.com',
    })
    const own = Object.keys(env).filter(
      (name) => !/^(GITHUB|RUNNER|INPUT)_|^(CI|HOME|LANG|PATH|AWS_REGION)$/.test(name),
    )
    expect(own).toEqual([])
    expect(env.HOME).not.toBe(process.env.HOME)
  })

  it('gives the event as a file and the workspace as the working folder', async () => {
    const script = 'console.log(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8")); console.log(process.cwd())'
    const result = await runScript(script, { event: { name: 'push', payload: { ref: 'refs/heads/é' } } })
    expect(result.stdout).toBe(`{"ref":"refs/heads/é"}\n${result.workspace}\n`)
  })

  it('names inputs as the runner does, with the defaults of action.yml', async () => {
    const inputs = [
      'inputs:',
      '  on-findings: { default: fail }',
      '  Two Words: { default: 5 }',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
      '  github-token: { default: "${{ github.token }}" }',
      '  empty: { description: no default }',
      '',
    ].join('\n')
    const result = await runScript(
      PRINT_ENVIRONMENT,
      { inputs: { 'on-findings': 'warn\nx', typo: '1' }, token: 'tok' },
      inputs,
    )
    expect(JSON.parse(result.stdout)).toMatchObject({
      'INPUT_ON-FINDINGS': 'warn\nx',
      INPUT_TWO_WORDS: '5',
      'INPUT_GITHUB-TOKEN': 'tok',
      INPUT_EMPTY: '',
      INPUT_TYPO: '1',
    })
    expect(result.annotations).toMatchObject([{ level: 'warning', message: "Unexpected input(s) 'typo'" }])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
    await expect(runScript('', {}, 'inputs: { a: { default: "${{ github.sha }}" } }\n')).rejects.toThrow('github.sha')
  })
})

describe('the end of a step', () => {
  it('reads outputs, state, summary, environment and path from the files', async () => {
    const result = await runScript(
      `
      appendFileSync(process.env.GITHUB_OUTPUT, 'findings<<x\\n2\\nx\\nverdict=COMPLIANT\\n')
      appendFileSync(process.env.GITHUB_STATE, 'id=1\\n')
      appendFileSync(process.env.GITHUB_ENV, 'A=b\\n')
      appendFileSync(process.env.GITHUB_PATH, '/opt/x\\n')
      appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Summary tok')
    `,
      { token: 'tok' },
    )
    expect(result).toMatchObject({ exitCode: 0, conclusion: 'success', summary: '# Summary ***\n', path: ['/opt/x'] })
    expect([...result.outputs]).toEqual([
      ['findings', '2'],
      ['verdict', 'COMPLIANT'],
    ])
    expect([...result.state, ...result.environment]).toEqual([
      ['id', '1'],
      ['A', 'b'],
    ])
  })

  it('drops a summary over 1 MiB with an error, and the conclusion stays', async () => {
    const result = await runScript('appendFileSync(process.env.GITHUB_STEP_SUMMARY, "x".repeat(1048577))')
    expect(result).toMatchObject({ summary: '', conclusion: 'success', annotations: [{ level: 'error' }] })
  })

  it.each([
    ['process.exitCode = 1', 'failure'],
    ['console.log("::error::only said")', 'success'],
    ['console.error("key ##[set-env name=X]y")', 'failure'],
    ['appendFileSync(process.env.GITHUB_OUTPUT, "nonsense\\n")', 'failure'],
  ])('concludes %s with %s', async (script, conclusion) => {
    expect((await runScript(script)).conclusion).toBe(conclusion)
  })

  it('reads commands from both streams and masks the log, not the raw text', async () => {
    const result = await runScript(
      'console.log("::add-mask::pass"); console.log("my pass"); console.error("::warning::w")',
    )
    expect(result.commands.map((command) => command.name).toSorted()).toEqual(['add-mask', 'warning'])
    expect(result.stdout).toContain('my pass')
    expect(result.maskedLog).toContain('my ***\n')
    expect(result.maskedLog).not.toContain('pass')
  })

  it('removes its folders when asked', async () => {
    const result = await runScript('')
    result.cleanUp()
    expect(existsSync(result.workspace)).toBe(false)
  })
})

describe('signals', () => {
  it('can be sent while the action runs, and its files are read all the same', async () => {
    const result = await runScript(
      `process.once('SIGINT', () => { appendFileSync(process.env.GITHUB_OUTPUT, 'last=word\\n'); process.exit(3) })
       console.log('ready'); setInterval(() => {}, 1000)`,
      { onLine: (line, handle) => line === 'ready' && handle.kill('SIGINT') },
    )
    expect(result).toMatchObject({ exitCode: 3, signal: null, conclusion: 'failure' })
    expect(result.outputs.get('last')).toBe('word')
  })

  it('reports the signal that ended it', async () => {
    let pid: number | undefined
    const result = await runScript('console.log("ready"); setInterval(() => {}, 1000)', {
      onStart: (handle) => {
        pid = handle.child.pid
      },
      onLine: (_line, handle) => handle.kill('SIGKILL'),
    })
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', conclusion: 'failure' })
    expect(pid).toBeGreaterThan(0)
  })
})
