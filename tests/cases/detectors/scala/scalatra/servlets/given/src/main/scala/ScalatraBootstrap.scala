import org.scalatra.LifeCycle
import shop.Orders

class ScalatraBootstrap extends LifeCycle {
  override def init(context: ServletContext): Unit = {
    context.mount(new Orders(store), "/orders/*")
  }
}
