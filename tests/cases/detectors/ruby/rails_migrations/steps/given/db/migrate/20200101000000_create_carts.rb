class CreateCarts < ActiveRecord::Migration[6.0]
  def up
    create_table :carts do |t|
      t.belongs_to :owner, polymorphic: true, index: true
      t.string :token, :note
      t.integer :size, limit: 8, null: false, default: 0
    end
    create_join_table :carts, :coupons
    add_column :carts, :state, :string, null: false
    add_index :carts, [:state, :size], unique: true, where: "size > 0"
    add_reference :carts, :shop, foreign_key: true
    rename_column :carts, :note, :remark
    change_column_null :carts, :token, false
    change_table :carts do |t|
      t.remove :size
      t.rename :state, :status
    end
    execute "ALTER TABLE carts ADD COLUMN weight integer"
  end

  def down
    drop_table :carts
  end
end
