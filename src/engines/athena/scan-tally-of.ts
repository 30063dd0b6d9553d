// Makes of a report's tally the tally that the streamed scan makes of the same rows.

import { type Choice, type HeldBackReason, isOperation, type Operation } from '../../findings/choice.ts'
import type { FindingSample } from '../../findings/findings.ts'
import { firstByKey } from '../../findings/first-by-key.ts'
import { newer } from '../../findings/merge.ts'
import {
  MAX_HELD_BACK_SAMPLES,
  MAX_SAMPLES,
  MAX_UNKNOWN_VALUES,
  nameGroup,
  type ScanTally,
  SIZE_BANDS,
} from '../../findings/scan-tally.ts'
import type { ScanSpec } from '../../findings/spec.ts'
import { addCounts, ENCRYPTION_STATUSES, NO_OBJECTS, type ObjectCount } from '../../words/encryption.ts'
import { asksMoreOf } from '../../words/key-rule.ts'
import { choiceFor } from './ground.ts'
import { judgesKeys, type Kind, listSettled } from './judge-row.ts'
import type { KindTally, ReportTally } from './read-tally.ts'
import { type Asked, countsAllSizes } from './row-view.ts'

export function toScanTally({ kinds, prefixes }: ReportTally, { spec, report }: Asked): ScanTally {
  const groups = new Groups(kinds, spec, report.columns.includes('size'))
  const isCsv = report.format === 'CSV'
  const readsAll = countsAllSizes(report)
  const found = groups.of('F').filter(({ exception }) => exception === undefined)
  return {
    ...groups.countKinds(readsAll),
    ...groups.countFindings(found),
    prefixes,
    superseded: NO_OBJECTS,
    matchedPatterns: groups.listMatched(),
    excepted: spec.exceptions.map((_, index) =>
      groups.count(({ kind, exception }) => kind === 'F' && exception === index),
    ),
    unknownValues: listUnknown(groups.of('U'), isCsv),
  }
}

/** CSV files are read as Latin-1 by the streamed scan, because S3 writes them in ASCII. */
function listUnknown(groups: readonly KindTally[], isCsv: boolean): string[] {
  const values = groups.map(({ status }) => (isCsv ? Buffer.from(String(status)).toString('latin1') : String(status)))
  return [...new Set(values)].sort().slice(0, MAX_UNKNOWN_VALUES)
}

type Counts = Pick<
  ScanTally,
  'rows' | 'current' | 'noncurrent' | 'deleteMarkers' | 'excluded' | 'unknownRows' | 'candidates' | 'judgedByColumn'
>
type FindingCounts = Pick<
  ScanTally,
  'findingsByStatus' | 'findingsByStorageClass' | 'findingsBySize' | 'groups' | 'heldBack' | 'samples'
>

class Groups {
  readonly #kinds: readonly KindTally[]
  readonly #spec: ScanSpec
  readonly #hasSize: boolean

  constructor(kinds: readonly KindTally[], spec: ScanSpec, hasSize: boolean) {
    this.#kinds = kinds
    this.#spec = spec
    this.#hasSize = hasSize
  }

  of(...wanted: Kind[]): KindTally[] {
    return this.#kinds.filter(({ kind }) => wanted.includes(kind))
  }

  count(holds: (group: KindTally) => boolean): ObjectCount {
    return this.#sum(this.#kinds.filter(holds))
  }

  countKinds(readsAll: boolean): Counts {
    const ofKind = (...wanted: Kind[]) => this.#sum(this.of(...wanted))
    const asked = ENCRYPTION_STATUSES.map(
      (status) => this.#spec.accepted.includes(status) && asksMoreOf(status, this.#spec.keyRule),
    )
    const settled = listSettled(this.#spec)
    const isUnread = (status: number) =>
      !readsAll && !judgesKeys(this.#spec) && settled.some((word) => word === ENCRYPTION_STATUSES[status])
    return {
      rows: ofKind(...KINDS_OF_ROWS).objects,
      current: this.#eachStatus(this.of('C', 'K', 'F'), isUnread),
      noncurrent: this.#eachStatus(this.of('N'), () => !readsAll),
      deleteMarkers: ofKind('D').objects,
      excluded: ofKind('X'),
      unknownRows: ofKind('U').objects,
      candidates: ofKind('K').objects,
      judgedByColumn: this.#sum(this.of('C', 'F').filter(({ status }) => asked[Number(status)] === true)).objects,
    }
  }

  countFindings(found: readonly KindTally[]): FindingCounts {
    const acted = found.filter((group) => isOperation(this.#choiceOf(group)))
    const held = found.filter((group) => !isOperation(this.#choiceOf(group)))
    const bySize = (band: number) => this.#sum(found.filter((group) => group.band === band))
    return {
      findingsByStatus: this.#eachStatus(found, () => false),
      findingsByStorageClass: mapGroups(
        found,
        ({ storageClass }) => storageClass,
        (some) => this.#sum(some),
      ),
      findingsBySize: this.#hasSize ? SIZE_BANDS.map((_, band) => bySize(band)) : [],
      groups: mapGroups(
        acted,
        (group) => nameGroup(this.#choiceOf(group) as Operation, group.storageClass),
        (some) => ({ tally: this.#sum(some), newestLastModified: some.map(({ newest }) => newest).reduce(newer) }),
      ),
      heldBack: mapGroups(
        held,
        (group) => this.#choiceOf(group) as HeldBackReason,
        (some) => ({ tally: this.#sum(some), samples: this.#sample(some, MAX_HELD_BACK_SAMPLES) }),
      ),
      samples: this.#sample(found, MAX_SAMPLES),
    }
  }

  listMatched(): ScanTally['matchedPatterns'] {
    const { include, exclude } = this.#spec
    const isMatched = (position: number) => this.#kinds.some(({ matched }) => matched[position] === true)
    return {
      include: include.map((_, index) => isMatched(index)),
      exclude: exclude.map((_, index) => isMatched(include.length + index)),
    }
  }

  /** The streamed scan does not read sizes of columnar rows that need no look (`isUnread`): neither are they told here. */
  #eachStatus(some: readonly KindTally[], isUnread: (status: number) => boolean): ObjectCount[] {
    return ENCRYPTION_STATUSES.map((_, index) => {
      const count = this.#sum(some.filter(({ status }) => status === index))
      return isUnread(index) && count.objects > 0 ? { objects: count.objects, bytes: undefined } : count
    })
  }

  #sum(some: readonly KindTally[]): ObjectCount {
    const all = some.reduce<ObjectCount>((sum, { tally }) => addCounts(sum, tally), NO_OBJECTS)
    return this.#hasSize || all.objects === 0 ? all : { objects: all.objects, bytes: undefined }
  }

  #choiceOf({ need }: KindTally): Choice {
    return need === undefined ? 'status-not-remediable' : choiceFor(this.#spec, need)
  }

  #sample(some: readonly KindTally[], limit: number): FindingSample[] {
    const samples = some.flatMap((group) => {
      const choice = this.#choiceOf(group)
      const heldBack = isOperation(choice) ? undefined : choice
      const status = ENCRYPTION_STATUSES[Number(group.status)] ?? 'NOT-SSE'
      return group.samples.map(
        ({ key, size }): FindingSample => ({ key, status, storageClass: group.storageClass, size, heldBack }),
      )
    })
    return firstByKey(samples, limit)
  }
}

const KINDS_OF_ROWS: readonly Kind[] = ['D', 'U', 'N', 'X', 'C', 'K', 'F', '?', 'S']

function mapGroups<K, V>(
  some: readonly KindTally[],
  nameOf: (group: KindTally) => K,
  sum: (group: readonly KindTally[]) => V,
): Map<K, V> {
  return new Map([...Map.groupBy(some, nameOf)].map(([name, group]) => [name, sum(group)]))
}
