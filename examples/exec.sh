deno run --no-prompt '--allow-env=ZENML_*' --allow-net=zenml.example.com --allow-run=terraform zenml-env.js exec -- terraform plan
