import { Pool } from "pg";
import Redis from "ioredis";
import mysql from "mysql2/promise";
import knex from "knex";
import mongoose from "mongoose";
import postgres from "postgres";
import { Sequelize } from "sequelize";
import { DataSource } from "typeorm";

export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
export const cache = new Redis(process.env.REDIS_URL);
export const other = mysql.createPool({ host: "db", connectionLimit: 7 });
export const built = knex({ client: "pg", pool: { min: 2, max: 9 } });
export const sql = postgres(process.env.PG_URL, { max: 4 });
export const orm = new Sequelize({ dialect: "mariadb", pool: { max: 5 } });
export const source = new DataSource({
  type: "postgres",
  entities: [],
  extra: { max: 30 },
});
mongoose.connect(process.env.MONGO_URL);
