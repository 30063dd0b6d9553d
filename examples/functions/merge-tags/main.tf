# The function merge-tags with its role, log group and versions, for one bucket.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 5.0" }
    archive = { source = "hashicorp/archive", version = ">= 2.4" }
  }
}

variable "bucket" {
  type        = string
  description = "The bucket whose objects get tags"
}

variable "tags" {
  type        = string
  default     = ""
  description = "For payload version 1.0: team=archive&cost=4. Otherwise the user arguments of the job are the tags"
}

data "aws_partition" "current" {}

data "archive_file" "code" {
  type        = "zip"
  source_file = "${path.module}/index.mjs"
  output_path = "${path.module}/merge-tags.zip"
}

resource "aws_iam_role" "merge_tags" {
  name = "s3-encryption-merge-tags"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "merge_tags_objects" {
  name = "objects"
  role = aws_iam_role.merge_tags.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "MergeTags"
        Effect = "Allow"
        Action = [
          "s3:GetObjectTagging",
          "s3:GetObjectVersionTagging",
          "s3:PutObjectTagging",
          "s3:PutObjectVersionTagging",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.bucket}/*"
      },
      {
        # Without it S3 answers 403 for an object that is not there.
        Sid      = "TellMissingFromForbidden"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.bucket}"
      },
    ]
  })
}

resource "aws_iam_role_policy" "merge_tags_logs" {
  name = "logs"
  role = aws_iam_role.merge_tags.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "WriteLogs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.merge_tags.arn}:*"
    }]
  })
}

resource "aws_cloudwatch_log_group" "merge_tags" {
  name              = "/aws/lambda/s3-encryption-merge-tags"
  retention_in_days = 30
}

resource "aws_lambda_function" "merge_tags" {
  function_name    = "s3-encryption-merge-tags"
  runtime          = "nodejs22.x"
  architectures    = ["arm64"]
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 60
  role             = aws_iam_role.merge_tags.arn
  filename         = data.archive_file.code.output_path
  source_code_hash = data.archive_file.code.output_base64sha256
  publish          = true
  environment {
    variables = { TAGS = var.tags }
  }
  depends_on = [aws_cloudwatch_log_group.merge_tags]
}

output "lambda_arn" {
  description = "lambda-arn of the action"
  value       = aws_lambda_function.merge_tags.qualified_arn
}
