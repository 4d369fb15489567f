# jester is not used
let x = client.get("/words", 1)
