defmodule Shop.Tables do
  # No Migration.
  def create(thing), do: create(thing)
end
