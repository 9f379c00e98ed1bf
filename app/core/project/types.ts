import type { Brand } from '../brand.ts'
import type { ChainFamily, ChainSlug } from '../chain/types.ts'
import type { FlatRequirement } from '../flatRequirement/types.ts'
import type { ShopId } from '../gate/types.ts'
import type { NoncePool } from './noncePools.ts'

/** A UUID, and the `aud` of the project's tokens. */
export type ProjectId = Brand<string, 'ProjectId'>

/** Format of the signed text: EIP-4361, or Picket's simple text, which names no site. */
export type LoginFormat = 'siwe' | 'simple'

/** What every wallet must hold to sign in to a project, on one chain. */
export type ProjectRequirement = { readonly chain: ChainSlug; readonly flat: FlatRequirement }

/** What the owner of a project chooses. */
export type ProjectDraft = {
  readonly name: string
  /** Authorities, `host[:port]`, lower case; `localhost:*` matches every port of a loopback host. */
  readonly allowedDomains: readonly string[]
  /** Compared exactly; `http://localhost:*` matches every port and path of a loopback host. */
  readonly redirectUris: readonly string[]
  readonly format: LoginFormat
  /** The one-line statement in the signed text; null for the default. */
  readonly statement: string | null
  readonly requirement: ProjectRequirement | null
  /** Whether its sites are a storefront of the shop: their pages may open the shop's gates. */
  readonly isStorefront: boolean
}

/** A client of the API, which may ask wallets to sign in. `shopId` is null if it belongs to no shop. */
export type Project = ProjectDraft & {
  readonly id: ProjectId
  readonly shopId: ShopId | null
  /** Whether its secret keys may read and change the shop's gates. */
  readonly mayChangeGates: boolean
  readonly createdAt: number
  /** Rises with every change. */
  readonly updatedAt: number
}

/** A project that another version of the app stored and this one cannot read. Nobody can sign in to it. */
export type UnreadableProject = Pick<Project, 'id' | 'name'>

/** Whose projects are meant: a shop's, or any on this server for its operator. */
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
  /** When the key stops working; null if nobody has ended it. */
  readonly endsAt: number | null
}

/** Names of a key and of its project. */
export type KeyNames = { readonly key: string; readonly project: string }

/** Caller of the API: a key that has not ended, and its project. */
export type ApiCaller = { readonly key: ApiKey; readonly project: Project }

/** A login over the API that waits for its signature. */
export type ProjectNonce = {
  /** A nonce of pool `memo` is signed as a memo transaction, never as a text. */
  readonly pool: NoncePool
  readonly value: string
  readonly projectId: ProjectId
  readonly family: ChainFamily
  /** In canonical form. */
  readonly walletAddress: string
  readonly statement: string
  readonly format: LoginFormat
  readonly issuedAt: number
  readonly expiresAt: number
}
