# Starts the workflow examples/scan-on-delivery.yml when S3 has delivered an inventory report, and when a job of S3 Batch
# Operations ends; on request, a workflow with operation restore when S3 has restored an object: the same as notices.yaml.
# A module of its own.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

variable "repository" {
  type        = string
  description = "OWNER/NAME of the repository with the workflow"
}

variable "github_token" {
  type        = string
  sensitive   = true
  description = "Fine-grained personal access token for this repository alone, with the permission \"Contents: read and write\", which the endpoint requires (GitHub Docs, \"Create a repository dispatch event\")"
}

variable "destination_bucket" {
  type        = string
  description = "Bucket of the inventory reports, with EventBridge notifications turned on (as in main.tf)"
}

variable "restoring_bucket" {
  type        = string
  default     = ""
  description = "Bucket whose archived objects are restored, with EventBridge notifications turned on; empty for no notices of restores. S3 sends an event for each object"
}

data "aws_caller_identity" "current" {}

# EventBridge keeps the token in a secret of its own in Secrets Manager.
resource "aws_cloudwatch_event_connection" "github" {
  name               = "s3-encryption-github"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "Authorization"
      value = "Bearer ${var.github_token}"
    }
    invocation_http_parameters {
      header {
        key   = "Accept"
        value = "application/vnd.github+json"
      }
      header {
        key   = "X-GitHub-Api-Version"
        value = "2022-11-28"
      }
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "github" {
  name                             = "s3-encryption-github"
  connection_arn                   = aws_cloudwatch_event_connection.github.arn
  http_method                      = "POST"
  invocation_endpoint              = "https://api.github.com/repos/${var.repository}/dispatches"
  invocation_rate_limit_per_second = 1
}

resource "aws_iam_role" "notices" {
  name_prefix = "s3-encryption-notices-"
  description = "Lets EventBridge send notices to GitHub, and nothing else"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "events.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "notices" {
  name = "send"
  role = aws_iam_role.notices.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "events:InvokeApiDestination"
        Resource = aws_cloudwatch_event_api_destination.github.arn
      },
      {
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.unsent.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "unsent" {
  name_prefix               = "s3-encryption-unsent-"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue_policy" "unsent" {
  queue_url = aws_sqs_queue.unsent.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "events.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.unsent.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = [for rule in aws_cloudwatch_event_rule.notices : rule.arn]
          }
        }
      },
    ]
  })
}

locals {
  notices = { for name, notice in local.all_notices : name => notice if name != "restored" || var.restoring_bucket != "" }

  all_notices = {
    # manifest.checksum is what S3 writes last.
    delivered = {
      pattern = {
        source      = ["aws.s3"]
        detail-type = ["Object Created"]
        detail = {
          bucket = { name = [var.destination_bucket] }
          object = { key = [{ suffix = "/manifest.checksum" }] }
        }
      }
      paths    = { bucket = "$.detail.bucket.name", key = "$.detail.object.key" }
      template = "{\"event_type\": \"s3-inventory-delivered\", \"client_payload\": {\"bucket\": <bucket>, \"key\": <key>}}"
    }
    # S3 User Guide, "Tracking a Batch Operations job in Amazon EventBridge through AWS CloudTrail".
    ended = {
      pattern = {
        source      = ["aws.s3"]
        detail-type = ["AWS Service Event via CloudTrail"]
        detail = {
          eventSource         = ["s3.amazonaws.com"]
          eventName           = ["JobStatusChanged"]
          serviceEventDetails = { status = ["Complete", "Failed", "Cancelled"] }
        }
      }
      paths    = { job = "$.detail.serviceEventDetails.jobId" }
      template = "{\"event_type\": \"s3-batch-job-ended\", \"client_payload\": {\"job\": <job>}}"
    }
    # S3 User Guide, "EventBridge event types for Amazon S3". Keys of objects are not passed on: the run looks at its own selection.
    restored = {
      pattern = {
        source      = ["aws.s3"]
        detail-type = ["Object Restore Completed"]
        detail      = { bucket = { name = [var.restoring_bucket] } }
      }
      paths    = { bucket = "$.detail.bucket.name" }
      template = "{\"event_type\": \"s3-object-restored\", \"client_payload\": {\"bucket\": <bucket>}}"
    }
  }
}

resource "aws_cloudwatch_event_rule" "notices" {
  for_each      = local.notices
  name_prefix   = "s3-encryption-${each.key}-"
  event_pattern = jsonencode(each.value.pattern)
}

resource "aws_cloudwatch_event_target" "notices" {
  for_each = local.notices
  rule     = aws_cloudwatch_event_rule.notices[each.key].name
  arn      = aws_cloudwatch_event_api_destination.github.arn
  role_arn = aws_iam_role.notices.arn
  dead_letter_config {
    arn = aws_sqs_queue.unsent.arn
  }
  dynamic "retry_policy" {
    # Hours later the run that a notice would start is out of date: a later notice, or none, is as good.
    for_each = each.key == "restored" ? [3600] : []
    content {
      maximum_event_age_in_seconds = retry_policy.value
    }
  }
  input_transformer {
    input_paths    = each.value.paths
    input_template = each.value.template
  }
}
