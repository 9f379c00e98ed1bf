import { type ProbeSourcesParameters, probeSources } from './probeSources.ts'

/** How often sources are asked again that did not answer, or were of another chain, in milliseconds. */
const againMs = 60_000

/** Probe all sources now, and those that remain unclear every minute; answers how to stop. Keeps no process alive. */
export function startProbing(parameters: ProbeSourcesParameters): () => void {
  void probeSources(parameters)
  const timer = setInterval(() => void probeSources({ ...parameters, isAgain: true }), againMs)
  timer.unref()
  return () => clearInterval(timer)
}
