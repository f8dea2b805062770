export * from "../sources/setting.ts";
