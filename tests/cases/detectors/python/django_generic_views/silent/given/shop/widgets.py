class Tree(QListView):
    pass


class Plain(View):
    queryset = Order.objects.all()

    def get(self, request): ...


class Home(TemplateView):
    template_name = "x.html"
