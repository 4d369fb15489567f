ActiveRecord::Schema[7.1].define(version: 2024_01_02_000000) do
  create_table "orders", id: :uuid, force: :cascade do |t|
    t.string "number", limit: 20, null: false
    t.decimal "total", precision: 10, scale: 2, default: "0.0"
    t.references "customer", null: false, foreign_key: { on_delete: :cascade }
    t.string "tags", array: true
    t.timestamps null: false
    t.index ["number"], name: "index_orders_on_number", unique: true
  end
  add_foreign_key "orders", "people", column: "seller_id", on_delete: :nullify
end
