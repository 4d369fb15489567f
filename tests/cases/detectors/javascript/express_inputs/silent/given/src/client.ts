const request = new XMLHttpRequest();
export function send(req: Outgoing) {
  request.setRequestHeader("x", "y");
  req.headers.set("Accept", "text/plain");
  return fetch(req.url, { body: req.payload });
}
