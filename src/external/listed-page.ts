// Knows what the XML of ListObjectsV2 says: the objects of one page, and how the listing goes on.

import { parseXML } from '@aws-sdk/xml-builder'
import type { ListedObject, ListedPage } from '../engines/listing/page.ts'
import { ActionError } from '../words/errors.ts'
import { canonicalizeInventoryKey, decodeKey, type EncodedKey, UndecodableKeyError } from '../words/object-key.ts'
import { say } from '../words/outside-text.ts'

/** An element of XML: its text, or its children by name; children of one name are a list. */
type Element = string | { readonly [name: string]: Element | readonly Element[] }

/**
 * @param body of a response with HTTP 200, requested with EncodingType=url
 * @throws ActionError EVIDENCE_MISSING if it is not the page of a listing
 */
export function readListedPage(body: Uint8Array): ListedPage {
  const page = readRoot(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString())
  if (textOf(page, 'EncodingType') !== 'url') throw notUnderstood('does not encode keys as requested')
  return { objects: childrenOf(page, 'Contents').map(readObject), next: readNext(page) }
}

function readRoot(text: string): Element {
  try {
    const { ListBucketResult: page } = parseXML(text) as { readonly ListBucketResult?: Element }
    if (page !== undefined) return page
  } catch (error) {
    throw notUnderstood(say`is not the XML of a page (${(error as Error).message})`)
  }
  throw notUnderstood('has no ListBucketResult')
}

function readNext(page: Element): string | undefined {
  const isTruncated = textOf(page, 'IsTruncated')
  if (isTruncated === 'false') return undefined
  const next = textOf(page, 'NextContinuationToken')
  if (isTruncated === 'true' && next !== undefined) return next
  throw notUnderstood('neither says that it is the last page nor how to continue')
}

function readObject(object: Element): ListedObject {
  const [key, size, time] = [textOf(object, 'Key'), textOf(object, 'Size'), textOf(object, 'LastModified')]
  const modified = Date.parse(time ?? '')
  if (key === undefined || size === undefined || !/^\d{1,15}$/.test(size) || Number.isNaN(modified)) {
    throw notUnderstood('lacks the key, the size or the time of an object')
  }
  const storageClass = textOf(object, 'StorageClass') ?? ''
  return {
    ...readKey(key),
    size: Number(size),
    modified,
    storageClass: /^[A-Z_]{1,40}$/.test(storageClass) ? storageClass : '',
  }
}

/** Encoded as in a CSV inventory: like a form, with `+` for a space. */
function readKey(text: string): { readonly key: EncodedKey; readonly name: string } {
  try {
    const key = canonicalizeInventoryKey(Buffer.from(text))
    return { key, name: decodeKey(key) }
  } catch (error) {
    if (!(error instanceof UndecodableKeyError)) throw error
    throw notUnderstood(say`has the key ${text}, which no object can have`)
  }
}

function childrenOf(parent: Element, name: string): readonly Element[] {
  if (typeof parent === 'string') return []
  const child = parent[name]
  if (child === undefined) return []
  return isList(child) ? child : [child]
}

const isList = (child: Element | readonly Element[]): child is readonly Element[] => Array.isArray(child)

/** Undefined if there is no such element, or more than one. */
function textOf(parent: Element, name: string): string | undefined {
  const [only, ...others] = childrenOf(parent, name)
  return typeof only === 'string' && others.length === 0 ? only : undefined
}

const notUnderstood = (what: string) =>
  new ActionError('EVIDENCE_MISSING', `The response of ListObjectsV2 ${what}.`, {
    hint: 'Run it again; if the error persists, report it to the maintainers of this action.',
  })
