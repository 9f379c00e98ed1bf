import { FunctionTrap } from './trap.ts'

type Open = { kind: 'object' | 'array'; length: number; keys: string[]; items: unknown[] }

const OK = 0

/** Make the writer of a Function's output: the calls of the Function build one JSON value. A misuse throws FunctionTrap. */
export function createWriter() {
  const stack: Open[] = []
  let root: { value: unknown } | null = null

  function place(value: unknown): number {
    const parent = stack.at(-1)
    if (!parent) {
      if (root) throw new FunctionTrap('The module wrote a second output.')
      root = { value }
      return OK
    }
    if (parent.kind === 'object' && parent.keys.length === parent.items.length)
      throw new FunctionTrap('The module wrote a value where a key was expected.')
    if (parent.items.length === parent.length)
      throw new FunctionTrap(`The module wrote more entries than it opened the ${parent.kind} for.`)
    parent.items.push(value)
    return OK
  }

  function key(parent: Open, name: string): number {
    if (parent.keys.length === parent.length)
      throw new FunctionTrap('The module wrote more entries than it opened the object for.')
    if (parent.keys.includes(name)) throw new FunctionTrap(`The module wrote the key ${name} twice.`)
    parent.keys.push(name)
    return OK
  }

  return {
    /** Forget what was written. */
    start(): void {
      stack.length = 0
      root = null
    },

    scalar: place,

    text(value: string): number {
      const parent = stack.at(-1)
      const isKey = parent?.kind === 'object' && parent.keys.length === parent.items.length
      return isKey ? key(parent, value) : place(value)
    },

    open(kind: Open['kind'], length: number): number {
      if (stack.length === 0 && root) throw new FunctionTrap('The module wrote a second output.')
      stack.push({ kind, length, keys: [], items: [] })
      return OK
    },

    close(kind: Open['kind']): number {
      const done = stack.pop()
      if (!done || done.kind !== kind)
        throw new FunctionTrap(`The module closed a ${kind} that was not open.`)
      if (done.items.length !== done.length)
        throw new FunctionTrap(
          `The module opened the ${kind} with length ${done.length} and wrote ${done.items.length}.`,
        )
      const { keys, items } = done
      return place(kind === 'array' ? items : Object.fromEntries(keys.map((name, i) => [name, items[i]])))
    },

    finish(): unknown {
      if (stack.length > 0 || !root) throw new FunctionTrap('The module did not finish its output.')
      return root.value
    },
  }
}
