defmodule Shop.Orders do
  def all(query), do: Repo.all(query)
end
