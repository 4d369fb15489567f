import static ratpack.groovy.Groovy.ratpack

ratpack {
  handlers {
    get { render "shop" }
    prefix("api") {
      get("orders/:id") { render "order" }
      path("orders") {
        byMethod {
          get { render "all" }
          post { render "new" }
        }
      }
    }
  }
}
