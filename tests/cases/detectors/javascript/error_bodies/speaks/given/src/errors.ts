import { StatusCodes } from "http-status-codes";
import { BadRequestException, NotFoundException } from "@nestjs/common";

export function handler(err, req, res, next) {
  if (err.known) return res.status(404).json({ error: "not found" });
  if (err.invalid) return res.status(StatusCodes.BAD_REQUEST).send({ message: "invalid", code: 1 });
  res.status(500).json({ type: "about:blank", title: "oops", status: 500, detail: "x" });
}

export function find(id) {
  if (!id) throw new BadRequestException({ errors: { id: "missing" } });
  throw new NotFoundException("no such order");
}
