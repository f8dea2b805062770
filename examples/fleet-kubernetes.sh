kubectl create secret generic zenml-fleet --from-file=fleet/
kubectl apply -f fleet-job.yml
