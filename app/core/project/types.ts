import type { Brand } from '../brand.ts'
import type { ChainFamily, ChainSlug } from '../chain/types.ts'
import type { FlatRequirement } from '../flatRequirement/types.ts'
import type { ShopId } from '../gate/types.ts'
import type { NoncePool } from './noncePools.ts'

/** A UUID, and the `aud` of the project's tokens. */
export type ProjectId = Brand<string, 'ProjectId'>

/** What a wallet signs: EIP-4361, or a text that names no site. */
export type LoginFormat = 'siwe' | 'simple'

/** What every wallet must hold to sign in to a project, on one chain. */
export type ProjectRequirement = { readonly chain: ChainSlug; readonly flat: FlatRequirement }

/** What whoever owns a project chooses. */
export type ProjectDraft = {
  readonly name: string
  /** Authorities, `host[:port]`, lower case; `localhost:*` stands for every port of a loopback host. */
  readonly allowedDomains: readonly string[]
  /** Compared as they are written; `http://localhost:*` stands for every address of a loopback host. */
  readonly redirectUris: readonly string[]
  readonly format: LoginFormat
  /** The sentence its wallets sign, one line; null for the usual one. */
  readonly statement: string | null
  readonly requirement: ProjectRequirement | null
}

/** Who may ask wallets to sign in over the API. Without a shop it stands alone. */
export type Project = ProjectDraft & {
  readonly id: ProjectId
  readonly shopId: ShopId | null
  readonly createdAt: number
  /** Rises with every change. */
  readonly updatedAt: number
}

/** Whose projects are meant: a shop's, or any on this server, for whoever runs it. */
export type ProjectOwner = ShopId | 'operator'

export type ApiKeyKind = 'publishable' | 'secret'
export type ApiKey = {
  readonly id: string
  readonly projectId: ProjectId
  readonly kind: ApiKeyKind
  readonly name: string
  /** The publishable key itself, or a secret one's last four characters. */
  readonly shown: string
  readonly createdAt: number
  /** From then on it is refused; null while nobody ended it. */
  readonly endsAt: number | null
}

/** Who calls the API: a living key and its project. */
export type ApiCaller = { readonly key: ApiKey; readonly project: Project }

/** A login over the API that waits for its signature. */
export type ProjectNonce = {
  /** One of `memo` is signed as a memo transaction, and never as a text. */
  readonly pool: NoncePool
  readonly value: string
  readonly projectId: ProjectId
  readonly family: ChainFamily
  /** In its one inner form. */
  readonly walletAddress: string
  readonly statement: string
  readonly format: LoginFormat
  readonly issuedAt: number
  readonly expiresAt: number
}
