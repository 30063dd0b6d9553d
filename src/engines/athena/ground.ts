// Knows by which word of a row it is chosen what is done about it: by the need of a finding, or, where an operation was
// asked for, by the standing of a selected object.

import { type Choice, isOperation } from '../../findings/choice.ts'
import { NEEDS, type Need } from '../../findings/need.ts'
import type { ScanSpec } from '../../findings/spec.ts'
import { STANDINGS, type Standing } from '../../findings/standing.ts'
import { readWord } from './cells.ts'

export type Ground = Need | Standing

type Chooser = Pick<ScanSpec, 'choices' | 'selection'>

/** All that the column `need` of a statement can be. */
const listGrounds = ({ selection }: Chooser): readonly Ground[] => (selection === undefined ? NEEDS : STANDINGS)

/** @throws ActionError QUERY_FAILED for any other word */
export const readGround = (spec: Chooser, cell: string | undefined): Ground => readWord(listGrounds(spec), cell)

/** What is done about a row with this ground, which is one of `spec`. */
export function choiceFor({ choices, selection }: Chooser, ground: Ground): Choice {
  const all: Readonly<Partial<Record<Ground, Choice>>> = selection?.choices ?? choices
  return all[ground] ?? 'status-not-remediable'
}

/** The grounds on which something is done. */
export const listActedOn = (spec: Chooser): Ground[] =>
  (Object.keys(spec.selection?.choices ?? spec.choices) as Ground[]).filter((ground) =>
    isOperation(choiceFor(spec, ground)),
  )
