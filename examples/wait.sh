deno task doctor --wait 2m
