package shop

class UrlMappings {
    static mappings = {
        "/$controller/$action?/$id?(.$format)?"()
        delete "/cache/$key"(controller: "cache", action: "clear")
        group "/api", {
            "/books"(resources: "book", excludes: ['patch']) {
                "/authors"(resources: "author", includes: ['index'])
            }
            "/profile"(single: "profile", includes: "show")
        }
        "/orders/$id"(controller: "order") {
            action = [GET: "show", PUT: "update"]
        }
        "/"(view: "/index")
        "500"(view: '/error')
    }
}
