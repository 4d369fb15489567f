export * from "../other/route";
