/** Asks a URL and does not care for the answer. */
try {
  const signal = AbortSignal.timeout(5000);
  const answer = await fetch(Deno.args[0] ?? "", { signal });
  await answer.body?.cancel();
} catch {
  // Who was asked is what counts.
}
