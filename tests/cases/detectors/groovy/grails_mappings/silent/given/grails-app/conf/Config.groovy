mappings = [:]
