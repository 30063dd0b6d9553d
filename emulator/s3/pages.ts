// Knows how long a page of a listing may be: as long as was asked for, "up to 1,000 entries", or shorter where S3 likes
// (S3 API Reference, "ListObjectsV2": "The response might contain fewer keys but will never contain more").

import { serviceState, type World } from '../world.ts'
import { parseCount } from './call.ts'

const MOST = 1000

/** Entries on a page at most, whatever is asked for: second pages without a thousand entries. */
export const listingPages = (world: World): { most: number } => serviceState(world, 's3-pages', () => ({ most: MOST }))

/** The length of this page, by the parameter `name` of the request. */
export function readPageLength(world: World, query: URLSearchParams, name: string): number {
  return Math.min(parseCount(query, name, MOST), listingPages(world).most)
}
