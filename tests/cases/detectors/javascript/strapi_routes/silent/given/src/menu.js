const menu = { routes: [{ method: "GET", path: "/x", handler: "a.b" }] };
