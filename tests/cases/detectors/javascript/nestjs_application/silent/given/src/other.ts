import express from "express";
import { NestFactory } from "@nestjs/core";

const app = express();
app.use(helmet());
fn.apply(this, [1]);
const provider = { provide: "CONFIG", useValue: 1 };
