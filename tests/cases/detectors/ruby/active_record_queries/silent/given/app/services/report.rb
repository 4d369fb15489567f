class Report
  def call(list)
    list.where(1)
    Rails.cache
    FLAGS.first
  end
end
