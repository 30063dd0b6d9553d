import { describe, expect, it } from '@jest/globals'
import { readCommandLine } from '../../../src/terminal/flags.ts'

const read = (...words: string[]) => {
  const { command, inputs, own, problems } = readCommandLine(words)
  return { command: command?.name, inputs: Object.fromEntries(inputs), own: Object.fromEntries(own), problems }
}

it('takes both forms of a value, switches without one, and lists that are repeated', () => {
  const { command, inputs, own, problems } = read(
    ...['--json', 'setup', '--buckets', 'one', '--buckets=two = s3://d/p/two/id/', '--apply', '--no-wait'],
    ...['--bucket-key=false', '--include', '**/*.csv', '--include', 'logs/', '--aws-region=eu-west-1'],
  )
  expect(problems).toEqual([])
  expect(command).toBe('setup')
  expect(own).toEqual({ json: 'true' })
  expect(inputs).toEqual({
    mode: 'setup',
    buckets: 'one\ntwo = s3://d/p/two/id/',
    apply: 'true',
    wait: 'false',
    'bucket-key': 'false',
    include: '**/*.csv\nlogs/',
    'aws-region': 'eu-west-1',
  })
})

it('sets the inputs that a command stands for', () => {
  expect(read('plan').inputs).toEqual({ mode: 'audit', apply: 'false', remediation: 'plan' })
})

describe('is told, with what is accepted:', () => {
  it.each([
    [['scan', '--include'], '--include needs a value'],
    [['scan', '--include', '--json'], '--include needs a value'],
    [['scan', '--aws-region', 'a', '--aws-region', 'b'], '--aws-region is given more than once'],
    [['scan', '--no-buckets'], '"--no-buckets" is not a flag'],
    [['scan', '--no-wait=true'], '"--no-wait" is not a flag'],
    [['scan', '--no-json'], '--no-json is no form of --json'],
    [['scan', '--json=false'], '--json is "false"; accepted is --json alone'],
    [['scan', '--wait=1'], '--wait is "1"; accepted is --wait, --wait=true or --wait=false'],
    [['scan', '-x'], '"-x" is not a flag'],
    [['scan', '--max-finding=3'], 'did you mean --max-findings?'],
    [['scan', '--jsn'], 'did you mean --json?'],
    [['scan', '--apply'], '--apply is not a flag of scan, which sets it to false itself'],
    [['doctor', '--mode', 'setup'], '--mode is not a flag of doctor'],
    [['verdict'], '"verdict" is not a command; commands are doctor, setup, scan'],
    [['scan', '--issue-labels=x'], '--issue-labels has a meaning on GitHub only'],
    [['scan', '--__proto__=x'], '"--__proto__" is not a flag'],
  ])('%j', (words, says) => {
    const { problems } = read(...words)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(says)
  })
})

it('takes a word that may be the value of an unknown flag for nothing else', () => {
  expect(read('scan', '--password', 'AKIASECRET').problems).toEqual(['"--password" is not a flag; see --help'])
})

it('accepts a value that begins with a hyphen behind an equals sign', () => {
  expect(read('scan', '--include=--x').inputs.include).toBe('--x')
})
