// no Falco
let get path = path
let found = get "/words"
