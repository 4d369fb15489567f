# ActiveRecord::Migration is only spoken of.
class Tables
  def call
    create_table :x
  end
end
