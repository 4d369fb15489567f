Gem::Specification.new do |s|
  s.name = "shop"
  s.version = "1.2.0"
  s.add_dependency "rack", ">= 2"
  s.add_development_dependency "rspec"
end
