package app;

import com.vaadin.flow.router.Route;

class Other {
    @Route(path = "/view")
    void view() {
    }
}
