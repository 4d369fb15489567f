let app = App.get "words"
