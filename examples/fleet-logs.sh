kubectl logs --selector=job-name=zenml-fleet --tail=-1 | grep '^{' >zenml-fleet.jsonl
