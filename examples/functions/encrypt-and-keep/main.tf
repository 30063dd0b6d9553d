# The function encrypt-and-keep with its role, log group and versions, for one bucket.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 5.0" }
    archive = { source = "hashicorp/archive", version = ">= 2.4" }
  }
}

variable "bucket" {
  type        = string
  description = "The bucket whose objects are encrypted"
}

variable "kms_key_arn" {
  type        = string
  default     = ""
  description = "The key for SSE-KMS. Empty for SSE-S3"
}

data "aws_partition" "current" {}

data "archive_file" "code" {
  type        = "zip"
  source_file = "${path.module}/index.mjs"
  output_path = "${path.module}/encrypt-and-keep.zip"
}

resource "aws_iam_role" "encrypt_and_keep" {
  name = "s3-encryption-encrypt-and-keep"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "encrypt_and_keep_objects" {
  name = "objects"
  role = aws_iam_role.encrypt_and_keep.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "ReadWhatIsKept"
        Effect = "Allow"
        Action = [
          "s3:GetObject",
          "s3:GetObjectAcl",
          "s3:GetObjectAnnotation",
          "s3:GetObjectLegalHold",
          "s3:GetObjectRetention",
          "s3:GetObjectTagging",
          "s3:GetObjectVersionAcl",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.bucket}/*"
      },
      {
        Sid    = "CopyInPlace"
        Effect = "Allow"
        Action = [
          "s3:PutObject",
          "s3:PutObjectAcl",
          "s3:PutObjectAnnotation",
          "s3:PutObjectLegalHold",
          "s3:PutObjectRetention",
          "s3:PutObjectTagging",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.bucket}/*"
      },
      {
        # Without s3:ListBucket S3 answers 403 for an object that is not there.
        Sid      = "KnowTheBucket"
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.bucket}"
      },
    ]
  })
}

resource "aws_iam_role_policy" "encrypt_and_keep_logs" {
  name = "logs"
  role = aws_iam_role.encrypt_and_keep.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "WriteLogs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.encrypt_and_keep.arn}:*"
    }]
  })
}

resource "aws_iam_role_policy" "encrypt_and_keep_key" {
  count = var.kms_key_arn == "" ? 0 : 1
  name  = "key"
  role  = aws_iam_role.encrypt_and_keep.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "EncryptWithTheKey"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = var.kms_key_arn
    }]
  })
}

resource "aws_cloudwatch_log_group" "encrypt_and_keep" {
  name              = "/aws/lambda/s3-encryption-encrypt-and-keep"
  retention_in_days = 30
}

resource "aws_lambda_function" "encrypt_and_keep" {
  function_name = "s3-encryption-encrypt-and-keep"
  runtime       = "nodejs22.x"
  architectures = ["arm64"]
  handler       = "index.handler"
  memory_size   = 256
  # A copy of 5 GB takes minutes.
  timeout          = 900
  role             = aws_iam_role.encrypt_and_keep.arn
  filename         = data.archive_file.code.output_path
  source_code_hash = data.archive_file.code.output_base64sha256
  publish          = true
  environment {
    variables = {
      ENCRYPTION  = var.kms_key_arn == "" ? "SSE-S3" : "SSE-KMS"
      KMS_KEY_ARN = var.kms_key_arn
    }
  }
  depends_on = [aws_cloudwatch_log_group.encrypt_and_keep]
}

output "lambda_arn" {
  description = "lambda-arn of the action"
  value       = aws_lambda_function.encrypt_and_keep.qualified_arn
}
