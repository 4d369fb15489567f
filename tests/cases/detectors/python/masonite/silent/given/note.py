# masonite is what this was written for once
class Route:
    get = dict


Route.get("/x", "XController@show")
