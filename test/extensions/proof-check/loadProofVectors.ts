import { readFile } from 'node:fs/promises'

export type ProofVector = {
  name: string
  place: 'c' | 'l' | 'm'
  text: string
  /** The text is exactly one proof, whatever its MAC. */
  wellFormed: boolean
  today: string
  slot: number
  customer: string | null
  isAuthenticated: boolean
  /** Instead of the file's config. */
  config?: Record<string, unknown>
  expect: 'accepted' | 'empty' | 'refused'
  why: string
}

export type ProofVectors = {
  root: string
  shopId: string
  keys: { epoch: string; key: string }[]
  config: Record<string, unknown>
  cases: ProofVector[]
}

/** Load the proof's vectors, which every side that reads a proof runs. */
export async function loadProofVectors(): Promise<ProofVectors> {
  const file = new URL('../../vectors/proof.json', import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')) as ProofVectors
}
