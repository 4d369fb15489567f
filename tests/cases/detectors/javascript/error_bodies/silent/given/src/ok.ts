export function handler(req, res) {
  res.status(200).json({ message: "fine" });
  res.status(code).json({ error: "unknown status" });
  res.json({ error: false });
  throw new Exception("x");
}
