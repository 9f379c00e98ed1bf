/** What the end of this process closes. Global, because vitest loads the environment apart from the tests. */
const CLOSERS = Symbol.for('palisade.processEnd')

function listClosers(): (() => Promise<unknown>)[] {
  const holder = globalThis as { [CLOSERS]?: (() => Promise<unknown>)[] }
  holder[CLOSERS] ??= []
  return holder[CLOSERS]
}

/** Close something when this process has run its last test file. */
export function closeAtProcessEnd(close: () => Promise<unknown>): void {
  listClosers().push(close)
}

/** Close everything at once; called when this process ends. */
export async function endProcess(): Promise<void> {
  await Promise.all(
    listClosers()
      .splice(0)
      .map((close) => close()),
  )
}
