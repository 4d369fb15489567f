import { DataSource, EntitySchema } from "typeorm";
import { SnakeNamingStrategy } from "typeorm-naming-strategies";

export const source = new DataSource({ type: "postgres", namingStrategy: new SnakeNamingStrategy() });
export const Old = new EntitySchema({ name: "Old", columns: {} });
