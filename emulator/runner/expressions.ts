// Evaluates the expressions of the emulated workflows: paths into contexts, and comparisons with a text (GitHub Docs,
// "Evaluate expressions in workflows and actions"). Anything else is refused.

/** `vars`, `inputs`, `needs`, `steps`, `github`. A missing name is the empty text, as on GitHub. */
export type Contexts = Readonly<Record<string, unknown>>

/** A text with its `${{ … }}` replaced. */
export function fillIn(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression: string) => readPath(expression, contexts))
}

/** The value of an `if:`, which GitHub evaluates as an expression with or without `${{ }}`. */
export function isTrue(condition: string, contexts: Contexts): boolean {
  const [, path = '', operator, wanted] = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(condition) ?? []
  if (operator === undefined) throw new Error(`the condition ${condition} is not emulated`)
  return (readPath(path, contexts) === wanted) === (operator === '==')
}

function readPath(path: string, contexts: Contexts): string {
  if (!/^[a-z]+(\.[\w-]+)+$/.test(path)) throw new Error(`the expression ${path} is not emulated`)
  let value: unknown = contexts
  for (const [index, name] of path.split('.').entries()) {
    if (index === 0 && !(name in contexts)) throw new Error(`the context ${name} is not emulated`)
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  }
  return value === undefined ? '' : String(value)
}
