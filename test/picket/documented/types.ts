import type { Stage } from './openStage.ts'

/** A test elsewhere that runs what a row is about, by its file and its title as it is written there. */
export type NamedTest = { readonly file: string; readonly title: string }

/** A row of what Picket documented: a request, parameter, claim, method of a client, example or tutorial. */
export type DocumentedCase = {
  readonly row: number
  readonly what: string
  /** Sends the request, and compares what comes back. */
  readonly check?: (stage: Stage) => Promise<void>
  /** Tests that run it, where it needs a browser, a package or a server of its own. */
  readonly tests?: readonly NamedTest[]
  /** Words of docs/moving-from-picket.md that say why it differs on purpose. */
  readonly explained?: string
  /** Words of the same document that say that it is not offered. */
  readonly missing?: string
}

export type Section = { readonly name: string; readonly cases: readonly DocumentedCase[] }
