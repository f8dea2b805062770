/** What might become an option, a permission, a command of a shell or several values, wherever an input takes it. */
export const HOSTILE_INPUTS = [
  "--allow-all",
  "-A",
  "--",
  "-",
  "--url=https://mallory.example.com",
  "x --api-key-stdin",
  "x\n--demo",
  "x,--demo",
  "$(touch pwned)",
  "`touch pwned`; touch pwned",
  "'\"\\ && touch pwned",
] as const;
