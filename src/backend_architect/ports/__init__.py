"""Windows to the outer world: what the rooms may ask of it, said as Protocols. `adapters` opens them."""
