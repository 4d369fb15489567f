from falcon import App


def build(app: App):
    app.add_route("/health", Health())
    settings.include("defaults.ini")
