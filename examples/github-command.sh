deno run --no-prompt '--allow-env=ZENML_*,GITHUB_ACTIONS,GITHUB_STEP_SUMMARY' --allow-write="$GITHUB_STEP_SUMMARY" --allow-net=zenml.example.com zenml-env.js doctor
