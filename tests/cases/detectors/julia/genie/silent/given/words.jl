function route(a, b)
  HTTP.get("http://example.org/words")
end
