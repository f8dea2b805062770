// The rules by which env files are read.

/** Whose rules an env file is read by: `docker` keeps quotes, comments and blanks in values, as `docker run` does. */
export type EnvFileFormat = "dotenv" | "docker";

/** All of them, the default first. */
export const ENV_FILE_FORMATS: readonly EnvFileFormat[] = ["dotenv", "docker"];
