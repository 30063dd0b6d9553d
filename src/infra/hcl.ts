// Writes HCL: blocks, values and expressions, with the indentation and the aligned equals signs of `terraform fmt`.

/** Code as it is to stand, such as `var.name`. */
type Code = { readonly code: string }
/** A call with one argument. */
type Call = { readonly call: string; readonly argument: Expression }
/** An object with its members in order. */
type ObjectValue = { readonly members: readonly (readonly [name: string, value: Expression])[] }
export type Expression = string | Code | Call | ObjectValue | readonly Expression[]

export const code = (text: string): Code => ({ code: text })
export const call = (name: string, argument: Expression): Call => ({ call: name, argument })
export const objectOf = (members: ObjectValue['members']): ObjectValue => ({ members })
/** A text in quotes, in which `${…}` stays an expression. */
export const template = (text: string): Code => code(JSON.stringify(text))

/** `head { … }` with its attributes, and below them what is inside already written. */
export function block(head: string, attributes: Readonly<Record<string, Expression>>, inside?: string): string {
  const lines = alignMembers(Object.entries(attributes), '  ')
  return `${head} {\n${lines.join('\n')}\n${inside === undefined ? '' : `${inside}\n`}}`
}

function write(value: Expression, indent: string): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if ('code' in value) return value.code
  if ('call' in value) return `${value.call}(${write(value.argument, indent)})`
  const inner = `${indent}  `
  if ('members' in value) return `{\n${alignMembers(value.members, inner).join('\n')}\n${indent}}`
  const items = value.map((item) => write(item, inner))
  const oneLine = `[${items.join(', ')}]`
  if (!oneLine.includes('\n') && oneLine.length <= 110) return oneLine
  return `[\n${items.map((item) => `${inner}${item},`).join('\n')}\n${indent}]`
}

/** Names of neighbouring members on one line each are padded, so that their equals signs are in one column. */
function alignMembers(members: ObjectValue['members'], indent: string): readonly string[] {
  const written = members.map(([name, value]) => ({
    name: /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name),
    text: write(value, indent),
  }))
  const isLong = ({ text }: { readonly text: string }) => text.includes('\n')
  return written.map((member, at) => {
    if (isLong(member)) return `${indent}${member.name} = ${member.text}`
    let [first, last] = [at, at]
    while (first > 0 && !isLong(written[first - 1] ?? member)) first--
    while (last + 1 < written.length && !isLong(written[last + 1] ?? member)) last++
    const width = Math.max(...written.slice(first, last + 1).map(({ name }) => name.length))
    return `${indent}${member.name.padEnd(width)} = ${member.text}`
  })
}
