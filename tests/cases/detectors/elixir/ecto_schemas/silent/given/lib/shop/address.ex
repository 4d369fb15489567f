defmodule Shop.Address do
  use Ecto.Schema

  embedded_schema do
    field :city, :string
  end
end
