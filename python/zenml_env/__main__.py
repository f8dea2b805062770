from zenml_env import main

main()
