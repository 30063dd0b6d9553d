// Uses the page as people do: sorts and searches by mouse, and again with nothing but a keyboard.

import type { Page } from './chromium.ts'

/** Sorts and searches every table as a person would; a table without rows has neither. */
export async function findUnusable(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`(() => {
    const wrong = []
    for (const region of document.querySelectorAll('[data-table]')) {
      const name = region.querySelector('[role=region]').getAttribute('aria-label').replace('table of ', '')
      const rows = () => [...region.querySelector('tbody').rows].filter((row) => !row.hidden)
      const head = [...region.querySelectorAll('th')].find((one) => one.className === 'n')
      if (head) {
        const column = head.cellIndex
        head.querySelector('button').click()
        const values = rows().map((row) => Number(row.cells[column].dataset.v))
        if (values.some((value, index) => index > 0 && value < values[index - 1])) wrong.push(name + ' is not sorted')
        if (head.getAttribute('aria-sort') !== 'ascending') wrong.push(name + ' does not say that it is sorted')
      }
      const input = region.querySelector('input')
      if (!input) continue
      const all = rows().length
      const text = rows()[all - 1].cells[0].textContent
      input.value = text
      input.dispatchEvent(new Event('input'))
      if (rows().length === 0 || rows().some((row) => !row.textContent.includes(text))) wrong.push(name + ' is not searched')
      input.value = ''
      input.dispatchEvent(new Event('input'))
      if (rows().length !== all) wrong.push(name + ' does not come back')
    }
    return wrong
  })()`)
}

/** A browser says it has no more to focus by going back to the body; this is far beyond any page's links before its tables. */
const MAX_TABS = 3_000

const KEYS = { Tab: 9, Enter: 13 } as const

/** With `text`, a key also writes, as Enter does on a button. */
async function press(page: Page, key: keyof typeof KEYS): Promise<void> {
  const windowsVirtualKeyCode = KEYS[key]
  const text = key === 'Enter' ? { text: '\r' } : {}
  await page.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, windowsVirtualKeyCode, ...text })
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode })
}

/** Presses Tab until what is focused matches a selector. */
async function tabTo(page: Page, selector: string): Promise<boolean> {
  for (let pressed = 0; pressed < MAX_TABS; pressed++) {
    await press(page, 'Tab')
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return true
  }
  return false
}

type Head = { readonly sorted: string | null; readonly ring: string; readonly values: readonly number[] }

/** The head that has the focus, and the values of its column, in order. */
const readHead = (page: Page) =>
  page.evaluate<Head>(`(() => {
    const head = document.activeElement.closest('th')
    const rows = [...head.closest('table').tBodies[0].rows].filter((row) => !row.hidden)
    return {
      sorted: head.getAttribute('aria-sort'),
      ring: getComputedStyle(document.activeElement).outlineStyle,
      values: rows.map((row) => Number(row.cells[head.cellIndex].dataset.v)),
    }
  })()`)

const isRising = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0))

/** Tab to a search field, and write; Tab to a head behind it, Enter, Enter again. */
export async function findUnreachable(page: Page): Promise<string[]> {
  await page.evaluate('document.activeElement.blur()')
  return [...(await findUnsearchable(page)), ...(await findUnsortable(page))]
}

async function findUnsortable(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>("document.querySelector('th.n button') !== null"))) return []
  if (!(await tabTo(page, 'th.n button'))) return ['Tab never reaches the head of a column']
  const wrong: string[] = []
  const { ring } = await readHead(page)
  if (ring === 'none') wrong.push('a head does not show that it has the focus')
  for (const direction of ['ascending', 'descending'] as const) {
    // The page may have been sorted by mouse before.
    await press(page, 'Enter')
    if ((await readHead(page)).sorted !== direction) await press(page, 'Enter')
    const { sorted, values } = await readHead(page)
    const inOrder = isRising(direction === 'ascending' ? values : values.toReversed())
    if (sorted !== direction || !inOrder) wrong.push(`Enter does not sort a column ${direction}: ${sorted}`)
  }
  return wrong
}

async function findUnsearchable(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>("document.querySelector('input[type=search]') !== null"))) return []
  if (!(await tabTo(page, 'input[type=search]'))) return ['Tab never reaches a search field']
  const wanted = await page.evaluate<string>(
    "document.activeElement.closest('[data-table]').querySelector('tbody tr:last-child td').textContent",
  )
  await page.send('Input.insertText', { text: wanted })
  const seen = await page.evaluate<{ told: string; texts: string[] }>(`(() => {
    const region = document.activeElement.closest('[data-table]')
    const rows = [...region.querySelectorAll('tbody tr')].filter((row) => !row.hidden)
    return { told: region.querySelector('output').textContent, texts: rows.map((row) => row.textContent) }
  })()`)
  return [
    ...(seen.texts.length > 0 && seen.texts.every((text) => text.includes(wanted)) ? [] : ['writing searches nothing']),
    ...(/^[\d,]+ (?:of [\d,]+ )?rows$/.test(seen.told) ? [] : [`a search says ${JSON.stringify(seen.told)}`]),
  ]
}
