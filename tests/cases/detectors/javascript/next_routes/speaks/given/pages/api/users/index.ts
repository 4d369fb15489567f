export default function handler(req, res) {
  if (req.method === "POST") return create(res);
  if (req.method !== "GET") return res.status(405).end();
}
