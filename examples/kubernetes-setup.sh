kubectl create configmap zenml-env --from-file=zenml-env.js
pass show zenml/ci | tr -d '\n' | kubectl create secret generic zenml --from-file=api-key=/dev/stdin
