// The length of a page of a listing: as requested, "up to 1,000 entries", or shorter as S3 chooses (S3 API Reference,
// "ListObjectsV2": "The response might contain fewer keys but will never contain more").

import { serviceState, type World } from '../world.ts'
import { parseCount } from './call.ts'

const MOST = 1000

/** Maximum number of entries on a page, whatever is requested: allows several pages without a thousand entries. */
export const listingPages = (world: World): { most: number } => serviceState(world, 's3-pages', () => ({ most: MOST }))

/** The length of this page, from the parameter `name` of the request. */
export function readPageLength(world: World, query: URLSearchParams, name: string): number {
  return Math.min(parseCount(query, name, MOST), listingPages(world).most)
}

/** The same for pages that may be longer than a thousand entries. */
export function shortenPage(world: World, length: number): number {
  const { most } = listingPages(world)
  return most < MOST ? Math.min(length, most) : length
}
