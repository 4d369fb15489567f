defmodule Client do
  # A router would be another thing.
  def users, do: get("/users", Client, :x)
end
