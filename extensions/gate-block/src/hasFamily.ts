import type { ChainLabel, GateConfig } from './readConfig.ts'

/** Whether a gate of the page names a chain of this family, or no chain at all. A block without gates takes any wallet. */
export function hasFamily({ gates }: GateConfig, wanted: ChainLabel['family']): boolean {
  return !gates[0] || gates.some(({ chains }) => !chains[0] || chains.some(({ family }) => family === wanted))
}
