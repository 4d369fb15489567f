class Orders
  # No before_action here.
  def authorize; end
end
