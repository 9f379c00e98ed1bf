// Held on the global object: Vite evaluates a module again after an edit, and what the module started before would run on
// beside what it starts now.
const held = globalThis as typeof globalThis & { palisadeRunning?: Map<string, () => unknown> }

/** Start something that runs until the process ends. What was started under the same name is stopped first. */
export function runOnce<Running>({
  name,
  start,
  stop,
}: {
  name: string
  start: () => Running
  stop: (running: Running) => unknown
}): Running {
  held.palisadeRunning ??= new Map()
  held.palisadeRunning.get(name)?.()
  const running = start()
  held.palisadeRunning.set(name, () => stop(running))
  return running
}
