# Not an ApplicationRecord.
class Report < Struct.new(:name)
end
