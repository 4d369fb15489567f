from rest_framework.routers import DefaultRouter

router = DefaultRouter()
router.register("users", object)


class Volumes:
    def mount(self, where):
        disks().mount("/data", where)
