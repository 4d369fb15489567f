defmodule Shop.Repo.Migrations.CreateOrders do
  use Ecto.Migration

  def up do
    create table(:orders, primary_key: false) do
      add :id, :uuid, primary_key: true
      add :number, :string, size: 20, null: false
      add :customer_id, references(:customers, on_delete: :delete_all, type: :uuid), null: false
      timestamps(updated_at: false)
    end

    create unique_index(:orders, [:number], where: "number <> ''")
    create index(:orders, ["lower(number)"], name: :by_number)

    alter table(:orders) do
      add :total, :decimal, precision: 10, scale: 2, default: 0
      modify :number, :text, null: true
      remove :note
    end

    rename table(:orders), :total, to: :amount
    rename table(:customers), to: table(:people)
    drop table(:old)
    execute "ALTER TABLE orders ADD COLUMN weight integer"
  end

  def down do
    drop table(:orders)
  end
end
