import { assertEquals } from "@std/assert";
import { endpointOf, mayConnect, mayRequest } from "../../lib/http/endpoint.ts";

const ENDPOINTS = [
  ["https://zenml.example.com", "zenml.example.com", 443, false],
  ["http://zenml.example.com/path", "zenml.example.com", 80, false],
  ["http://127.0.0.1:8080", "127.0.0.1", 8080, true],
  ["https://[::1]:8443", "::1", 8443, true],
  ["http://1.example.com", "1.example.com", 80, false],
] as const;

for (const [url, hostname, port, isAddress] of ENDPOINTS) {
  Deno.test(`endpointOf() finds host and port of ${url}`, () => {
    const host = hostname.includes(":") ? `[${hostname}]` : hostname;
    const permission = `${host}:${port}`;
    assertEquals(endpointOf(url), { hostname, port, permission, isAddress });
  });
}

Deno.test("mayRequest() and mayConnect() say what Deno permits", {
  permissions: { net: ["127.0.0.1:8080"] },
}, () => {
  assertEquals(mayRequest("http://127.0.0.1:8080/info"), true);
  assertEquals(mayRequest("http://127.0.0.1:8081/info"), false);
  assertEquals(mayConnect("127.0.0.1:8080"), true);
  assertEquals(mayConnect("127.0.0.1"), false);
});
