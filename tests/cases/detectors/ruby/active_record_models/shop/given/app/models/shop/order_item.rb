module Shop
  class OrderItem < ApplicationRecord
    belongs_to :order
  end

  class Person < ActiveRecord::Base
  end

  class Legacy < ApplicationRecord
    self.table_name = "old_things"
  end
end
