export default eventHandler((event) => { if (event.method === "GET") return 1; });
