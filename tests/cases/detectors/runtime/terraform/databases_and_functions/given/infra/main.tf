variable "password" {}

resource "aws_db_instance" "orders" {
  engine         = "postgres"
  instance_class = "db.t4g.small"
  password       = var.password
}

resource "aws_db_instance" "unknown" {
  engine = var.engine
}

resource "aws_sqs_queue" "mails" {
  name = "mails"
}

resource "aws_lambda_function" "resize" {
  memory_size = 256
  timeout     = 30
  environment {
    variables = {
      BUCKET    = aws_s3_bucket.pictures.id
      API_TOKEN = var.token
    }
  }
}

resource "aws_s3_bucket" "pictures" {}

resource "aws_ecs_service" "api" {
  desired_count = 2
}

resource "aws_appautoscaling_target" "api" {
  min_capacity = 2
  max_capacity = 6
  resource_id  = "service/${aws_ecs_service.api.name}"
}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "cron(0 3 * * ? *)"
}

resource "aws_secretsmanager_secret" "stripe" {
  name = "stripe-key"
}

module "cache" {
  source = "terraform-aws-modules/elasticache/aws"
}

module "network" {
  source = "terraform-aws-modules/vpc/aws"
}
