exports=$(deno task zenml-env resolve --format shell --as terraform --show-secrets)
eval "$exports"
