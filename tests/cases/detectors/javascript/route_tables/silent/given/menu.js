const menu = [{ title: "Orders", path: "/orders", icon: "box" }];
fetch("/orders", { method: "POST", path: "/x" });
menu.forEach((each) => draw(each.path));
