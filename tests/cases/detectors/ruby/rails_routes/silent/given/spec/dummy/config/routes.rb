Rails.application.routes.draw do
  get "x", to: "x#y"
end
