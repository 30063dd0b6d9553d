// The notices of infra/: what each rule matches and sends, in CloudFormation and in Terraform alike.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { describeRestoreEvents } from '../../../src/operations/restore-events.ts'
import { describeNotice } from '../../../src/settings/notice.ts'
import type { BucketTarget } from '../../../src/settings/settings-of-a-run.ts'

type Transformer = { readonly InputPathsMap: Readonly<Record<string, string>>; readonly InputTemplate: string }
type Rule = {
  readonly Condition?: string
  readonly Properties: {
    readonly EventPattern: unknown
    readonly Targets: readonly [{ readonly InputTransformer: Transformer }]
  }
}
type Template = {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>
  readonly Conditions: Readonly<Record<string, unknown>>
  readonly Resources: Readonly<Record<'Delivered' | 'Ended' | 'Restored', Rule>> &
    Readonly<Record<'UnsentPolicy', { readonly Properties: unknown }>>
}

const SCALARS = ['!Sub', '!Ref', '!GetAtt'].map((tag) => ({ tag, resolve: (text: string) => `${tag} ${text}` }))
/** Functions over lists are read as their lists. */
const text = readFileSync('infra/notices.yaml', 'utf8').replaceAll(/!(?:Not|Equals|If) (?=\[)/g, '')
const template = parse(text, { customTags: SCALARS }) as Template
const terraform = readFileSync('infra/notices.tf', 'utf8')
const RULES = ['Delivered', 'Ended', 'Restored'] as const

describe('notices of restores', () => {
  it('are off unless a bucket is named', () => {
    expect(template.Parameters.RestoringBucketName?.Default).toBe('')
    expect(template.Resources.Restored.Condition).toBe('TellsRestores')
    expect(JSON.stringify(template.Conditions.TellsRestores)).toContain('!Ref RestoringBucketName')
    expect(RULES.filter((name) => template.Resources[name].Condition !== undefined)).toEqual(['Restored'])
    expect(terraform).toMatch(/variable "restoring_bucket" \{\n {2}type {8}= string\n {2}default {5}= ""/)
    expect(terraform).toContain('if name != "restored" || var.restoring_bucket != ""')
  })

  it('match what the summary of a restore prints', () => {
    expect(template.Resources.Restored.Properties.EventPattern).toEqual(
      describeRestoreEvents(['!Ref RestoringBucketName']),
    )
  })

  it('may keep what could not be sent, as the others', () => {
    const policy = JSON.stringify(template.Resources.UnsentPolicy.Properties)
    for (const name of RULES) expect(policy).toContain(`!GetAtt ${name}.Arn`)
  })

  it('are understood by a run, and carry no key', () => {
    const { InputPathsMap, InputTemplate } = template.Resources.Restored.Properties.Targets[0].InputTransformer
    expect(InputPathsMap).toEqual({ bucket: '$.detail.bucket.name' })
    const { event_type: action, client_payload } = JSON.parse(InputTemplate.replace('<bucket>', '"acme-data"'))
    const trigger = { name: 'repository_dispatch', payload: { action, client_payload } }
    const targets = [{ bucket: 'acme-data' } as BucketTarget]
    expect(describeNotice(trigger, targets)).toBe('Started by a notice that S3 has restored an object of acme-data.')
  })
})

it.each(RULES)('%s is the same in Terraform', (name) => {
  const { EventPattern, Targets } = template.Resources[name].Properties
  const { InputPathsMap, InputTemplate } = Targets[0].InputTransformer
  expect(terraform).toContain(`template = ${JSON.stringify(InputTemplate)}`)
  for (const path of Object.values(InputPathsMap)) expect(terraform).toContain(JSON.stringify(path))
  const { 'detail-type': [type] = [''] } = EventPattern as { readonly 'detail-type': readonly string[] }
  expect(terraform).toContain(`detail-type = [${JSON.stringify(type)}]`)
})
