import { z } from 'zod'
import { findPicketChain } from '../core/chain/findPicketChain.ts'
import type { ChainSlug } from '../core/chain/types.ts'
import { PalisadeError } from '../core/errors/base.ts'
import { findMeantField, requirementFields, type SnakeField } from '../core/flatRequirement/findMeantField.ts'
import {
  type FlatRequirementInput,
  parseFlatRequirement,
} from '../core/flatRequirement/parseFlatRequirement.ts'
import type { FlatRequirement } from '../core/flatRequirement/types.ts'
import type { LoginContext } from '../core/login/composePicketMessage.ts'
import { parseSignedMessage } from '../core/login/parseSignedMessage.ts'
import { formatUnknownFields } from '../parseBody.ts'

/*
 * The bodies of the Picket wire, in every dialect of its five clients. Unknown fields are ignored, with two exceptions.
 * In `requirements` they are refused, because an ignored requirement would let everybody in. Elsewhere a field is
 * refused if it looks like a misspelled requirement field.
 */
const createTextSchema = (most: number) => z.string().max(most)
const id = createTextSchema(200)
const address = createTextSchema(128)
const MOST_UNKNOWN = 64
const list = (most: number) => z.array(id).max(most).nullish()

// Picket's modal looks for "allowedwallets must be an array", in any case.
const wallets = z
  .array(id, { error: 'is not a list: allowedWallets must be an array of wallet addresses' })
  .max(10_000)
  .nullish()
const minimum = z.union([z.string().max(120), z.number().nonnegative()]).nullish()

const requirementShape = {
  contractAddress: id.nullish(),
  contract_address: id.nullish(),
  minTokenBalance: minimum,
  min_token_balance: minimum,
  allowedWallets: wallets,
  allowed_wallets: wallets,
  tokenIds: list(50),
  token_ids: list(50),
  collection: z.union([id, z.array(id).max(50)]).nullish(),
  creatorAddress: id.nullish(),
  creator_address: id.nullish(),
}
/** Palisade's own: the chain of the tokens, if tokens of another chain must not count. */
const chain = createTextSchema(40).nullish()
/** The requirement fields as clients nest them under `requirements`. */
const Requirements = z.strictObject(
  { chain, ...requirementShape },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? formatUnknownFields(issue.keys as readonly string[], findMeant)
        : undefined,
  },
)
type RequirementsInput = z.infer<typeof Requirements>

const wallet = { walletAddress: address.nullish(), wallet_address: address.nullish() }

const Context = z.object({
  domain: createTextSchema(300).nullish(),
  uri: createTextSchema(600).nullish(),
  issuedAt: createTextSchema(60).nullish(),
  chainId: z.union([createTextSchema(20), z.number().int().nonnegative()]).nullish(),
  chainType: createTextSchema(20).nullish(),
  locale: createTextSchema(60).nullish(),
})

export const NonceBody = z
  .object({
    chain,
    ...wallet,
    locale: createTextSchema(60).nullish(),
    /** Palisade's own: `memo` for a Solana wallet that cannot sign texts, with the context of its text. */
    method: z.enum(['memo']).nullish(),
    context: Context.nullish(),
  })
  .transform(({ chain, locale, method, context, ...body }, ctx) => ({
    chain: chain ?? undefined,
    locale: locale ?? undefined,
    walletAddress: readWallet(body, ctx),
    method: method ?? undefined,
    context: readContext(context ?? {}, ctx),
  }))

export const AuthBody = z
  .looseObject({
    chain,
    ...wallet,
    signature: createTextSchema(8300).min(1),
    /** Palisade's own: base64 of the signed transaction, if the nonce was requested with the method `memo`. */
    signedMessage: createTextSchema(4096).nullish(),
    requirements: Requirements.nullish(),
    context: Context.nullish(),
    /** Palisade's own: the signed SIWE text, for clients that store it and send no context. */
    message: createTextSchema(2000).nullish(),
    ...requirementShape,
  })
  .transform(({ chain, signature, signedMessage, context, message, requirements, ...body }, ctx) => ({
    chain: readChain([chain, requirements?.chain], ctx) ?? undefined,
    walletAddress: readWallet(body, ctx),
    signature,
    signedMessage,
    context: readContext(context ?? {}, ctx) ?? (message ? parseSignedMessage(message) : null),
    requirement: readRequirement(body, requirements, ctx),
  }))

export const QrBody = z.object({ page: createTextSchema(2000).min(1) })

const accessToken = createTextSchema(16_384).min(1)

export const AuthzBody = z
  .looseObject({
    accessToken,
    chain,
    requirements: Requirements.nullish(),
    revalidate: z.boolean().nullish(),
    ...requirementShape,
  })
  .transform(({ accessToken, chain, revalidate, requirements, ...body }, ctx) => ({
    accessToken,
    chain: readChain([chain, requirements?.chain], ctx),
    revalidate: revalidate ?? false,
    requirement: checkGiven(readRequirement(body, requirements, ctx), ctx),
  }))

export const ValidateBody = z
  .looseObject({ accessToken, chain, requirements: Requirements.nullish(), ...requirementShape })
  .transform(({ accessToken, chain, requirements, ...body }, ctx) => ({
    accessToken,
    chain: readChain([chain, requirements?.chain], ctx),
    requirement: readRequirement(body, requirements, ctx),
  }))

/** Takes an access token, never a bare wallet address: the caller must prove that the wallet signed in. */
export const GateCheckBody = z.looseObject({ accessToken }).transform(({ accessToken, ...body }, ctx) => {
  checkNearFields(body, ctx)
  for (const name of ['requirements', ...Object.keys(requirementShape)]) {
    const hint = 'must be removed: the gate itself defines its requirement'
    if (body[name] != null) ctx.addIssue({ code: 'custom', path: [name], message: hint })
  }
  return { accessToken }
})

/** The requirement fields at the top level, or nested as in the Python quick start. */
export const OwnershipBody = z
  .looseObject({ chain, requirements: Requirements.nullish(), ...requirementShape })
  .transform(({ chain, requirements, ...body }, ctx) => ({
    said: readChain([chain, requirements?.chain], ctx),
    requirement: readRequirement(body, requirements, ctx),
  }))

/** Of March 2022, whose path did not name the wallet. */
export const OldOwnershipBody = z
  .looseObject({ ...wallet, requirements: Requirements.nullish(), ...requirementShape })
  .transform(({ walletAddress, wallet_address, requirements, ...body }, ctx) => ({
    walletAddress: readWallet({ walletAddress, wallet_address }, ctx),
    said: readChain([requirements?.chain], ctx),
    requirement: readRequirement(body, requirements, ctx),
  }))

/** For requests without a body: accepts anything. */
export const NoBody = z.object({})

/** The chain that the body names; all places that name one must agree. */
function readChain(said: readonly (string | null | undefined)[], ctx: z.RefinementCtx): ChainSlug | null {
  const slugs = said.flatMap((slug) => (slug ? [findPicketChain(slug)?.slug] : []))
  const [slug] = slugs
  if (slugs.includes(undefined))
    ctx.addIssue({ code: 'custom', path: ['chain'], message: 'is not a chain that this server knows' })
  if (slugs.some((other) => other !== slug)) {
    ctx.addIssue({ code: 'custom', path: ['chain'], message: 'has two different values' })
  }
  return slug ?? null
}

type WalletInput = { walletAddress?: string | null | undefined; wallet_address?: string | null | undefined }

function readWallet(input: WalletInput, ctx: z.RefinementCtx): string {
  const { walletAddress, wallet_address: other } = input
  if (walletAddress && other && walletAddress !== other) {
    ctx.addIssue({
      code: 'custom',
      path: ['walletAddress'],
      message: 'has two different values',
    })
  }
  const said = walletAddress || other
  if (!said) ctx.addIssue({ code: 'custom', path: ['walletAddress'], message: 'is missing' })
  return said || ''
}

/** Clients in Go send every field, empty; that counts as no context. */
function readContext(input: z.infer<typeof Context>, ctx: z.RefinementCtx): LoginContext | null {
  const { domain, uri, issuedAt, chainId } = input
  if (!domain && !uri && !issuedAt) return null
  for (const [name, value] of Object.entries({ domain, uri, issuedAt })) {
    if (!value) ctx.addIssue({ code: 'custom', path: ['context', name], message: 'is missing' })
  }
  if (typeof chainId === 'string' && !/^\d{0,15}$/.test(chainId)) {
    ctx.addIssue({ code: 'custom', path: ['context', 'chainId'], message: 'must be a number' })
  }
  return {
    domain: domain ?? '',
    uri: uri ?? '',
    issuedAt: issuedAt ?? '',
    chainId: chainId ? Number(chainId) : null,
  }
}

/** The requirement of a body: its top-level fields and those under `requirements`, which must agree. */
function readRequirement(
  body: Readonly<Record<string, unknown>>,
  requirements: RequirementsInput | null | undefined,
  ctx: z.RefinementCtx,
): FlatRequirement | null {
  // Most requests name no requirement.
  if (!requirements && Object.keys(body).length === 0) return null
  checkNearFields(body, ctx)
  const own: Readonly<Record<string, unknown>> = chooseFields(body as RequirementsInput, [], ctx)
  const nested = chooseFields(requirements ?? {}, ['requirements'], ctx)
  for (const [name, value] of Object.entries(nested)) {
    if (own[name] === undefined || JSON.stringify(own[name]) === JSON.stringify(value)) continue
    const message = 'differs from the same field at the top level'
    ctx.addIssue({ code: 'custom', path: ['requirements', name], message })
  }
  const fields = { ...own, ...nested }
  try {
    return parseFlatRequirement(fields)
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    ctx.addIssue({
      code: 'custom',
      path: ['requirements'],
      message: `is not valid: ${error.message} ${error.hint ?? ''}`.trim(),
    })
    return null
  }
}

/** Authorizing needs a requirement: without one, everybody would be authorized. */
function checkGiven(requirement: FlatRequirement | null, ctx: z.RefinementCtx) {
  const message = 'is missing or empty: name a token or allowedWallets'
  if (!requirement) ctx.addIssue({ code: 'custom', path: ['requirements'], message })
  return requirement
}

/**
 * Pick one level of requirement fields, each in one spelling. Null, absent and empty values are dropped, because they
 * must not hide another spelling's value. Two spellings of one field must agree.
 */
function chooseFields(
  fields: RequirementsInput,
  path: readonly string[],
  ctx: z.RefinementCtx,
): FlatRequirementInput {
  const read = <Name extends SnakeField>(name: Name) => {
    const [value, other] = [fields[name], fields[requirementFields[name]]].map((one) =>
      isSaid(name, one) ? one : undefined,
    )
    if (value !== undefined && other !== undefined && JSON.stringify(value) !== JSON.stringify(other)) {
      ctx.addIssue({
        code: 'custom',
        path: [...path, name],
        message: 'has two different values',
      })
    }
    return (value ?? other) as NonNullable<RequirementsInput[Name]> | undefined
  }
  const said = {
    contractAddress: read('contractAddress'),
    minTokenBalance: read('minTokenBalance'),
    allowedWallets: read('allowedWallets'),
    tokenIds: read('tokenIds'),
    collection: isSaid('collection', fields.collection) ? fields.collection : undefined,
    creatorAddress: read('creatorAddress'),
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

function isSaid(name: string, value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false
  // An empty list of wallets is valid: it admits nobody.
  return name === 'allowedWallets' || !isEmptyList(value)
}

/**
 * Refuse misspelled requirement fields. Other unknown fields are ignored, but an ignored requirement would require
 * nothing.
 */
function checkNearFields(body: Readonly<Record<string, unknown>>, ctx: z.RefinementCtx): void {
  const unknown = Object.keys(body).filter(
    (name) => !Object.hasOwn(requirementShape, name) && name !== 'requirements',
  )
  if (unknown.length > MOST_UNKNOWN) {
    ctx.addIssue({ code: 'custom', message: `has more than ${MOST_UNKNOWN} unknown fields` })
    return
  }
  const near = unknown.filter((name) => findMeant(name))
  if (near.length > 0) ctx.addIssue({ code: 'custom', message: formatUnknownFields(near, findMeant) })
}

function findMeant(name: string): string | null {
  return findMeantField(name, ['requirements'])
}

/** Whether a list has no content: no entries, or only empty texts, which are dropped. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => entry === '')
}
