import { Readable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { createTerminal } from '../../../src/external/terminal.ts'

type Options = { isTTY?: boolean; env?: Record<string, string>; isJson?: boolean; isVerbose?: boolean; typed?: string }

function open({ isTTY = false, env = {}, isJson = false, isVerbose = false, typed = '' }: Options = {}) {
  const written = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof written) => ({
    isTTY,
    columns: 40,
    write: (text: string, done: () => void) => {
      written[name] += text
      done()
    },
  })
  const stdin = Object.assign(Readable.from([typed]), { isTTY })
  const streams = { stdin, stdout: stream('stdout'), stderr: stream('stderr') }
  const terminal = createTerminal(env, streams, { readInput: () => '', isJson, isVerbose })
  return { terminal, written, log: terminal.log }
}

const tellAll = ({ log }: Pick<ReturnType<typeof open>, 'log'>) => {
  log.group('Scan')
  log.info('5 rows')
  log.progress('50 %')
  log.warning('careful')
  log.debug('answer')
}

describe('the log', () => {
  it('is a line that moves on a terminal, with warnings that stay', async () => {
    const opened = open({ isTTY: true })
    tellAll(opened)
    await opened.terminal.finish()
    const { stderr, stdout } = opened.written
    expect(stderr).toBe('\rScan …\u001b[K\rScan: 50 %\u001b[K\r\u001b[Kwarning: careful\n')
    expect(stdout).toBe('')
  })

  it.each<[string, Options]>([
    ['in a file or a pipe', {}],
    ['in the log of another system', { isTTY: true, env: { CI: 'true' } }],
    ['on a terminal without cursor control', { isTTY: true, env: { TERM: 'dumb' } }],
  ])('is lines %s', (_, options) => {
    const opened = open(options)
    tellAll(opened)
    expect(opened.written.stderr).toBe('Scan\n5 rows\n50 %\nwarning: careful\n')
  })

  it('is all lines where asked', () => {
    const opened = open({ isTTY: true, isVerbose: true })
    tellAll(opened)
    expect(opened.written.stderr).toBe('Scan\n5 rows\n50 %\nwarning: careful\nanswer\n')
  })

  it('is cut to the width of the terminal, and never breaks its line', () => {
    const { log, written } = open({ isTTY: true })
    log.progress('x'.repeat(100))
    expect(written.stderr).toBe(`\r: ${'x'.repeat(37)}\u001b[K`)
  })

  it('shows no command of a terminal or a runner', () => {
    const { log, written } = open()
    log.info('\u001b[2J::add-mask::x\r##[group]')
    expect(written.stderr).toBe('%1B[2J::add-mask::x%0D##%5Bgroup]\n')
  })
})

describe('secrets', () => {
  it('are replaced, in every form, before anything is written', async () => {
    const { terminal, written } = open({ env: { AWS_SECRET_ACCESS_KEY: 'a/secret+key' }, isJson: true })
    terminal.maskSecret('token-1')
    terminal.log.info('a/secret+key token-1')
    terminal.log.info(Buffer.from('a/secret+key').toString('base64'))
    await terminal.writeSummary('`a%2Fsecret%2Bkey`')
    terminal.writeJson(() => '{"x":"token-1"}')
    await terminal.finish()
    expect(written).toEqual({ stdout: '{"x":"***"}', stderr: '*** ***\n***\n***\n' })
  })

  it('are never given to a runner to mask', () => {
    const { terminal, written } = open()
    terminal.maskSecret('token-1')
    terminal.writeOutput('verdict', 'COMPLIANT')
    terminal.annotate({ level: 'error', title: 't', message: 'm' })
    expect(written).toEqual({ stdout: '', stderr: '' })
    expect(terminal.outputs.get('verdict')).toBe('COMPLIANT')
  })
})

describe('styles', () => {
  const show = async (options: Options) => {
    const { terminal, written } = open(options)
    await terminal.writeSummary('## Title\n\n**strong**')
    return written.stdout
  }

  it('are for terminals only, and not where NO_COLOR or TERM says so', async () => {
    const styled = '\u001b[1mTitle\u001b[22m\n\n\u001b[1mstrong\u001b[22m\n'
    expect(await show({ isTTY: true })).toBe(styled)
    for (const options of [{}, { isTTY: true, env: { NO_COLOR: '1' } }, { isTTY: true, env: { TERM: 'dumb' } }])
      expect(await show(options)).toBe('Title\n\nstrong\n')
  })
})

describe('a question', () => {
  it('is asked on standard error, and answered by one line', async () => {
    const { terminal, written } = open({ isTTY: true, typed: 'yes\nmore\n' })
    expect(terminal.isInteractive).toBe(true)
    expect(await terminal.ask('Sure? ', new AbortController().signal)).toBe('yes')
    expect(written).toEqual({ stdout: '', stderr: 'Sure? ' })
  })

  it('has an empty answer where nothing is typed to the end', async () => {
    const { terminal, written } = open({ typed: '' })
    expect(await terminal.ask('Sure? ', new AbortController().signal)).toBe('')
    expect(written.stderr).toBe('Sure? \n')
  })

  it('has an empty answer where the run is interrupted meanwhile', async () => {
    const { terminal } = open({ typed: '' })
    expect(await terminal.ask('Sure? ', AbortSignal.abort())).toBe('')
  })

  it('is not asked in a pipe', () => {
    expect(open().terminal.isInteractive).toBe(false)
  })
})

describe('who started the run', () => {
  it('is a person, who counts as workflow_dispatch and may see keys', () => {
    const { origin } = open({ env: { GITHUB_EVENT_NAME: 'pull_request' } }).terminal
    expect(origin).toMatchObject({ trigger: { name: 'workflow_dispatch' }, repository: '', mayShowKeys: true })
  })

  it('is the event in a job of GitHub Actions', () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_REPOSITORY: 'octo-org/octo-repo' }
    const { origin } = open({ env }).terminal
    expect(origin).toMatchObject({ trigger: { name: 'pull_request' }, repository: 'octo-org/octo-repo' })
    expect(origin.mayShowKeys).toBeUndefined()
  })
})
