import type { EndpointReport } from '../../app/core/chain/types.ts'
import type { BuiltQuery } from '../../app/ports/functions.ts'
import type { ShopifyPort } from '../../app/ports/shopify.ts'
import type { AdminGraphql } from '../../app/shopify/runOperation.ts'
import type { QuestionId } from './questions.ts'

/** A shop that is checked, with what the check may ask. */
export type LiveShop = {
  readonly myshopifyDomain: string
  /** Where shoppers buy, without a slash at the end. */
  readonly storefrontOrigin: string
  /** The password of a storefront that is not open yet. */
  readonly storefrontPassword: string | null
  readonly graphql: AdminGraphql
  readonly port: ShopifyPort
  readonly readQueries: () => Promise<readonly BuiltQuery[]>
  /** The RPC endpoints, once each was probed. */
  readonly readEndpoints: () => Promise<readonly EndpointReport[]>
}

/** What a person answers: yes, no, or nothing. */
export type Reply = 'y' | 'n' | 'skip'
/** A question to a person. `key` names it in a file of answers. */
export type PersonQuestion = {
  readonly key: string
  /** Numbered steps before the question. */
  readonly steps: readonly string[]
  readonly asks: string
}

/** What was found: an answer of the table, or null with the reason why it is not known. */
export type Finding = { readonly answer: string | null; readonly seen: string }
export type Findings = Partial<Record<QuestionId, Finding>>

/** One run of the check. */
export type LiveRun = LiveShop & {
  /** Marks whatever the run makes. */
  readonly mark: string
  readonly ask: (question: PersonQuestion) => Promise<Reply>
  readonly say: (sentence: string) => void
  /** Registers what removes something that the run has made; it runs at the end, also of an aborted run. */
  readonly onEnd: (remove: () => Promise<unknown>) => void
  readonly wait: (milliseconds: number) => Promise<void>
}

/** A part of the check. It asks before it writes anything. */
export type LiveProbe = {
  /** The questions that it settles. */
  readonly settles: readonly QuestionId[]
  /** What it writes, for the person who is asked; null if it only reads. */
  readonly writes: { readonly key: string; readonly text: string } | null
  readonly run: (live: LiveRun) => Promise<Findings>
}
