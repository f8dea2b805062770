uvx zenml-env doctor
