deno run --no-prompt '--allow-env=ZENML_*,HTTPS_PROXY,https_proxy,HTTP_PROXY,http_proxy,ALL_PROXY,all_proxy,NO_PROXY,no_proxy' --allow-net=zenml.example.com zenml-env.js doctor
