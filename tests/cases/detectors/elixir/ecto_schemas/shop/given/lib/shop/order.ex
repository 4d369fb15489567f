defmodule Shop.Order do
  use Ecto.Schema

  @primary_key {:id, :binary_id, autogenerate: true}
  @foreign_key_type :binary_id
  schema "orders" do
    field :number, :string
    field :tags, {:array, :string}
    field :state, Ecto.Enum, values: [:open]
    field :secret, :string, virtual: true
    field :total, :decimal, source: :total_amount
    belongs_to :customer, Shop.Customer
    many_to_many :coupons, Shop.Coupon, join_through: "orders_coupons"
    embeds_one :address, Shop.Address
    timestamps(type: :utc_datetime)
  end
end
