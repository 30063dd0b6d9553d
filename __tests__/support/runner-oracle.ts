// The GitHub runner's reading of a log line, written from actions/runner (ActionCommand.cs, ActionCommandManager.cs) and
// not from our own code: what it would take for a command.

const COMMANDS = [
  'set-env',
  'set-output',
  'save-state',
  'add-mask',
  'add-path',
  'add-matcher',
  'remove-matcher',
  'debug',
  'warning',
  'error',
  'notice',
  'group',
  'endgroup',
  'echo',
  'stop-commands',
]

/** Commands the runner would run when this text is printed, in order. */
export function findRunnerCommands(output: string): string[] {
  // .NET's ReadLine ends a line at CR, LF and CRLF alike.
  return output.split(/\r\n|\r|\n/).flatMap((line) => readV2(line) ?? readV1(line) ?? [])
}

/** `::name properties::data` at the start of a line, after .NET's TrimStart, which knows Unicode's white space. */
function readV2(line: string): string[] | undefined {
  const text = line.replace(/^[\s\u0085]+/u, '')
  if (!text.startsWith('::')) return undefined
  const end = text.indexOf('::', 2)
  return end < 0 ? undefined : nameOf(text.slice(2, end))
}

/** `##[name properties]data` anywhere in a line. */
function readV1(line: string): string[] | undefined {
  const start = line.indexOf('##[')
  if (start < 0) return undefined
  const end = line.indexOf(']', start)
  return end < 0 ? undefined : nameOf(line.slice(start + 3, end))
}

function nameOf(head: string): string[] | undefined {
  const name = (head.trim().split(' ')[0] ?? '').toLowerCase()
  return COMMANDS.includes(name) ? [name] : undefined
}
