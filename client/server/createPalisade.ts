import { createTokenVerifier } from './createTokenVerifier.ts'
import { createWebhookCalls, type WebhookCalls } from './createWebhookCalls.ts'
import { PalisadeError } from './PalisadeError.ts'
import { type PalisadeOptions, readOptions } from './readOptions.ts'
import { type Path, sendRequest } from './sendRequest.ts'
import type {
  CallOptions,
  ChainInfo,
  Claims,
  Contract,
  GateCheck,
  Nonce,
  Ownership,
  Receipt,
  Requirements,
  SignedIn,
  SigningContext,
} from './types.ts'
import type { PublicKeySet } from './verifyJwt.ts'

export type CreateNonceParameters = CallOptions & {
  readonly chain?: string
  readonly walletAddress: string
  /** For a Solana wallet that cannot sign texts; needs `context`. */
  readonly method?: 'memo'
  readonly context?: SigningContext
}
export type SignInParameters = CallOptions & {
  readonly chain?: string
  readonly walletAddress: string
  readonly signature: string
  readonly signedMessage?: string
  readonly context?: SigningContext
  readonly requirements?: Requirements
}
export type ValidateParameters = CallOptions & {
  readonly accessToken: string
  readonly requirements?: Requirements
}
export type AuthorizeParameters = CallOptions & {
  readonly accessToken: string
  readonly requirements: Requirements
  /** Read every balance again; default: believe what is less than a minute old. */
  readonly revalidate?: boolean
}
export type CheckTokenOwnershipParameters = CallOptions & {
  readonly chain: string
  readonly walletAddress: string
  readonly requirements: Requirements
}

/** The calls of the API, under the names of its OpenAPI document. Every rejection is a `PalisadeError`, or your signal's reason. */
export type Palisade = WebhookCalls & {
  /** Start a sign-in: what the wallet signs. */
  readonly createNonce: (parameters: CreateNonceParameters) => Promise<Nonce>
  /** Finish a sign-in with the signature. Works once for each nonce. */
  readonly signIn: (parameters: SignInParameters) => Promise<SignedIn>
  /** Check a token, and that it has proven the requirements. Call it on every request; it reads no chain. */
  readonly validate: (parameters: ValidateParameters) => Promise<Claims>
  /** Prove more with the token of a sign-in; answers a new token. */
  readonly authorize: (parameters: AuthorizeParameters) => Promise<SignedIn>
  /** Revoke a token and all others of its sign-in. */
  readonly revokeToken: (parameters: CallOptions & { readonly accessToken: string }) => Promise<void>
  /** Explain a gate of the project's shop to the wallet of a token. */
  readonly checkGate: (
    parameters: CallOptions & { readonly number: number; readonly accessToken: string },
  ) => Promise<GateCheck>
  /** List the receipts of an order, with what each gate asked for. Needs the secret key of a project that may manage gates. */
  readonly listReceipts: (
    parameters: CallOptions & { readonly order: string | number },
  ) => Promise<readonly Receipt[]>
  /** Read the keys that verify receipts, those that were replaced too. Keep them beside your receipts. */
  readonly listReceiptKeys: (parameters?: CallOptions) => Promise<PublicKeySet>
  readonly listChains: (parameters?: CallOptions) => Promise<readonly ChainInfo[]>
  readonly findChain: (parameters: CallOptions & { readonly chain: string }) => Promise<ChainInfo>
  /** Read what any wallet holds, which need not sign in. Needs the secret key. */
  readonly checkTokenOwnership: (parameters: CheckTokenOwnershipParameters) => Promise<Ownership>
  /** Read what a contract is. Needs the secret key. */
  readonly describeContract: (
    parameters: CallOptions & { readonly chain: string; readonly address: string },
  ) => Promise<Contract>
  /** Verify a token without asking the server. It does not hear of revoked tokens; needs `projectId`. */
  readonly verifyToken: (accessToken: string) => Promise<Claims>
}

/**
 * Create a client of Palisade's API for a server.
 * @throws {PalisadeError} `ERR_CLIENT_INPUT`, with the option's name.
 */
export function createPalisade(given: PalisadeOptions): Palisade {
  const options = readOptions(given)
  const send = <Result>(path: Path, body?: object, { signal }: CallOptions = {}, isOnce = false) =>
    sendRequest<Result>({ options, path, ...(body ? { body } : {}), signal, isOnce })
  return {
    createNonce: checkGiven(({ signal, ...body }) => send(['auth', 'nonce'], body, { signal })),
    signIn: checkGiven(({ signal, ...body }) => send(['auth'], body, { signal }, true)),
    validate: checkGiven(({ signal, ...body }) => send(['auth', 'validate'], body, { signal })),
    authorize: checkGiven(({ signal, ...body }) => send(['authz'], body, { signal })),
    revokeToken: checkGiven(async ({ signal, accessToken }) => {
      await send(['oauth2', 'revoke'], new URLSearchParams({ token: accessToken }), { signal })
    }),
    checkGate: checkGiven(({ signal, number, accessToken }) =>
      send(['gates', String(number), 'check'], { accessToken }, { signal }),
    ),
    listReceipts: checkGiven(
      async ({ signal, order }) =>
        (await send<{ receipts: Receipt[] }>(['orders', String(order), 'receipts'], undefined, { signal }))
          .receipts,
    ),
    listReceiptKeys: (call) => send(['.well-known', 'receipt-keys.json'], undefined, call),
    listChains: async (call) => (await send<{ data: ChainInfo[] }>(['chains'], undefined, call)).data,
    findChain: checkGiven(({ signal, chain }) => send(['chains', chain], undefined, { signal })),
    checkTokenOwnership: checkGiven(({ signal, chain, walletAddress, requirements }) =>
      send(['chains', chain, 'wallets', walletAddress, 'tokenOwnership'], { requirements }, { signal }),
    ),
    describeContract: checkGiven(({ signal, chain, address }) =>
      send(['chains', chain, 'contracts', address], undefined, { signal }),
    ),
    ...createWebhookCalls((parameters) => sendRequest({ options, ...parameters }), checkGiven),
    verifyToken: createTokenVerifier(options),
  }
}

/** A call that rejects as every other rejection where a program without types passes no object. */
function checkGiven<Parameters extends object, Result>(
  call: (parameters: Parameters) => Promise<Result>,
): (parameters: Parameters) => Promise<Result> {
  return async (parameters) => {
    if (Object(parameters) === parameters) return call(parameters)
    const message = 'This call takes an object, such as { accessToken }.'
    throw new PalisadeError({ code: 'ERR_CLIENT_INPUT', message })
  }
}
