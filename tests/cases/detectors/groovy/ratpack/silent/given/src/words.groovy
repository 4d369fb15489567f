def handlers = []
handlers.each { get("x") { } }
