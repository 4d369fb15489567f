library(plumber)
pr() |>
  pr_get("/ping", function() "pong") |>
  pr_handle(c("POST", "PATCH"), "/both", both)
