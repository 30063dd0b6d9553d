// Holds the parts of the Terraform module that are the same for every repository and bucket.

import { USEFUL_FIELDS } from '../inventory/useful-fields.ts'
import type { InfraWish } from './wish.ts'

export const SETTINGS = `terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}`

export const DATA = `data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  owner                = split("/", var.repository)[0]
  name                 = split("/", var.repository)[1]
  immutable_repository = "\${local.owner}@\${var.owner_id}/\${local.name}@\${var.repository_id}"
}`

export const PROVIDER = `resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_provider ? 1 : 0
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = [var.audience]
}`

/**
 * Without a field that is newer than many versions of the AWS provider, which refuses names that it does not know: add it
 * where objects have event holds (README.md).
 */
const FIELDS = USEFUL_FIELDS.map(({ field }) => field).filter((field) => field !== 'ObjectLockEventHoldStatus')

export const CONFIGURATIONS = `resource "aws_s3_bucket_inventory" "daily" {
  for_each                 = toset(var.create_inventory_configurations ? var.source_buckets : [])
  bucket                   = each.value
  name                     = "s3-encryption-compliance"
  included_object_versions = "All"
  optional_fields = [
${FIELDS.map((field) => `    "${field}",`).join('\n')}
  ]
  schedule {
    frequency = "Daily"
  }
  destination {
    bucket {
      bucket_arn = "arn:\${data.aws_partition.current.partition}:s3:::\${var.destination_bucket}"
      account_id = data.aws_caller_identity.current.account_id
      format     = "Parquet"
      prefix     = "inventory"
    }
  }
  depends_on = [aws_s3_bucket_policy.destination]
}`

/** For notices.tf. */
export const NOTIFICATIONS = `resource "aws_s3_bucket_notification" "destination" {
  count       = var.create_destination_bucket ? 1 : 0
  bucket      = aws_s3_bucket.destination[0].id
  eventbridge = true
}`

/** The values of the module's variables for a wish, as `….auto.tfvars.json`; Terraform asks for those that are not known. */
export function renderVariables({
  destinationBucket,
  presets,
  repository,
  sourceBuckets,
  workBucket,
}: InfraWish): string {
  const { branch, id, immutableName = '', name } = repository
  const values = {
    source_buckets: sourceBuckets,
    destination_bucket: destinationBucket,
    work_bucket: workBucket,
    repository: name,
    owner_id: /@(\d+)\//.exec(immutableName)?.[1],
    repository_id: id,
    branch,
    // A setup creates them, and knows which there are.
    create_inventory_configurations: false,
    ...Object.fromEntries(Object.entries(presets ?? {}).map(([parameter, value]) => [toSnake(parameter), value])),
  }
  return `${JSON.stringify(values, undefined, 2)}\n`
}

const toSnake = (name: string) => name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
