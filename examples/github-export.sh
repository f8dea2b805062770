deno run --no-prompt '--allow-env=ZENML_*,GITHUB_ENV' --allow-write="$GITHUB_ENV" zenml-env.js resolve --format github --as terraform --show-secrets
