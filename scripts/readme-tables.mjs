// Writes the input and output tables of README.md from action.yml, between its markers, inputs by their groups. `--check` only
// compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { INPUT_GROUPS } from '../src/settings/input-groups.ts'

const action = parse(readFileSync('action.yml', 'utf8'))
const cell = (text) => String(text).replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')
const code = (text) => (text === '' ? '–' : `\`${cell(text)}\``)

const describeInput = (name) => {
  const { default: value = '', description } = action.inputs[name]
  return `| \`${name}\` | ${code(value)} | ${cell(description)} |`
}
const inputs = Object.entries(INPUT_GROUPS).flatMap(([title, names]) => [
  `### ${title}`,
  '',
  '| input | default | meaning |',
  '|---|---|---|',
  ...names.filter((name) => name in action.inputs).map(describeInput),
  '',
])
const outputs = Object.entries(action.outputs).map(
  ([name, { description }]) => `| \`${name}\` | ${cell(description)} |`,
)
const tables = new Map([
  ['inputs', inputs.slice(0, -1)],
  ['outputs', ['| output | meaning |', '|---|---|', ...outputs]],
])

const before = readFileSync('README.md', 'utf8')
let after = before
for (const [name, lines] of tables) {
  after = after.replace(
    new RegExp(`(<!-- ${name}:begin -->\n)[\\s\\S]*?(<!-- ${name}:end -->)`),
    (_, begin, end) => `${begin}${lines.join('\n')}\n${end}`,
  )
}
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error('README.md does not say what action.yml says. Run: node scripts/readme-tables.mjs')
    process.exitCode = 1
  }
} else {
  writeFileSync('README.md', after)
}
