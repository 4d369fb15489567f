import { Pool } from "./worker-pool";
import { createClient } from "@supabase/supabase-js";

export const pool = new Pool({ max: 4 });
export const client = createClient("url");
export const action = { type: "postgres", entities: [] };
socket.connect("x");
