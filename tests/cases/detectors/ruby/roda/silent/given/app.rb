# Roda
class App
  route "x"
end
