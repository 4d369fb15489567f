class CreateOrders < ActiveRecord::Migration[6.0]
  def change
    create_table :old_orders
  end
end
