import type { z } from 'zod'
import type { Turn } from '../../core/limit/createCeiling.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { IssuedLogin } from '../../core/login/types.ts'
import { parseBody } from '../../parseBody.ts'
import {
  challengeEndpoint,
  findGatesEndpoint,
  unlockEndpoint,
  whyEndpoint,
} from '../describe/endpoints/agents.ts'
import type { Endpoint } from '../describe/types.ts'
import type { StorefrontCaller } from '../storefront/storefrontRoute.ts'
import { formatChallenge } from './formatChallenge.ts'
import { formatUnlocked, formatWhy } from './formatChecks.ts'
import { formatFoundGates } from './formatFoundGates.ts'
import { ChallengeBody, FindGatesBody, UnlockForAgentBody, WhyBody } from './wire.ts'

export type AgentCaller<Context> = StorefrontCaller<Context> & {
  readonly clientAddress: ClientAddress | null
}

/** What an agent may ask: at an address of its own as JSON, and as an MCP tool. */
export type AgentTool<Context> = {
  readonly name: string
  readonly turn: Turn
  /** How the API describes it: title, words, and the schemas of what it takes and answers. */
  readonly endpoint: Endpoint & { readonly request: NonNullable<Endpoint['request']> }
  /** Whether it changes nothing, not even the list of open challenges. */
  readonly isReading: boolean
  /** Whether it reads chains. */
  readonly isOpenWorld: boolean
  /** @throws {InputError} ERR_BODY_INVALID; and what its flow throws */
  readonly run: (caller: AgentCaller<Context>, body: unknown) => Promise<object>
}

type Asked = { readonly myshopifyDomain: string; readonly clientAddress: ClientAddress | null }
type Signature = {
  readonly nonce: string
  readonly walletAddress: string
  readonly chain: string | undefined
  readonly signature: string
  readonly signedMessage: string | null
  readonly vaults: readonly string[]
}
type Line = { readonly productId: number; readonly variantId: number }

export type CreateAgentToolsParameters<Context> = {
  readonly now: () => number
  readonly listGates: (
    ctx: Context,
    asked: { readonly myshopifyDomain: string; readonly products: readonly number[] | null },
  ) => Promise<Omit<Parameters<typeof formatFoundGates>[0], 'after'>>
  readonly issueNonce: (
    ctx: Context,
    asked: Asked & {
      readonly chain: string
      readonly walletAddress: string
      readonly requestedDomain: string | null
    },
  ) => Promise<IssuedLogin>
  readonly checkGates: (
    ctx: Context,
    asked: Asked & { readonly gates: readonly number[]; readonly signed: Signature | null },
  ) => Promise<Parameters<typeof formatWhy>[0]>
  readonly unlockGates: (
    ctx: Context,
    asked: Asked &
      Signature & {
        readonly gates: readonly number[]
        readonly lines: readonly Line[]
        readonly cartToken: string | null
      },
  ) => Promise<Omit<Parameters<typeof formatUnlocked>[0], 'asked' | 'now'>>
}

/** Make the four tools of the flows that do them. */
export function createAgentTools<Context>(
  flows: CreateAgentToolsParameters<Context>,
): readonly AgentTool<Context>[] {
  const findGates = createTool<Context, z.output<typeof FindGatesBody>>({
    ...{ name: 'find_gates', turn: 'later', isReading: true, isOpenWorld: false },
    ...{ endpoint: findGatesEndpoint, schema: FindGatesBody },
    run: async ({ ctx, myshopifyDomain }, { products, after }) => {
      const found = await flows.listGates(ctx, { myshopifyDomain, products: products ?? null })
      return formatFoundGates({ ...found, after: after ?? null })
    },
  })
  const why = createTool<Context, z.output<typeof WhyBody>>({
    ...{ name: 'why', turn: 'later', isReading: false, isOpenWorld: true },
    ...{ endpoint: whyEndpoint, schema: WhyBody },
    run: async ({ ctx, site: _, ...caller }, { gates, ...given }) => {
      const { nonce, walletAddress, signature } = given
      const signed =
        nonce && walletAddress && signature
          ? toSignature({ ...given, nonce, walletAddress, signature })
          : null
      return formatWhy(await flows.checkGates(ctx, { ...caller, gates, signed }))
    },
  })
  const challenge = createTool<Context, z.output<typeof ChallengeBody>>({
    ...{ name: 'challenge', turn: 'first', isReading: false, isOpenWorld: false },
    ...{ endpoint: challengeEndpoint, schema: ChallengeBody },
    run: async ({ ctx, site, ...caller }, body) =>
      formatChallenge(await flows.issueNonce(ctx, { ...caller, ...body, requestedDomain: site })),
  })
  const unlock = createTool<Context, z.output<typeof UnlockForAgentBody>>({
    ...{ name: 'unlock', turn: 'later', isReading: false, isOpenWorld: true },
    ...{ endpoint: unlockEndpoint, schema: UnlockForAgentBody },
    run: async ({ ctx, site: _, ...caller }, { gates, lines, cart, ...given }) => {
      const unlocked = await flows.unlockGates(ctx, {
        ...{ ...caller, ...toSignature(given), gates },
        lines: lines.map(({ productId, variantId }) => ({ productId, variantId })),
        cartToken: cart ? cart.id.replace('gid://shopify/Cart/', '') : null,
      })
      return formatUnlocked({ ...unlocked, asked: { lines, cart }, now: flows.now() })
    },
  })
  return [findGates, why, challenge, unlock]
}

function createTool<Context, Input>({
  schema,
  run,
  ...tool
}: Omit<AgentTool<Context>, 'run'> & {
  readonly schema: z.ZodType<Input>
  readonly run: (caller: AgentCaller<Context>, input: Input) => Promise<object>
}): AgentTool<Context> {
  return { ...tool, run: async (caller, body) => run(caller, parseBody(schema, body)) }
}

function toSignature(given: {
  readonly nonce: string
  readonly walletAddress: string
  readonly signature: string
  readonly chain?: string | null | undefined
  readonly signedMessage?: string | null | undefined
  readonly vaults?: readonly string[] | null | undefined
}): Signature {
  const { nonce, walletAddress, signature, chain, signedMessage, vaults } = given
  return {
    ...{ nonce, walletAddress, signature, chain: chain ?? undefined },
    ...{ signedMessage: signedMessage ?? null, vaults: vaults ?? [] },
  }
}
