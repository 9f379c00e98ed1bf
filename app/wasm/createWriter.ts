import { FunctionTrap } from './trap.ts'

type Open = { kind: 'object' | 'array'; length: number; keys: string[]; items: unknown[] }

const OK = 0

/** Make a writer that builds the output from a Function's calls. Every misuse throws FunctionTrap. */
export function createWriter() {
  const stack: Open[] = []
  let root: { value: unknown } | null = null

  function place(value: unknown): number {
    const parent = stack.at(-1)
    if (!parent) {
      if (root) throw new FunctionTrap('A second output was written.')
      root = { value }
      return OK
    }
    if (parent.kind === 'object' && parent.keys.length === parent.items.length)
      throw new FunctionTrap('A value was written where a key was expected.')
    if (parent.items.length === parent.length)
      throw new FunctionTrap(`More was written than the ${parent.kind} was opened for.`)
    parent.items.push(value)
    return OK
  }

  function key(parent: Open, name: string): number {
    if (parent.keys.length === parent.length)
      throw new FunctionTrap('More was written than the object was opened for.')
    if (parent.keys.includes(name)) throw new FunctionTrap(`The key ${name} was written twice.`)
    parent.keys.push(name)
    return OK
  }

  return {
    scalar: place,

    text(value: string): number {
      const parent = stack.at(-1)
      const isKey = parent?.kind === 'object' && parent.keys.length === parent.items.length
      return isKey ? key(parent, value) : place(value)
    },

    open(kind: Open['kind'], length: number): number {
      if (stack.length === 0 && root) throw new FunctionTrap('A second output was written.')
      stack.push({ kind, length, keys: [], items: [] })
      return OK
    },

    close(kind: Open['kind']): number {
      const done = stack.pop()
      if (!done || done.kind !== kind) throw new FunctionTrap(`No ${kind} was open.`)
      if (done.items.length !== done.length)
        throw new FunctionTrap(`The ${kind} was opened for ${done.length}, not for ${done.items.length}.`)
      const { keys, items } = done
      return place(kind === 'array' ? items : Object.fromEntries(keys.map((name, i) => [name, items[i]])))
    },

    finish(): unknown {
      if (stack.length > 0 || !root) throw new FunctionTrap('The output was not finished.')
      return root.value
    },
  }
}
