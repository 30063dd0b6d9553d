import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { resolveTemplate } from '../../support/cloudformation.ts'
import { readBlock } from '../../support/documented.ts'

const NAMES = ['merge-tags', 'encrypt-and-keep'] as const
const read = (name: string, file: string) => readFileSync(`examples/functions/${name}/${file}`, 'utf8')
const actionsIn = (text: string) =>
  [...text.replaceAll(/^ *#.*$/gm, '').matchAll(/\b(?:s3|kms|logs):[A-Z]\w+/g)].map(([action]) => action).sort()

it('is deployed by the documented command: every parameter is one of the template', () => {
  const command = readBlock('examples/functions/README.md, Functions for S3 Batch Operations, 1')
  const given = [...command.matchAll(/(\w+)=\S+/g)].map(([, name = '']) => name)
  expect(given).toEqual(['BucketName', 'CodeBucket'])
  for (const name of given) expect(read('merge-tags', 'cloudformation.yaml')).toContain(`  ${name}:\n    Type: String`)
})

describe.each(NAMES)('%s', (name) => {
  it('has the same permissions in CloudFormation and Terraform (scripts/check-infra.sh compares the policies)', () => {
    const [template, module] = [read(name, 'cloudformation.yaml'), read(name, 'main.tf')]
    expect(actionsIn(module)).toEqual(actionsIn(template))
  })

  it('has the name that the action knows', () => {
    const resources = resolveTemplate(read(name, 'cloudformation.yaml'), {
      BucketName: 'b',
      CodeBucket: 'c',
      'AWS::Partition': 'aws',
    })
    const known = readFileSync('src/operations/shipped-functions.ts', 'utf8')
    expect(known).toContain(`'${resources.get('Function')?.Properties.FunctionName}'`)
    expect(read(name, 'main.tf')).toMatch(new RegExp(`function_name +== +"s3-encryption-${name}"`.replace('==', '=')))
  })

  it('needs nothing but the SDK of the runtime', () => {
    const imports = [...read(name, 'index.mjs').matchAll(/from '([^']+)'/g)].map(([, from]) => from)
    expect(imports).toEqual(['@aws-sdk/client-s3'])
  })
})
