// deno run --allow-env=ZENML_* --allow-net=zenml.example.com pipelines.ts
import { configurationOf, resolve } from "@mlops/zenml-env";
import { authorizedFetch } from "@mlops/zenml-env/access-token";
import { readEnvironment } from "@mlops/zenml-env/environment";

const configuration = configurationOf(
  resolve({ environment: readEnvironment() }),
);
using send = authorizedFetch(configuration);
for (let page = 1, pages = 1; page <= pages; page++) {
  const response = await send(`/api/v1/pipelines?page=${page}&size=50`);
  if (!response.ok) {
    throw new Error(`${response.status}: ${await response.text()}`);
  }
  const { items, total_pages } = await response.json();
  for (const { name } of items) console.log(name);
  pages = total_pages;
}
