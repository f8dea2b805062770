# The three requests of a healthy examination, each by a curl of its own, as ZENML_STORE_URL and ZENML_STORE_API_KEY say.
# What is secret goes to curl by its standard input; the shell itself takes the token out, so that nothing but curl is started.
set -eu
api=$ZENML_STORE_URL/api/v1
curl -q -fsS -o /dev/null "$api/info"
answer=$(printf %s "$ZENML_STORE_API_KEY" |
  curl -q -fsS -d grant_type=zenml-api-key --data-urlencode password@- "$api/login")
token=${answer#*\"access_token\":\"}
token=${token%%\"*}
printf 'header = "Authorization: Bearer %s"' "$token" |
  curl -q -fsS -K - -o /dev/null "$api/current-user"
