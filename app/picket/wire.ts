import { z } from 'zod'
import { findPicketChain } from '../core/chain/findPicketChain.ts'
import type { ChainSlug } from '../core/chain/types.ts'
import { PalisadeError } from '../core/errors/base.ts'
import { parseFlatRequirement } from '../core/flatRequirement/parseFlatRequirement.ts'
import type { FlatRequirement } from '../core/flatRequirement/types.ts'
import type { LoginContext } from '../core/login/composePicketMessage.ts'
import { parseSignedMessage } from '../core/login/parseSignedMessage.ts'

/*
 * The bodies of the Picket wire, with every dialect its five clients speak. Unknown fields are ignored.
 */
const text = (most: number) => z.string().max(most)
const id = text(200)
const address = text(128)
const list = (most: number) => z.array(id, { error: 'it must be an array of texts' }).max(most).nullish()

const requirementFields = {
  contractAddress: id.nullish(),
  minTokenBalance: z.union([z.string().max(120), z.number().nonnegative()]).nullish(),
  allowedWallets: z
    .array(id, { error: 'allowedWallets must be an array of wallet addresses' })
    .max(1000)
    .nullish(),
  tokenIds: list(50),
  token_ids: list(50),
  collection: z.union([id, z.array(id).max(50)]).nullish(),
  creatorAddress: id.nullish(),
}
/** Palisade's own: the chain that the tokens are meant on, where a token of another one must not do. */
const chain = text(40).nullish()
/** The requirement fields as clients nest them under `requirements`. */
export const Requirements = z.object({ chain, ...requirementFields })
type RequirementsInput = z.infer<typeof Requirements>

const wallet = { walletAddress: address.nullish(), wallet_address: address.nullish() }

export const NonceBody = z
  .object({ chain, ...wallet, locale: text(60).nullish() })
  .transform(({ chain, ...body }, ctx) => ({
    chain: chain ?? undefined,
    walletAddress: readWallet(body, ctx),
  }))

const Context = z.object({
  domain: text(300).nullish(),
  uri: text(600).nullish(),
  issuedAt: text(60).nullish(),
  chainId: z.union([text(20), z.number().int().nonnegative()]).nullish(),
  chainType: text(20).nullish(),
  locale: text(60).nullish(),
})

export const AuthBody = z
  .object({
    chain,
    ...wallet,
    signature: text(8300).min(1),
    requirements: Requirements.nullish(),
    context: Context.nullish(),
    /** Palisade's own: the signed SIWE text, for clients that keep it and send no context. */
    message: text(2000).nullish(),
    ...requirementFields,
  })
  .transform(({ chain, signature, context, message, requirements, ...body }, ctx) => ({
    chain: readChain([chain, requirements?.chain], ctx) ?? undefined,
    walletAddress: readWallet(body, ctx),
    signature,
    context: readContext(context ?? {}, ctx) ?? (message ? parseSignedMessage(message) : null),
    requirement: readRequirement({ ...pickFields(body), ...pickFields(requirements ?? {}) }, ctx),
  }))

const accessToken = text(16_384).min(1, { error: 'it is empty' })

export const AuthzBody = z
  .object({
    accessToken,
    chain,
    requirements: Requirements.nullish(),
    revalidate: z.boolean().nullish(),
    ...requirementFields,
  })
  .transform(({ accessToken, chain, revalidate, requirements, ...body }, ctx) => ({
    accessToken,
    chain: readChain([chain, requirements?.chain], ctx),
    revalidate: revalidate ?? false,
    requirement: readRequirement({ ...pickFields(body), ...pickFields(requirements ?? {}) }, ctx),
  }))

export const ValidateBody = z
  .object({ accessToken, chain, requirements: Requirements.nullish(), ...requirementFields })
  .transform(({ accessToken, chain, requirements, ...body }, ctx) => ({
    accessToken,
    chain: readChain([chain, requirements?.chain], ctx),
    requirement: readRequirement({ ...pickFields(body), ...pickFields(requirements ?? {}) }, ctx),
  }))

/** Never a wallet's bare address: whoever asks about a wallet shows that it signed in. */
export const GateCheckBody = z.object({ accessToken })

/** The requirement fields flat, or nested as the Python quick start sends them. */
export const OwnershipBody = z
  .object({ requirements: Requirements.nullish(), ...requirementFields })
  .transform(({ requirements, ...body }, ctx) => ({
    requirement: readRequirement({ ...pickFields(body), ...pickFields(requirements ?? {}) }, ctx),
  }))

/** Nothing is asked of a body: of requests that have none. */
export const NoBody = z.object({})

/** The one chain that is said, in however many places. */
function readChain(said: readonly (string | null | undefined)[], ctx: z.RefinementCtx): ChainSlug | null {
  const slugs = said.flatMap((slug) => (slug ? [findPicketChain(slug)?.slug] : []))
  const [slug] = slugs
  if (slugs.includes(undefined))
    ctx.addIssue({ code: 'custom', path: ['chain'], message: 'it is not known here' })
  if (slugs.some((other) => other !== slug)) {
    ctx.addIssue({ code: 'custom', path: ['chain'], message: 'it is said twice, and differently' })
  }
  return slug ?? null
}

type WalletInput = { walletAddress?: string | null | undefined; wallet_address?: string | null | undefined }

function readWallet(input: WalletInput, ctx: z.RefinementCtx): string {
  const { walletAddress, wallet_address: other } = input
  if (walletAddress && other && walletAddress !== other) {
    ctx.addIssue({ code: 'custom', path: ['walletAddress'], message: 'it is said twice, and differently' })
  }
  const said = walletAddress || other
  if (!said) ctx.addIssue({ code: 'custom', path: ['walletAddress'], message: 'it is missing' })
  return said || ''
}

/** Clients in Go send every field, empty: that is no context. */
function readContext(input: z.infer<typeof Context>, ctx: z.RefinementCtx): LoginContext | null {
  const { domain, uri, issuedAt, chainId } = input
  if (!domain && !uri && !issuedAt) return null
  for (const [name, value] of Object.entries({ domain, uri, issuedAt })) {
    if (!value) ctx.addIssue({ code: 'custom', path: ['context', name], message: 'it is missing' })
  }
  if (typeof chainId === 'string' && !/^\d{0,15}$/.test(chainId)) {
    ctx.addIssue({ code: 'custom', path: ['context', 'chainId'], message: 'it is not a number' })
  }
  return {
    domain: domain ?? '',
    uri: uri ?? '',
    issuedAt: issuedAt ?? '',
    chainId: chainId ? Number(chainId) : null,
  }
}

function readRequirement(fields: Partial<RequirementsInput>, ctx: z.RefinementCtx): FlatRequirement | null {
  const { contractAddress, minTokenBalance, allowedWallets, tokenIds, collection, creatorAddress } = fields
  try {
    return parseFlatRequirement({
      contractAddress: contractAddress ?? undefined,
      minTokenBalance: minTokenBalance ?? undefined,
      allowedWallets: allowedWallets ?? undefined,
      tokenIds: tokenIds ?? undefined,
      collection: collection ?? undefined,
      creatorAddress: creatorAddress ?? undefined,
    })
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    ctx.addIssue({ code: 'custom', path: ['requirements'], message: `${error.message} ${error.hint ?? ''}` })
    return null
  }
}

/** One level of requirement fields, in one spelling, without what is null, absent or empty, which must not hide what stands beside it. */
function pickFields({ token_ids, ...fields }: Partial<RequirementsInput>): Partial<RequirementsInput> {
  const said = { ...fields, tokenIds: fields.tokenIds?.length ? fields.tokenIds : token_ids }
  // An empty list of wallets is a list that admits nobody.
  const isSaid = ([name, value]: [string, unknown]) =>
    value !== null &&
    value !== undefined &&
    value !== '' &&
    (name === 'allowedWallets' || !isEmptyList(value))
  return Object.fromEntries(Object.entries(said).filter(isSaid))
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
