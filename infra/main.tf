# What s3-encryption-compliance needs in an account: the identity provider of GitHub Actions, the roles, the bucket for inventory
# reports and the bucket for jobs, and an inventory configuration for each source bucket. Written by npm run infra.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

variable "source_buckets" {
  type        = list(string)
  description = "Existing buckets whose objects are to be encrypted"
}

variable "destination_bucket" {
  type        = string
  description = "Bucket for inventory reports"
}

variable "work_bucket" {
  type        = string
  description = "Bucket for job manifests and completion reports"
}

variable "repository" {
  type        = string
  description = "OWNER/NAME of the repository whose workflows use the action"
}

variable "owner_id" {
  type        = string
  description = "gh api repos/OWNER/NAME --jq .owner.id"
}

variable "repository_id" {
  type        = string
  description = "gh api repos/OWNER/NAME --jq .id"
}

variable "branch" {
  type        = string
  description = "Branch whose jobs may scan, plan and remediate"
  default     = "main"
}

variable "audience" {
  type        = string
  description = "sts.amazonaws.com.cn in China"
  default     = "sts.amazonaws.com"
}

variable "create_provider" {
  type        = bool
  description = "false if the account has the identity provider of GitHub Actions already"
  default     = true
}

variable "create_destination_bucket" {
  type        = bool
  description = "false if the bucket exists already"
  default     = true
}

variable "create_work_bucket" {
  type        = bool
  description = "false if the bucket exists already"
  default     = true
}

variable "create_inventory_configurations" {
  type        = bool
  description = "false if the buckets have inventory configurations already"
  default     = true
}

variable "remediate" {
  type        = bool
  description = "false for scans only"
  default     = true
}

variable "target_key_arn" {
  type        = string
  description = "KMS key to encrypt with (target-encryption: SSE-KMS); empty for SSE-S3"
  default     = ""
}

variable "report_key_arn" {
  type        = string
  description = "KMS key of the inventory reports; empty if they are encrypted with SSE-S3"
  default     = ""
}

variable "object_lock" {
  type        = bool
  description = "true if a source bucket has Object Lock"
  default     = false
}

variable "restore_archived" {
  type        = bool
  description = "true to restore archived objects (restore-archived)"
  default     = false
}

variable "list_objects" {
  type        = bool
  description = "true to look at every object of small buckets (source: list or auto)"
  default     = false
}

variable "athena_database" {
  type        = string
  description = "Database for queries (athena-database); empty if the runner reads the reports"
  default     = ""
}

variable "athena_workgroup" {
  type        = string
  description = "Workgroup in which queries run"
  default     = "primary"
}

variable "metadata_tables" {
  type        = bool
  description = "true to read tables of S3 Metadata (source: metadata or auto)"
  default     = false
}

variable "generate_manifests" {
  type        = bool
  description = "true to let S3 list the objects for jobs (source: manifest-generator)"
  default     = false
}

variable "tag_objects" {
  type        = bool
  description = "true for operation: tag"
  default     = false
}

variable "lambda_arn" {
  type        = string
  description = "Function of operation: invoke-lambda, with its version or alias; empty for none"
  default     = ""
}

variable "whole_account" {
  type        = bool
  description = "true where lines of buckets take buckets of the account, such as * or tag:env=prod"
  default     = false
}

variable "organization" {
  type        = bool
  description = "true if the scan role lists the accounts of the organization and assumes their roles"
  default     = false
}

variable "baseline_bucket" {
  type        = string
  description = "Bucket with the findings file of a baseline; empty for none"
  default     = ""
}

variable "set_up" {
  type        = bool
  description = "true for the role that creates what is missing for inventory reports (mode: setup)"
  default     = false
}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  owner                = split("/", var.repository)[0]
  name                 = split("/", var.repository)[1]
  immutable_repository = "${local.owner}@${var.owner_id}/${local.name}@${var.repository_id}"
}

resource "aws_s3_bucket" "destination" {
  count  = var.create_destination_bucket ? 1 : 0
  bucket = var.destination_bucket
}

resource "aws_s3_bucket_public_access_block" "destination" {
  count                   = var.create_destination_bucket ? 1 : 0
  bucket                  = aws_s3_bucket.destination[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "destination" {
  count  = var.create_destination_bucket ? 1 : 0
  bucket = aws_s3_bucket.destination[0].id
  rule {
    id     = "ExpireReports"
    status = "Enabled"
    filter {}
    expiration {
      days = 90
    }
  }
}

resource "aws_s3_bucket_policy" "destination" {
  count  = var.create_destination_bucket ? 1 : 0
  bucket = aws_s3_bucket.destination[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "LetS3DeliverReports"
        Effect = "Allow"
        Principal = {
          Service = "s3.amazonaws.com"
        }
        Action   = "s3:PutObject"
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}/*"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            "s3:x-amz-acl"      = "bucket-owner-full-control"
          }
        }
      },
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}",
          "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}/*",
        ]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_s3_bucket" "work" {
  count  = var.remediate && var.create_work_bucket ? 1 : 0
  bucket = var.work_bucket
}

resource "aws_s3_bucket_public_access_block" "work" {
  count                   = var.remediate && var.create_work_bucket ? 1 : 0
  bucket                  = aws_s3_bucket.work[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "work" {
  count  = var.remediate && var.create_work_bucket ? 1 : 0
  bucket = aws_s3_bucket.work[0].id
  rule {
    id     = "AbortUnfinishedUploads"
    status = "Enabled"
    filter {
      prefix = "s3-encryption/"
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_policy" "work" {
  count  = var.remediate && var.create_work_bucket ? 1 : 0
  bucket = aws_s3_bucket.work[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}",
          "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/*",
        ]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_s3_bucket_notification" "destination" {
  count       = var.create_destination_bucket ? 1 : 0
  bucket      = aws_s3_bucket.destination[0].id
  eventbridge = true
}

resource "aws_s3_bucket_inventory" "daily" {
  for_each                 = toset(var.create_inventory_configurations ? var.source_buckets : [])
  bucket                   = each.value
  name                     = "s3-encryption-compliance"
  included_object_versions = "All"
  optional_fields = [
    "EncryptionStatus",
    "Size",
    "LastModifiedDate",
    "StorageClass",
    "BucketKeyStatus",
    "ObjectLockRetainUntilDate",
    "ObjectLockMode",
    "ObjectLockLegalHoldStatus",
    "IntelligentTieringAccessTier",
    "ObjectAccessControlList",
    "ObjectOwner",
  ]
  schedule {
    frequency = "Daily"
  }
  destination {
    bucket {
      bucket_arn = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      account_id = data.aws_caller_identity.current.account_id
      format     = "Parquet"
      prefix     = "inventory"
    }
  }
  depends_on = [aws_s3_bucket_policy.destination]
}

resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_provider ? 1 : 0
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = [var.audience]
}

resource "aws_iam_role" "scan" {
  name        = "s3-encryption-scan"
  description = "Reads inventory configurations and reports, for scheduled scans"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Federated = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com"
        }
        Action = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = var.audience
            "token.actions.githubusercontent.com:sub" = [
              "repo:${var.repository}:ref:refs/heads/${var.branch}",
              "repo:${local.immutable_repository}:ref:refs/heads/${var.branch}",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "scan_scan" {
  name = "scan"
  role = aws_iam_role.scan.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadInventoryConfigurations"
        Effect   = "Allow"
        Action   = ["s3:GetInventoryConfiguration", "s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "FindReports"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
      {
        Sid      = "ReadReports"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}/*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "scan_inventory_kms" {
  count = var.report_key_arn != "" ? 1 : 0
  name  = "inventory-kms"
  role  = aws_iam_role.scan.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "DecryptReports"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = var.report_key_arn
        Condition = {
          StringEquals = {
            "kms:ViaService" = "s3.${data.aws_region.current.region}.${data.aws_partition.current.dns_suffix}"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "scan_evidence" {
  count = var.target_key_arn != "" ? 1 : 0
  name  = "evidence"
  role  = aws_iam_role.scan.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LookAtObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "scan_posture" {
  name = "posture"
  role = aws_iam_role.scan.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "SeePosture"
        Effect = "Allow"
        Action = [
          "s3:GetEncryptionConfiguration",
          "s3:GetBucketPolicy",
          "s3:GetBucketPublicAccessBlock",
          "s3:GetBucketVersioning",
          "s3:GetBucketObjectLockConfiguration",
          "s3:GetReplicationConfiguration",
        ]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "scan_list" {
  count = var.list_objects ? 1 : 0
  name  = "list"
  role  = aws_iam_role.scan.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListObjects"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "LookAtListedObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "scan_athena" {
  count = var.athena_database != "" ? 1 : 0
  name  = "athena"
  role  = aws_iam_role.scan.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "AskAthena"
        Effect = "Allow"
        Action = [
          "athena:GetWorkGroup",
          "athena:StartQueryExecution",
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          "athena:StopQueryExecution",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:workgroup/${var.athena_workgroup}"
      },
      {
        Sid      = "FindOwnTables"
        Effect   = "Allow"
        Action   = ["athena:GetTableMetadata"]
        Resource = "arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:datacatalog/AwsDataCatalog"
      },
      {
        Sid    = "UseTheCatalog"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase",
          "glue:GetTables",
          "glue:GetTable",
          "glue:CreateTable",
          "glue:DeleteTable",
          "glue:BatchCreatePartition",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:catalog"
      },
      {
        Sid    = "UseTheDatabase"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase",
          "glue:GetTables",
          "glue:GetTable",
          "glue:CreateTable",
          "glue:DeleteTable",
          "glue:BatchCreatePartition",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/${var.athena_database}"
      },
      {
        Sid      = "SeeTheDefaultDatabase"
        Effect   = "Allow"
        Action   = ["glue:GetDatabase"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/default"
      },
      {
        Sid      = "MakeAndRemoveOwnTables"
        Effect   = "Allow"
        Action   = ["glue:GetTable", "glue:CreateTable", "glue:DeleteTable", "glue:BatchCreatePartition"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:table/${var.athena_database}/inv_*"
      },
      {
        Sid      = "FindQueryResults"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "WriteListsAndQueryResults"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/athena/*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "scan_doctor" {
  name = "doctor"
  role = aws_iam_role.scan.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeeWhetherTheBatchRoleMayBePassed"
        Effect   = "Allow"
        Action   = ["iam:SimulatePrincipalPolicy"]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/s3-encryption-scan"
      },
      {
        Sid      = "ReadPolicyOfSourceBucket"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "SeeWhetherReportsAreDelivered"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy", "s3:GetEncryptionConfiguration"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
    ]
  })
}

resource "aws_iam_role_policy" "scan_doctor_kms" {
  count = var.report_key_arn != "" ? 1 : 0
  name  = "doctor-kms"
  role  = aws_iam_role.scan.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LookAtReportKey"
        Effect   = "Allow"
        Action   = ["kms:DescribeKey", "kms:GetKeyPolicy"]
        Resource = var.report_key_arn
      },
    ]
  })
}

output "scan_role_arn" {
  description = "Reads inventory configurations and reports, for scheduled scans"
  value       = aws_iam_role.scan.arn
}

resource "aws_iam_role" "pull_request" {
  name        = "s3-encryption-pull-request"
  description = "Reads inventory configurations and reports, for pull requests and the merge queue"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Federated = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com"
        }
        Action = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = var.audience
          }
          StringLike = {
            "token.actions.githubusercontent.com:sub" = [
              "repo:${var.repository}:pull_request",
              "repo:${local.immutable_repository}:pull_request",
              "repo:${var.repository}:ref:refs/heads/gh-readonly-queue/${var.branch}/*",
              "repo:${local.immutable_repository}:ref:refs/heads/gh-readonly-queue/${var.branch}/*",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "pull_request_scan" {
  name = "scan"
  role = aws_iam_role.pull_request.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadInventoryConfigurations"
        Effect   = "Allow"
        Action   = ["s3:GetInventoryConfiguration", "s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "FindReports"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
      {
        Sid      = "ReadReports"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}/*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "pull_request_inventory_kms" {
  count = var.report_key_arn != "" ? 1 : 0
  name  = "inventory-kms"
  role  = aws_iam_role.pull_request.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "DecryptReports"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = var.report_key_arn
        Condition = {
          StringEquals = {
            "kms:ViaService" = "s3.${data.aws_region.current.region}.${data.aws_partition.current.dns_suffix}"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "pull_request_evidence" {
  count = var.target_key_arn != "" ? 1 : 0
  name  = "evidence"
  role  = aws_iam_role.pull_request.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LookAtObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "pull_request_posture" {
  name = "posture"
  role = aws_iam_role.pull_request.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "SeePosture"
        Effect = "Allow"
        Action = [
          "s3:GetEncryptionConfiguration",
          "s3:GetBucketPolicy",
          "s3:GetBucketPublicAccessBlock",
          "s3:GetBucketVersioning",
          "s3:GetBucketObjectLockConfiguration",
          "s3:GetReplicationConfiguration",
        ]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "pull_request_list" {
  count = var.list_objects ? 1 : 0
  name  = "list"
  role  = aws_iam_role.pull_request.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListObjects"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "LookAtListedObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "pull_request_athena" {
  count = var.athena_database != "" ? 1 : 0
  name  = "athena"
  role  = aws_iam_role.pull_request.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "AskAthena"
        Effect = "Allow"
        Action = [
          "athena:GetWorkGroup",
          "athena:StartQueryExecution",
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          "athena:StopQueryExecution",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:workgroup/${var.athena_workgroup}"
      },
      {
        Sid      = "FindOwnTables"
        Effect   = "Allow"
        Action   = ["athena:GetTableMetadata"]
        Resource = "arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:datacatalog/AwsDataCatalog"
      },
      {
        Sid    = "UseTheCatalog"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase",
          "glue:GetTables",
          "glue:GetTable",
          "glue:CreateTable",
          "glue:DeleteTable",
          "glue:BatchCreatePartition",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:catalog"
      },
      {
        Sid    = "UseTheDatabase"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase",
          "glue:GetTables",
          "glue:GetTable",
          "glue:CreateTable",
          "glue:DeleteTable",
          "glue:BatchCreatePartition",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/${var.athena_database}"
      },
      {
        Sid      = "SeeTheDefaultDatabase"
        Effect   = "Allow"
        Action   = ["glue:GetDatabase"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/default"
      },
      {
        Sid      = "MakeAndRemoveOwnTables"
        Effect   = "Allow"
        Action   = ["glue:GetTable", "glue:CreateTable", "glue:DeleteTable", "glue:BatchCreatePartition"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:table/${var.athena_database}/inv_*"
      },
      {
        Sid      = "FindQueryResults"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "WriteListsAndQueryResults"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/athena/*"
      },
    ]
  })
}

output "pull_request_role_arn" {
  description = "Reads inventory configurations and reports, for pull requests and the merge queue"
  value       = aws_iam_role.pull_request.arn
}

resource "aws_iam_role" "plan" {
  count       = var.remediate ? 1 : 0
  name        = "s3-encryption-plan"
  description = "Makes plans, and writes nothing"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Federated = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com"
        }
        Action = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = var.audience
            "token.actions.githubusercontent.com:sub" = [
              "repo:${var.repository}:ref:refs/heads/${var.branch}",
              "repo:${local.immutable_repository}:ref:refs/heads/${var.branch}",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_plan" {
  count = var.remediate ? 1 : 0
  name  = "plan"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadInventoryConfigurations"
        Effect   = "Allow"
        Action   = ["s3:GetInventoryConfiguration", "s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "FindReports"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
      {
        Sid      = "ReadReports"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}/*"
      },
      {
        Sid    = "ReadBucketSettings"
        Effect = "Allow"
        Action = [
          "s3:GetBucketVersioning",
          "s3:GetEncryptionConfiguration",
          "s3:GetBucketOwnershipControls",
          "s3:GetBucketObjectLockConfiguration",
          "s3:GetReplicationConfiguration",
          "s3:GetLifecycleConfiguration",
          "s3:GetBucketNotification",
          "s3:GetBucketWebsite",
        ]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_evidence" {
  count = var.remediate ? 1 : 0
  name  = "evidence"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LookAtObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_posture" {
  count = var.remediate ? 1 : 0
  name  = "posture"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "SeePosture"
        Effect = "Allow"
        Action = [
          "s3:GetEncryptionConfiguration",
          "s3:GetBucketPolicy",
          "s3:GetBucketPublicAccessBlock",
          "s3:GetBucketVersioning",
          "s3:GetBucketObjectLockConfiguration",
          "s3:GetReplicationConfiguration",
        ]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_inventory_kms" {
  count = var.remediate && var.report_key_arn != "" ? 1 : 0
  name  = "inventory-kms"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "DecryptReports"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = var.report_key_arn
        Condition = {
          StringEquals = {
            "kms:ViaService" = "s3.${data.aws_region.current.region}.${data.aws_partition.current.dns_suffix}"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_preflight" {
  count = var.remediate ? 1 : 0
  name  = "preflight"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "FindWorkLocation"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "SeeWhatTheBatchRoleMayDo"
        Effect   = "Allow"
        Action   = ["iam:GetRole", "iam:SimulatePrincipalPolicy"]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/s3-encryption-batch"
      },
      {
        Sid      = "SeeWhetherTheBatchRoleMayBePassed"
        Effect   = "Allow"
        Action   = ["iam:SimulatePrincipalPolicy"]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/s3-encryption-plan"
      },
      {
        Sid      = "ReadPolicyOfSourceBucket"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "ReadPolicyOfWorkBucket"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_preflight_kms" {
  count = var.remediate && var.target_key_arn != "" ? 1 : 0
  name  = "preflight-kms"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadPolicyOfTargetKey"
        Effect   = "Allow"
        Action   = ["kms:GetKeyPolicy"]
        Resource = var.target_key_arn
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_kms_target" {
  count = var.remediate && var.target_key_arn != "" ? 1 : 0
  name  = "kms-target"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LookAtTargetKey"
        Effect   = "Allow"
        Action   = ["kms:DescribeKey"]
        Resource = var.target_key_arn
      },
      {
        Sid      = "FindAccessLogTargets"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy", "s3:GetBucketAcl"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_object_lock" {
  count = var.remediate && var.object_lock ? 1 : 0
  name  = "object-lock"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeeLocks"
        Effect   = "Allow"
        Action   = ["s3:GetObjectRetention", "s3:GetObjectLegalHold"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
      {
        Sid      = "FindTheVersionsThatWereCopied"
        Effect   = "Allow"
        Action   = ["s3:ListBucketVersions"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_list" {
  count = var.remediate && var.list_objects ? 1 : 0
  name  = "list"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListObjects"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "LookAtListedObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_athena" {
  count = var.remediate && var.athena_database != "" ? 1 : 0
  name  = "athena"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "AskAthena"
        Effect = "Allow"
        Action = [
          "athena:GetWorkGroup",
          "athena:StartQueryExecution",
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          "athena:StopQueryExecution",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:workgroup/${var.athena_workgroup}"
      },
      {
        Sid      = "FindOwnTables"
        Effect   = "Allow"
        Action   = ["athena:GetTableMetadata"]
        Resource = "arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:datacatalog/AwsDataCatalog"
      },
      {
        Sid    = "UseTheCatalog"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase",
          "glue:GetTables",
          "glue:GetTable",
          "glue:CreateTable",
          "glue:DeleteTable",
          "glue:BatchCreatePartition",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:catalog"
      },
      {
        Sid    = "UseTheDatabase"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase",
          "glue:GetTables",
          "glue:GetTable",
          "glue:CreateTable",
          "glue:DeleteTable",
          "glue:BatchCreatePartition",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/${var.athena_database}"
      },
      {
        Sid      = "SeeTheDefaultDatabase"
        Effect   = "Allow"
        Action   = ["glue:GetDatabase"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/default"
      },
      {
        Sid      = "MakeAndRemoveOwnTables"
        Effect   = "Allow"
        Action   = ["glue:GetTable", "glue:CreateTable", "glue:DeleteTable", "glue:BatchCreatePartition"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:table/${var.athena_database}/inv_*"
      },
      {
        Sid      = "FindQueryResults"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "WriteListsAndQueryResults"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/athena/*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_doctor" {
  count = var.remediate ? 1 : 0
  name  = "doctor"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeeWhetherReportsAreDelivered"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy", "s3:GetEncryptionConfiguration"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_doctor_kms" {
  count = var.remediate && var.report_key_arn != "" ? 1 : 0
  name  = "doctor-kms"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LookAtReportKey"
        Effect   = "Allow"
        Action   = ["kms:DescribeKey", "kms:GetKeyPolicy"]
        Resource = var.report_key_arn
      },
    ]
  })
}

resource "aws_iam_role_policy" "plan_doctor_work" {
  count = var.remediate ? 1 : 0
  name  = "doctor-work"
  role  = aws_iam_role.plan[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeeWhetherUnfinishedUploadsEnd"
        Effect   = "Allow"
        Action   = ["s3:GetLifecycleConfiguration"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
    ]
  })
}

output "plan_role_arn" {
  description = "Makes plans, and writes nothing"
  value       = one(aws_iam_role.plan[*].arn)
}

resource "aws_iam_role" "remediation" {
  count       = var.remediate ? 1 : 0
  name        = "s3-encryption-remediation"
  description = "Carries out approved plans, for jobs behind the environment s3-encryption-remediation"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Federated = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com"
        }
        Action = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = var.audience
            "token.actions.githubusercontent.com:sub" = [
              "repo:${var.repository}:environment:s3-encryption-remediation",
              "repo:${local.immutable_repository}:environment:s3-encryption-remediation",
            ]
            "token.actions.githubusercontent.com:ref"           = "refs/heads/${var.branch}"
            "token.actions.githubusercontent.com:repository_id" = var.repository_id
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_remediation" {
  count = var.remediate ? 1 : 0
  name  = "remediation"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadInventoryConfigurations"
        Effect   = "Allow"
        Action   = ["s3:GetInventoryConfiguration", "s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "FindReports"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
      {
        Sid      = "ReadReports"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}/*"
      },
      {
        Sid    = "ReadBucketSettings"
        Effect = "Allow"
        Action = [
          "s3:GetBucketVersioning",
          "s3:GetEncryptionConfiguration",
          "s3:GetBucketOwnershipControls",
          "s3:GetBucketObjectLockConfiguration",
          "s3:GetReplicationConfiguration",
          "s3:GetLifecycleConfiguration",
          "s3:GetBucketNotification",
          "s3:GetBucketWebsite",
        ]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "VerifyObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
      {
        Sid      = "CompareTagsAndAnnotationsOfCanaries"
        Effect   = "Allow"
        Action   = ["s3:GetObjectTagging", "s3:ListObjectAnnotations"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
      {
        Sid      = "FindWorkLocation"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "WriteJobManifestsReadCompletionReports"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/*"
      },
      {
        Sid      = "CreateJobs"
        Effect   = "Allow"
        Action   = ["s3:CreateJob"]
        Resource = "*"
      },
      {
        Sid      = "TagOwnJobs"
        Effect   = "Allow"
        Action   = ["s3:PutJobTagging"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:*:${data.aws_caller_identity.current.account_id}:job/*"
        Condition = {
          StringEquals = {
            "aws:RequestTag/s3-encryption-compliance"        = "remediation"
            "aws:RequestTag/s3-encryption-compliance-bucket" = var.source_buckets
          }
          "ForAllValues:StringEquals" = {
            "aws:TagKeys" = ["s3-encryption-compliance", "s3-encryption-compliance-bucket", "s3-encryption-compliance-plan"]
          }
        }
      },
      {
        Sid      = "FindJobs"
        Effect   = "Allow"
        Action   = ["s3:ListJobs"]
        Resource = "*"
      },
      {
        Sid      = "FollowJobs"
        Effect   = "Allow"
        Action   = ["s3:DescribeJob"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:*:${data.aws_caller_identity.current.account_id}:job/*"
      },
      {
        Sid      = "ConfirmAndCancelOwnJobs"
        Effect   = "Allow"
        Action   = ["s3:UpdateJobStatus"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:*:${data.aws_caller_identity.current.account_id}:job/*"
        Condition = {
          StringEquals = {
            "aws:ResourceTag/s3-encryption-compliance"        = "remediation"
            "aws:ResourceTag/s3-encryption-compliance-bucket" = var.source_buckets
          }
        }
      },
      {
        Sid      = "PassTheBatchRole"
        Effect   = "Allow"
        Action   = ["iam:PassRole"]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/s3-encryption-batch"
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "batchoperations.s3.amazonaws.com"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_direct_copy" {
  count = var.remediate ? 1 : 0
  name  = "direct-copy"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TellMissingFromForbidden"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid    = "LookAtObjectsToCopy"
        Effect = "Allow"
        Action = [
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:GetObjectRetention",
          "s3:GetObjectLegalHold",
          "s3:GetObjectAnnotation",
          "s3:ListObjectAnnotations",
        ]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
      {
        Sid    = "CopyObjectsOntoThemselves"
        Effect = "Allow"
        Action = [
          "s3:PutObject",
          "s3:PutObjectTagging",
          "s3:PutObjectAnnotation",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
        ]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
      {
        Sid      = "FindUnfinishedUploads"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "RecordUnfinishedUploads"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_direct_copy_kms" {
  count = var.remediate && var.target_key_arn != "" ? 1 : 0
  name  = "direct-copy-kms"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "EncryptOwnCopies"
        Effect   = "Allow"
        Action   = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource = var.target_key_arn
        Condition = {
          StringEquals = {
            "kms:ViaService" = "s3.${data.aws_region.current.region}.${data.aws_partition.current.dns_suffix}"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_inventory_kms" {
  count = var.remediate && var.report_key_arn != "" ? 1 : 0
  name  = "inventory-kms"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "DecryptReports"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = var.report_key_arn
        Condition = {
          StringEquals = {
            "kms:ViaService" = "s3.${data.aws_region.current.region}.${data.aws_partition.current.dns_suffix}"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_preflight" {
  count = var.remediate ? 1 : 0
  name  = "preflight"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeeWhatTheBatchRoleMayDo"
        Effect   = "Allow"
        Action   = ["iam:GetRole", "iam:SimulatePrincipalPolicy"]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/s3-encryption-batch"
      },
      {
        Sid      = "SeeWhetherTheBatchRoleMayBePassed"
        Effect   = "Allow"
        Action   = ["iam:SimulatePrincipalPolicy"]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/s3-encryption-remediation"
      },
      {
        Sid      = "ReadPolicyOfSourceBucket"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "ReadPolicyOfWorkBucket"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_preflight_kms" {
  count = var.remediate && var.target_key_arn != "" ? 1 : 0
  name  = "preflight-kms"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadPolicyOfTargetKey"
        Effect   = "Allow"
        Action   = ["kms:GetKeyPolicy"]
        Resource = var.target_key_arn
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_kms_target" {
  count = var.remediate && var.target_key_arn != "" ? 1 : 0
  name  = "kms-target"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LookAtTargetKey"
        Effect   = "Allow"
        Action   = ["kms:DescribeKey"]
        Resource = var.target_key_arn
      },
      {
        Sid      = "FindAccessLogTargets"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy", "s3:GetBucketAcl"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_object_lock" {
  count = var.remediate && var.object_lock ? 1 : 0
  name  = "object-lock"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeeLocks"
        Effect   = "Allow"
        Action   = ["s3:GetObjectRetention", "s3:GetObjectLegalHold"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
      {
        Sid      = "FindTheVersionsThatWereCopied"
        Effect   = "Allow"
        Action   = ["s3:ListBucketVersions"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_list" {
  count = var.remediate && var.list_objects ? 1 : 0
  name  = "list"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListObjects"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "LookAtListedObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_athena" {
  count = var.remediate && var.athena_database != "" ? 1 : 0
  name  = "athena"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "AskAthena"
        Effect = "Allow"
        Action = [
          "athena:GetWorkGroup",
          "athena:StartQueryExecution",
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          "athena:StopQueryExecution",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:workgroup/${var.athena_workgroup}"
      },
      {
        Sid      = "FindOwnTables"
        Effect   = "Allow"
        Action   = ["athena:GetTableMetadata"]
        Resource = "arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:datacatalog/AwsDataCatalog"
      },
      {
        Sid    = "UseTheCatalog"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase",
          "glue:GetTables",
          "glue:GetTable",
          "glue:CreateTable",
          "glue:DeleteTable",
          "glue:BatchCreatePartition",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:catalog"
      },
      {
        Sid    = "UseTheDatabase"
        Effect = "Allow"
        Action = [
          "glue:GetDatabase",
          "glue:GetTables",
          "glue:GetTable",
          "glue:CreateTable",
          "glue:DeleteTable",
          "glue:BatchCreatePartition",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/${var.athena_database}"
      },
      {
        Sid      = "SeeTheDefaultDatabase"
        Effect   = "Allow"
        Action   = ["glue:GetDatabase"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/default"
      },
      {
        Sid      = "MakeAndRemoveOwnTables"
        Effect   = "Allow"
        Action   = ["glue:GetTable", "glue:CreateTable", "glue:DeleteTable", "glue:BatchCreatePartition"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:table/${var.athena_database}/inv_*"
      },
      {
        Sid      = "FindQueryResults"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "WriteListsAndQueryResults"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/athena/*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_doctor" {
  count = var.remediate ? 1 : 0
  name  = "doctor"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeeWhetherReportsAreDelivered"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy", "s3:GetEncryptionConfiguration"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_doctor_kms" {
  count = var.remediate && var.report_key_arn != "" ? 1 : 0
  name  = "doctor-kms"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LookAtReportKey"
        Effect   = "Allow"
        Action   = ["kms:DescribeKey", "kms:GetKeyPolicy"]
        Resource = var.report_key_arn
      },
    ]
  })
}

resource "aws_iam_role_policy" "remediation_doctor_work" {
  count = var.remediate ? 1 : 0
  name  = "doctor-work"
  role  = aws_iam_role.remediation[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeeWhetherUnfinishedUploadsEnd"
        Effect   = "Allow"
        Action   = ["s3:GetLifecycleConfiguration"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
    ]
  })
}

output "remediation_role_arn" {
  description = "Carries out approved plans, for jobs behind the environment s3-encryption-remediation"
  value       = one(aws_iam_role.remediation[*].arn)
}

resource "aws_iam_role" "setup" {
  count       = var.set_up ? 1 : 0
  name        = "s3-encryption-setup"
  description = "Creates what is missing for inventory reports (mode: setup)"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Federated = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com"
        }
        Action = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = var.audience
            "token.actions.githubusercontent.com:sub" = [
              "repo:${var.repository}:ref:refs/heads/${var.branch}",
              "repo:${local.immutable_repository}:ref:refs/heads/${var.branch}",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "setup_setup" {
  count = var.set_up ? 1 : 0
  name  = "setup"
  role  = aws_iam_role.setup[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadInventoryConfigurations"
        Effect   = "Allow"
        Action   = ["s3:GetInventoryConfiguration", "s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "CreateInventoryConfigurations"
        Effect   = "Allow"
        Action   = ["s3:PutInventoryConfiguration"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "FindReports"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
      {
        Sid      = "SeeWhetherReportsAreDelivered"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy", "s3:GetEncryptionConfiguration"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
      {
        Sid      = "LetS3DeliverReports"
        Effect   = "Allow"
        Action   = ["s3:PutBucketPolicy"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.destination_bucket}"
      },
    ]
  })
}

resource "aws_iam_role_policy" "setup_setup_work" {
  count = var.set_up ? 1 : 0
  name  = "setup-work"
  role  = aws_iam_role.setup[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "FindWorkLocation"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "SeeWhetherUnfinishedUploadsEnd"
        Effect   = "Allow"
        Action   = ["s3:GetLifecycleConfiguration"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "EndUnfinishedUploads"
        Effect   = "Allow"
        Action   = ["s3:PutLifecycleConfiguration"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
    ]
  })
}

resource "aws_iam_role_policy" "setup_doctor" {
  count = var.set_up ? 1 : 0
  name  = "doctor"
  role  = aws_iam_role.setup[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SeeWhetherTheBatchRoleMayBePassed"
        Effect   = "Allow"
        Action   = ["iam:SimulatePrincipalPolicy"]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/s3-encryption-setup"
      },
      {
        Sid      = "ReadPolicyOfSourceBucket"
        Effect   = "Allow"
        Action   = ["s3:GetBucketPolicy"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "setup_doctor_kms" {
  count = var.set_up && var.report_key_arn != "" ? 1 : 0
  name  = "doctor-kms"
  role  = aws_iam_role.setup[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LookAtReportKey"
        Effect   = "Allow"
        Action   = ["kms:DescribeKey", "kms:GetKeyPolicy"]
        Resource = var.report_key_arn
      },
    ]
  })
}

output "setup_role_arn" {
  description = "Creates what is missing for inventory reports (mode: setup)"
  value       = one(aws_iam_role.setup[*].arn)
}

resource "aws_iam_role" "batch" {
  count       = var.remediate ? 1 : 0
  name        = "s3-encryption-batch"
  description = "Assumed by S3 Batch Operations: encrypts the objects"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "batchoperations.s3.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEqualsIfExists = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "batch_batch" {
  count = var.remediate ? 1 : 0
  name  = "batch"
  role  = aws_iam_role.batch[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "CopyInPlace"
        Effect = "Allow"
        Action = [
          "s3:GetObject",
          "s3:GetObjectAcl",
          "s3:GetObjectAnnotation",
          "s3:GetObjectTagging",
          "s3:PutObject",
          "s3:PutObjectAcl",
          "s3:PutObjectAnnotation",
          "s3:PutObjectTagging",
        ]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
      {
        Sid      = "TellMissingObjectsFromForbiddenOnes"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "ReadJobManifests"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/job-manifests/${bucket}/*"]
      },
      {
        Sid      = "WriteCompletionReports"
        Effect   = "Allow"
        Action   = ["s3:PutObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/completion-reports/${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "batch_batch_role_restore" {
  count = var.remediate && var.restore_archived ? 1 : 0
  name  = "batch-role-restore"
  role  = aws_iam_role.batch[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "RestoreArchivedObjects"
        Effect   = "Allow"
        Action   = ["s3:RestoreObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "batch_batch_role_update_encryption" {
  count = var.remediate && var.target_key_arn != "" ? 1 : 0
  name  = "batch-role-update-encryption"
  role  = aws_iam_role.batch[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ChangeTheKeyInPlace"
        Effect   = "Allow"
        Action   = ["s3:UpdateObjectEncryption", "s3:PutObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "batch_batch_role_kms" {
  count = var.remediate && var.target_key_arn != "" ? 1 : 0
  name  = "batch-role-kms"
  role  = aws_iam_role.batch[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "EncryptWithTargetKey"
        Effect   = "Allow"
        Action   = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource = var.target_key_arn
      },
      {
        Sid      = "PutTargetKeyAroundDataKeys"
        Effect   = "Allow"
        Action   = ["kms:Encrypt", "kms:ReEncryptTo"]
        Resource = var.target_key_arn
      },
    ]
  })
}

output "batch_role_arn" {
  description = "Assumed by S3 Batch Operations: encrypts the objects"
  value       = one(aws_iam_role.batch[*].arn)
}

resource "aws_iam_policy" "metadata" {
  count = var.metadata_tables ? 1 : 0
  name  = "s3-encryption-metadata"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "FindMetadataTable"
        Effect   = "Allow"
        Action   = ["s3:GetBucketMetadataTableConfiguration", "s3:ListBucket"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid    = "AskAthena"
        Effect = "Allow"
        Action = [
          "athena:GetWorkGroup",
          "athena:StartQueryExecution",
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          "athena:StopQueryExecution",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:workgroup/${var.athena_workgroup}"
      },
      {
        Sid      = "SeeTheDefaultDatabase"
        Effect   = "Allow"
        Action   = ["glue:GetDatabase"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/default"
      },
      {
        Sid      = "SeeTheCatalogOfTableBuckets"
        Effect   = "Allow"
        Action   = ["glue:GetCatalog", "glue:GetDatabase", "glue:GetTable"]
        Resource = "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:catalog*"
      },
      {
        Sid      = "SeeTheMetadataNamespace"
        Effect   = "Allow"
        Action   = ["glue:GetDatabase", "glue:GetTable"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:database/s3tablescatalog/aws-s3/b_${replace(bucket, ".", "_")}"]
      },
      {
        Sid      = "SeeTheMetadataTables"
        Effect   = "Allow"
        Action   = ["glue:GetTable"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:table/s3tablescatalog/aws-s3/b_${replace(bucket, ".", "_")}/*"]
      },
      {
        Sid      = "GetDataThroughLakeFormation"
        Effect   = "Allow"
        Action   = ["lakeformation:GetDataAccess"]
        Resource = "*"
      },
      {
        Sid      = "ReadTablesOfTheTableBucket"
        Effect   = "Allow"
        Action   = ["s3tables:GetTable", "s3tables:GetTableMetadataLocation", "s3tables:GetTableData"]
        Resource = "arn:${data.aws_partition.current.partition}:s3tables:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:bucket/aws-s3/table/*"
      },
      {
        Sid      = "FindQueryResults"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}"
      },
      {
        Sid      = "WriteListsAndQueryResults"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/athena/*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "scan_metadata" {
  count      = var.metadata_tables ? 1 : 0
  role       = aws_iam_role.scan.id
  policy_arn = aws_iam_policy.metadata[0].arn
}

resource "aws_iam_role_policy_attachment" "pull_request_metadata" {
  count      = var.metadata_tables ? 1 : 0
  role       = aws_iam_role.pull_request.id
  policy_arn = aws_iam_policy.metadata[0].arn
}

resource "aws_iam_role_policy_attachment" "plan_metadata" {
  count      = var.remediate && var.metadata_tables ? 1 : 0
  role       = aws_iam_role.plan[0].id
  policy_arn = aws_iam_policy.metadata[0].arn
}

resource "aws_iam_role_policy_attachment" "remediation_metadata" {
  count      = var.remediate && var.metadata_tables ? 1 : 0
  role       = aws_iam_role.remediation[0].id
  policy_arn = aws_iam_policy.metadata[0].arn
}

resource "aws_iam_policy" "account" {
  count = var.whole_account ? 1 : 0
  name  = "s3-encryption-account"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListBucketsOfTheAccount"
        Effect   = "Allow"
        Action   = ["s3:ListAllMyBuckets"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "scan_account" {
  count      = var.whole_account ? 1 : 0
  role       = aws_iam_role.scan.id
  policy_arn = aws_iam_policy.account[0].arn
}

resource "aws_iam_role_policy_attachment" "pull_request_account" {
  count      = var.whole_account ? 1 : 0
  role       = aws_iam_role.pull_request.id
  policy_arn = aws_iam_policy.account[0].arn
}

resource "aws_iam_role_policy_attachment" "plan_account" {
  count      = var.remediate && var.whole_account ? 1 : 0
  role       = aws_iam_role.plan[0].id
  policy_arn = aws_iam_policy.account[0].arn
}

resource "aws_iam_policy" "bucket_tags" {
  count = var.whole_account ? 1 : 0
  name  = "s3-encryption-bucket-tags"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadTagsOfBuckets"
        Effect   = "Allow"
        Action   = ["s3:GetBucketTagging"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "scan_bucket_tags" {
  count      = var.whole_account ? 1 : 0
  role       = aws_iam_role.scan.id
  policy_arn = aws_iam_policy.bucket_tags[0].arn
}

resource "aws_iam_role_policy_attachment" "pull_request_bucket_tags" {
  count      = var.whole_account ? 1 : 0
  role       = aws_iam_role.pull_request.id
  policy_arn = aws_iam_policy.bucket_tags[0].arn
}

resource "aws_iam_role_policy_attachment" "plan_bucket_tags" {
  count      = var.remediate && var.whole_account ? 1 : 0
  role       = aws_iam_role.plan[0].id
  policy_arn = aws_iam_policy.bucket_tags[0].arn
}

resource "aws_iam_policy" "organization" {
  count = var.organization ? 1 : 0
  name  = "s3-encryption-organization"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListAccountsOfTheOrganization"
        Effect   = "Allow"
        Action   = ["organizations:ListAccounts"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "scan_organization" {
  count      = var.organization ? 1 : 0
  role       = aws_iam_role.scan.id
  policy_arn = aws_iam_policy.organization[0].arn
}

resource "aws_iam_policy" "chain" {
  count = var.organization ? 1 : 0
  name  = "s3-encryption-chain"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "AssumeRolesOfAccounts"
        Effect   = "Allow"
        Action   = ["sts:AssumeRole"]
        Resource = "arn:${data.aws_partition.current.partition}:iam::*:role/s3-encryption-scan"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "scan_chain" {
  count      = var.organization ? 1 : 0
  role       = aws_iam_role.scan.id
  policy_arn = aws_iam_policy.chain[0].arn
}

resource "aws_iam_policy" "baseline" {
  count = var.baseline_bucket != "" ? 1 : 0
  name  = "s3-encryption-baseline"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "FindBaseline"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.baseline_bucket}"
      },
      {
        Sid      = "ReadBaseline"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.baseline_bucket}/s3-encryption/findings.csv*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "scan_baseline" {
  count      = var.baseline_bucket != "" ? 1 : 0
  role       = aws_iam_role.scan.id
  policy_arn = aws_iam_policy.baseline[0].arn
}

resource "aws_iam_role_policy_attachment" "pull_request_baseline" {
  count      = var.baseline_bucket != "" ? 1 : 0
  role       = aws_iam_role.pull_request.id
  policy_arn = aws_iam_policy.baseline[0].arn
}

resource "aws_iam_role_policy_attachment" "plan_baseline" {
  count      = var.remediate && var.baseline_bucket != "" ? 1 : 0
  role       = aws_iam_role.plan[0].id
  policy_arn = aws_iam_policy.baseline[0].arn
}

resource "aws_iam_policy" "tag" {
  count = var.remediate && var.tag_objects ? 1 : 0
  name  = "s3-encryption-tag"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TagObjects"
        Effect   = "Allow"
        Action   = ["s3:GetObjectVersionTagging", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "remediation_tag" {
  count      = var.remediate && var.tag_objects ? 1 : 0
  role       = aws_iam_role.remediation[0].id
  policy_arn = aws_iam_policy.tag[0].arn
}

resource "aws_iam_policy" "batch_role_tag" {
  count = var.remediate && var.tag_objects ? 1 : 0
  name  = "s3-encryption-batch-role-tag"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReplaceTags"
        Effect   = "Allow"
        Action   = ["s3:PutObjectTagging"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "batch_batch_role_tag" {
  count      = var.remediate && var.tag_objects ? 1 : 0
  role       = aws_iam_role.batch[0].id
  policy_arn = aws_iam_policy.batch_role_tag[0].arn
}

resource "aws_iam_policy" "batch_role_lambda" {
  count = var.remediate && var.lambda_arn != "" ? 1 : 0
  name  = "s3-encryption-batch-role-lambda"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "InvokeTheFunction"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction"]
        Resource = var.lambda_arn
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "batch_batch_role_lambda" {
  count      = var.remediate && var.lambda_arn != "" ? 1 : 0
  role       = aws_iam_role.batch[0].id
  policy_arn = aws_iam_policy.batch_role_lambda[0].arn
}

resource "aws_iam_policy" "batch_role_generator" {
  count = var.remediate && var.generate_manifests ? 1 : 0
  name  = "s3-encryption-batch-role-generator"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "LetS3ListObjectsForJobs"
        Effect   = "Allow"
        Action   = ["s3:PutInventoryConfiguration"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${bucket}"]
      },
      {
        Sid      = "WriteAndReadGeneratedJobManifests"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject"]
        Resource = [for bucket in var.source_buckets : "arn:${data.aws_partition.current.partition}:s3:::${var.work_bucket}/s3-encryption/generated-manifests/${bucket}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "batch_batch_role_generator" {
  count      = var.remediate && var.generate_manifests ? 1 : 0
  role       = aws_iam_role.batch[0].id
  policy_arn = aws_iam_policy.batch_role_generator[0].arn
}
