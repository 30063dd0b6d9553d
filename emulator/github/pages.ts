// Paginates lists as GitHub does ("Using pagination in the REST API"): per_page, page and the Link header.

import { ServiceError } from '../http.ts'

export type Page<T> = { readonly items: readonly T[]; readonly headers: Readonly<Record<string, string>> }

const DEFAULT_PER_PAGE = 30
const MAX_PER_PAGE = 100

/** One page of a list and its Link header; `url` is the list's URL without a query. */
export function cutPage<T>(all: readonly T[], query: URLSearchParams, url: string): Page<T> {
  const perPage = Math.min(readCount(query, 'per_page', DEFAULT_PER_PAGE), MAX_PER_PAGE)
  const page = readCount(query, 'page', 1)
  const last = Math.max(1, Math.ceil(all.length / perPage))
  const links: string[] = []
  const link = (rel: string, target: number): void => {
    const params = new URLSearchParams(query)
    params.set('page', String(target))
    links.push(`<${url}?${params}>; rel="${rel}"`)
  }
  if (page > 1) link('prev', Math.min(page - 1, last))
  if (page < last) link('next', page + 1)
  if (page < last) link('last', last)
  if (page > 1) link('first', 1)
  return {
    items: all.slice((page - 1) * perPage, page * perPage),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  }
}

/** Refuses query parameters that are not emulated, so that no test passes because a filter was ignored. */
export function refuseUnknownParameters(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (!known.includes(name))
      throw new ServiceError(501, 'NotImplemented', `query parameter "${name}" is not emulated`)
  }
}

/** GitHub ignores a count that is not a positive number. */
function readCount(query: URLSearchParams, name: string, fallback: number): number {
  const value = Number(query.get(name) ?? fallback)
  return Number.isInteger(value) && value > 0 ? value : fallback
}
