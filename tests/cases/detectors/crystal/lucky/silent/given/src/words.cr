class Action
  def get(path)
  end
end
