// Decides when a fault of the world's list occurs, and counts down how often it still may.

import type { Fault, LoggedRequest } from './traffic.ts'
import type { World } from './world.ts'

/**
 * The first fault of a phase that matches a request; its use is counted. Before a handler has named its operation, only
 * `unnamed` faults can occur, which match by number or URL; then the `named` ones.
 */
export function takeFault(
  world: World,
  phase: Fault['phase'],
  request: LoggedRequest,
  among: 'unnamed' | 'named' | 'all' = 'all',
): Fault | undefined {
  const fault = world.faults.find(
    (one) =>
      one.times > 0 &&
      one.phase === phase &&
      (among === 'all' || (one.match.operation === undefined) === (among === 'unnamed')) &&
      (one.match.operation === undefined || one.match.operation === request.operation) &&
      (one.match.number === undefined || one.match.number === request.number) &&
      (one.match.urlIncludes === undefined || request.url.includes(one.match.urlIncludes)),
  )
  if (fault !== undefined) fault.times -= 1
  return fault
}

/** Thrown by a handler's call of `operation` if a fault of phase `before` matches that operation. */
export class FaultInterrupt extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(`a fault interrupts ${fault.match.operation ?? 'this request'}`)
    this.fault = fault
  }
}
