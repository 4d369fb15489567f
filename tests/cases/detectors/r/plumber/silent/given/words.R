#' Words
#' @param path a way
words <- function(path) httr::GET("/words")
