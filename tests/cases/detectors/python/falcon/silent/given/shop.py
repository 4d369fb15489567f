class Button:
    def on_press(self): ...

    def on_getting(self): ...


map.add_route("/a", Button())
