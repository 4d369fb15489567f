// polka is a dance, h3 a headline
const map = new Map();
map.get("/x", show);
