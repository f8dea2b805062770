deno task doctor --each deploy/*.env --jobs 32
