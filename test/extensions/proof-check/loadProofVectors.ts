import { readFile } from 'node:fs/promises'

export type ProofVector = {
  name: string
  place: 'c' | 'l' | 'm'
  text: string
  /** Whether the text is exactly one proof, regardless of its MAC. */
  wellFormed: boolean
  today: string
  slot: number
  customer: string | null
  isAuthenticated: boolean
  /** Replaces the file's config. */
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

/** Load the proof's vectors, which every reader of proofs runs. */
export async function loadProofVectors(): Promise<ProofVectors> {
  const file = new URL('../../vectors/proof.json', import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')) as ProofVectors
}
