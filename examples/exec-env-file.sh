deno run --no-prompt '--allow-env=ZENML_*' --allow-net=zenml.example.com --allow-read=.env --allow-run=python3 zenml-env.js exec --env-file .env --wait 2m -- python3 run.py
