// Decides whether a pull request could have written a baseline itself: only a run of this repository, on its default
// branch, that nobody without write access can start, may say what is known.

import { encodeText } from '../words/outside-text.ts'
import { BaselineProblem } from './baseline.ts'
import type { Sidecar } from './sidecar.ts'

/** Their workflow file and code are those of the default branch, or of someone with write access. */
const TRUSTED_EVENTS: readonly string[] = ['schedule', 'workflow_dispatch', 'repository_dispatch', 'push']

type Home = {
  /** `owner/name`. */
  readonly repository: string
  /** '' if the event does not say. */
  readonly defaultBranch: string
}

/** A workflow run as GitHub knows it. */
export type KnownRun = {
  readonly event: string
  /** Branch or tag. */
  readonly branch: string
  /** `owner/name` that its code came from. */
  readonly headRepository: string
}

const USE_ANOTHER =
  'Take the artifact of the last successful scheduled scan of the default branch, or an s3:// location that only that scan may write (docs/baseline.md).'

/** By what the file itself says. @throws BaselineProblem */
export function refuseForeign({ repository, runId, event, ref }: Sidecar['run'], home: Home): void {
  if (home.defaultBranch === '') {
    throw new BaselineProblem(
      'the payload of this event does not say the default branch, so nothing shows that the file comes from there',
      USE_ANOTHER,
    )
  }
  if (repository.toLowerCase() !== encodeText(home.repository).toLowerCase()) {
    throw new BaselineProblem(
      `it says that a run of ${sayOr(repository, 'no repository')} wrote it, not one of ${encodeText(home.repository)}`,
      USE_ANOTHER,
    )
  }
  if (!TRUSTED_EVENTS.includes(event)) {
    throw new BaselineProblem(
      `it says that a run on the event ${sayOr(event, 'unknown')} wrote it; accepted is ${TRUSTED_EVENTS.join(', ')}, which no pull request can cause`,
      USE_ANOTHER,
    )
  }
  if (!/^[1-9]\d{0,15}$/.test(runId)) {
    throw new BaselineProblem(`it does not name the run that wrote it (${sayOr(runId, 'no run id')})`, USE_ANOTHER)
  }
  const wanted = encodeText(`refs/heads/${home.defaultBranch}`)
  if (ref !== wanted) {
    throw new BaselineProblem(
      `it says that a run of ${sayOr(ref, 'an unknown ref')} wrote it, not one of the default branch (${wanted})`,
      USE_ANOTHER,
    )
  }
}

/** By what GitHub says about the run that the file names; undefined: GitHub knows no such run. @throws BaselineProblem */
export function refuseContradiction(run: Sidecar['run'], known: KnownRun | undefined, home: Home): void {
  const named = `run ${sayOr(run.runId, '(none)')}`
  if (known === undefined) {
    throw new BaselineProblem(`it names ${named}, which GitHub does not know in this repository`, USE_ANOTHER)
  }
  const differing = (
    [
      ['event', run.event, encodeText(known.event)],
      ['branch', encodeText(home.defaultBranch), encodeText(known.branch)],
      ['repository', encodeText(home.repository).toLowerCase(), encodeText(known.headRepository).toLowerCase()],
    ] as const
  ).find(([, told, true_]) => told !== true_)
  if (differing === undefined) return
  const [what, told, true_] = differing
  throw new BaselineProblem(
    `it names ${named}, whose ${what} GitHub gives as ${sayOr(true_, '(none)')}, not ${told}`,
    USE_ANOTHER,
  )
}

const sayOr = (encoded: string, otherwise: string) =>
  encoded === '' ? otherwise : encodeText(encoded).replaceAll('%25', '%')
