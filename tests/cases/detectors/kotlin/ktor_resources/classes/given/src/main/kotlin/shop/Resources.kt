package shop

import io.ktor.resources.Resource

@Resource("/orders")
class Orders(val sort: String? = null) {
    @Resource("new")
    class New(val parent: Orders = Orders())

    @Resource("{id}")
    class Id(val parent: Orders = Orders(), val id: Long) {
        @Resource("edit")
        class Edit(val parent: Id)
    }
}

@location("/sessions") class Sessions {
    @location("/refresh") class Refresh
}
