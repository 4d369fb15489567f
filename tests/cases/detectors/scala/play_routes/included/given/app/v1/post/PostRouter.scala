package v1.post

import play.api.routing.SimpleRouter
import play.api.routing.sird._

class PostRouter(posts: Posts) extends SimpleRouter {
  override def routes: Routes = {
    case GET(p"/$id") => posts.show(id)
  }
}
