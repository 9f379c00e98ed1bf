import type { GatesState } from './types.ts'

/** Holds the state, and tells of each change. */
export type Store = {
  readonly read: () => GatesState
  readonly set: (change: Partial<GatesState>) => void
  /** Answers the function that stops it. */
  readonly listen: (listener: () => void) => () => void
}

const NOTHING: GatesState = {
  ...{ step: 'idle', wallets: [], gates: [], address: null, proof: null, lineProofs: [], codes: [] },
  ...{ endsAt: null, suggestedVaults: [], cart: 'none', error: null },
}

export function createStore(): Store {
  let state = NOTHING
  const listeners = new Set<() => void>()
  return {
    read: () => state,
    set: (change) => {
      state = { ...state, ...change }
      for (const listener of [...listeners]) listener()
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
