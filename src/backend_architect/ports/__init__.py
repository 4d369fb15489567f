"""Windows: what the rooms may ask of the outer world, as Protocols. `adapters` opens them."""
