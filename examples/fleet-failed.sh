cat zenml-*.jsonl | jq -r 'select(.ok | not) | .file'
