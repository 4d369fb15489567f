import Vapor

func call(router: Router) {
    router.get("todos") { _ in "x" }
}
