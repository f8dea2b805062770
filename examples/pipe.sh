pass show zenml/ci | deno task doctor --url https://zenml.example.com --api-key-stdin
