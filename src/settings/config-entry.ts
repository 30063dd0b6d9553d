// Defines one entry of the config file as it was read: texts with their positions.

import type { Exception } from '../findings/exception.ts'
import type { Place } from './document.ts'

export type Setting = { readonly text: string; readonly place: Place }

/** The settings written for one bucket, or as defaults, by key. */
export type ConfigEntry = {
  readonly place: Place
  readonly settings: ReadonlyMap<string, Setting>
  /** Undefined if there is no such key: an empty list has its own meaning. */
  readonly exceptions: readonly Exception[] | undefined
}
