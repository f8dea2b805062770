deno run --no-prompt '--allow-env=ZENML_*' --allow-net=zenml.example.com zenml-env.js doctor --consumer terraform &&
  terraform plan
