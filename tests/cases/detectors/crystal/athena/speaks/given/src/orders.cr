@[ARTA::Route(path: "/orders")]
@[ADI::Register]
class OrderController < ATH::Controller
  @[ARTA::Get("/{id}")]
  def show(id : Int32) : Order
  end

  @[ARTA::Route("/search", methods: {"GET", "POST"})]
  def search
  end
end
