import type { TracesPort } from '../ports/traces.ts'

const NO_TRACES: TracesPort = {
  isOn: false,
  runSpan: (_, run) => run(),
  add: () => {},
  close: async () => {},
}

/**
 * Open the traces, which go to a collector if there is one. The libraries are loaded only then, so that a server
 * without a collector pays nothing.
 */
export async function openTraces({
  endpoint,
}: {
  /** The collector's base URL for OTLP over HTTP; undefined for none. */
  endpoint: string | undefined
}): Promise<TracesPort> {
  if (endpoint === undefined) return NO_TRACES
  const { createTraces } = await import('./createTraces.ts')
  return createTraces()
}
