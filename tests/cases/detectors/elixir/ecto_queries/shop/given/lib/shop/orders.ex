defmodule Shop.Orders do
  import Ecto.Query
  alias Shop.{Order, Repo}

  def get(id), do: Repo.get!(Order, id)
  def by(number), do: Repo.get_by(Order, number: number)

  def open do
    Repo.all(from o in Order, where: o.state == "open" and o.total > ^1, order_by: o.number, limit: 10)
  end

  def clear, do: from(o in Order, where: o.old) |> Repo.delete_all()
end
