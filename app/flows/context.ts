import type { EvmAddress } from '../core/chain/types.ts'
import type { Memberships, SingleVariant } from '../core/gate/memberships.ts'
import type { Enforcement, RefusedIdentity, Shop, ShopIdentity, ShopSettings } from '../core/gate/shop.ts'
import type { Combination, Gate, GateDraft, GateNumber, Publication, ShopId } from '../core/gate/types.ts'
import type { GrantRequest } from '../core/grant/types.ts'
import type { AddressFindings, LeasedCounter } from '../core/limit/types.ts'
import type { IssuedNonce, NonceDoor, ProvenWallet, Vault } from '../core/login/types.ts'
import type { OpenedGrant } from '../core/redemption/types.ts'
import type { Visit } from '../core/visit/types.ts'
import type { ApiPorts } from './ports/apiPorts.ts'
import type { ChainPorts } from './ports/chainPorts.ts'
import type { CodePorts } from './ports/codePorts.ts'
import type { FunctionPorts } from './ports/functionPorts.ts'
import type { KeyPorts } from './ports/keyPorts.ts'
import type { LedgerPorts } from './ports/ledgerPorts.ts'
import type { ListPorts } from './ports/listPorts.ts'
import type { LoginPorts } from './ports/loginPorts.ts'
import type { OrderPorts } from './ports/orderPorts.ts'
import type { ShopifyPort } from './ports/shopifyPort.ts'

/**
 * Everything the outside world may be asked, one port a line. Adapters are plugged in by `context.server.ts`;
 * tests plug in fakes whose unexpected calls throw.
 */
export type FlowContext = ApiPorts &
  ChainPorts &
  CodePorts &
  KeyPorts &
  FunctionPorts &
  LedgerPorts &
  ListPorts &
  LoginPorts &
  OrderPorts & {
    /** Unix seconds. */
    now: () => number
    /** Lower-case hex of that many random bytes. */
    randomHex: (bytes: number) => string
    /** SHA-256 in hex: how a visit's token is stored. */
    hashSecret: (secret: string) => string
    /** What this process has seen, since it started, of the addresses that requests come from. */
    readAddressFindings: () => AddressFindings
    /** HMAC-SHA-256 under this server's secret, in hex: how what names a person and could be guessed is stored. */
    hashPersonal: (text: string) => string

    shops: {
      /** @throws {NotFoundError} ERR_SHOP_NOT_FOUND when the shop is unknown or has uninstalled. */
      load: (myshopifyDomain: string) => Promise<Shop>
      /** Insert or refresh a shop, its project and (first time) its proof root and first epoch; clears `uninstalledAt`. */
      save: (
        shop: ShopIdentity & {
          readonly refused: RefusedIdentity
          readonly domains: readonly string[]
          readonly savedAt: number
        },
      ) => Promise<void>
      /**
       * Forget sessions and discounts, mark the shop as uninstalled and its gates as pending. Nothing for unknown shops,
       * nor for one that was saved after `at`.
       */
      uninstall: (parameters: { shopId: ShopId; at: number; pendingReason: string }) => Promise<void>
      /** Remember the shop's validation in the place of `instead`, unless somebody was first; answers what stands. */
      claimValidation: (parameters: {
        shopId: ShopId
        validationId: string
        instead: string | null
      }) => Promise<string>
      /** Write down what a merchant decided, or what was seen of a shop; what is not given stays. */
      set: (parameters: {
        shopId: ShopId
        settings?: ShopSettings
        enforcement?: Partial<Enforcement>
      }) => Promise<void>
    }
    collections: {
      /** Which gated collections products and their single variants are in, as last seen; what is in none is left out. One statement. */
      find: (parameters: {
        shopId: ShopId
        productIds: readonly number[]
        /** Unix seconds: what they had come into by `from` and not left by `until`, whatever they are in now. */
        seen?: { readonly from: number; readonly until: number }
      }) => Promise<Memberships>
      /** Likewise for variants that are in collections by themselves, by variant. One statement. */
      findOfVariants: (parameters: {
        shopId: ShopId
        variantIds: readonly number[]
      }) => Promise<ReadonlyMap<number, ReadonlySet<number>>>
      /** The products of some collections, and those of their single variants, as last seen, each once. */
      products: (parameters: { shopId: ShopId; collectionIds: readonly number[] }) => Promise<number[]>
      /** The single variants of some collections; or those of some products that are, or lately were, in any gated one. */
      variants: (
        parameters: { shopId: ShopId } & (
          | { collectionIds: readonly number[] }
          | { productIds: readonly number[] }
        ),
      ) => Promise<number[]>
      /**
       * Keep what is in a collection: products whole, variants by themselves. Answers the products of which anything came
       * or went, which are written soon unless `setWritten` is told.
       */
      set: (parameters: {
        shopId: ShopId
        collectionId: number
        productIds: readonly number[]
        variants: readonly SingleVariant[]
      }) => Promise<number[]>
      /** Keep which gated collections a product is in whole, and which of its variants are in one by themselves; answers whether that has changed. */
      setProduct: (parameters: {
        shopId: ShopId
        productId: number
        collectionIds: readonly number[]
        variants: readonly { readonly collectionId: number; readonly variantId: number }[]
      }) => Promise<boolean>
      /** Products that came or went carry what they should now. */
      setWritten: (parameters: { shopId: ShopId; productIds: readonly number[] }) => Promise<void>
    }
    sessions: {
      /** Keep the access scopes that Shopify says the shop has granted. */
      setScopes: (parameters: { myshopifyDomain: string; scopes: readonly string[] }) => Promise<void>
    }
    /** What the operator multiplies every limit by. */
    limitFactor: number
    limits: {
      /**
       * Take units from counters, in blocks leased from the database; answers the first counter that has none left, or
       * null when all were taken. Never admits more than `most` in a window, whatever number of processes. Units of
       * `ahead` are leased in the same statement and not taken: the request will need them if it proves itself.
       */
      take: (
        counters: readonly LeasedCounter[],
        ahead?: readonly LeasedCounter[],
      ) => Promise<LeasedCounter | null>
    }
    nonces: {
      issue: (nonce: IssuedNonce) => Promise<void>
      find: (parameters: {
        value: string
        door: NonceDoor
        shopId: bigint
        now: number
      }) => Promise<IssuedNonce | null>
      /** One statement; true for exactly one of any number of callers. */
      consume: (parameters: {
        value: string
        door: NonceDoor
        shopId: bigint
        now: number
      }) => Promise<boolean>
    }
    gates: {
      /** Those that exist among `numbers`, ascending; deleted ones only where asked. */
      find: (parameters: {
        shopId: ShopId
        numbers: readonly number[]
        withDeleted?: boolean
      }) => Promise<Gate[]>
      list: (parameters: { shopId: ShopId; withDeleted?: boolean }) => Promise<Gate[]>
      /** @throws {NotFoundError} ERR_GATE_NOT_FOUND */
      load: (parameters: { shopId: ShopId; number: number }) => Promise<Gate>
      /** Give the draft the shop's next number, revision 1, publication pending. */
      create: (parameters: { shopId: ShopId; draft: GateDraft; profile: number; at: number }) => Promise<Gate>
      /**
       * Replace the draft if the gate still stands at `expectedRevision` and `expectedUpdatedAt`; publication becomes
       * pending, and the subject it had joins the products that may still carry it.
       * @throws {ConflictError} ERR_GATE_STALE
       */
      update: (parameters: {
        shopId: ShopId
        number: GateNumber
        draft: GateDraft
        profile: number
        revision: number
        expectedRevision: number
        expectedUpdatedAt: number
        at: number
      }) => Promise<Gate>
      /** It opens for nobody from then on. @throws {NotFoundError} ERR_GATE_NOT_FOUND */
      delete: (parameters: { shopId: ShopId; number: GateNumber; at: number }) => Promise<Gate>
      /** Published gates whose card has an older shape than this version writes, ascending. */
      listOldCards: (parameters: { shopId: ShopId }) => Promise<GateNumber[]>
      setPublication: (parameters: {
        shopId: ShopId
        number: GateNumber
        publication: Publication
        writtenProductIds?: readonly number[]
        writtenVariantIds?: readonly number[]
        /** Only if the gate was not saved again meanwhile: that save is still to be published. */
        expectedUpdatedAt?: number
      }) => Promise<void>
    }
    visits: {
      create: (parameters: {
        id: string
        tokenHash: string
        shopId: ShopId
        wallets: readonly ProvenWallet[]
        vaults: readonly Vault[]
        expiresAt: number
      }) => Promise<Visit>
      /** Only of that shop and not yet expired. */
      find: (parameters: { tokenHash: string; shopId: ShopId; now: number }) => Promise<Visit | null>
      /** Add wallets not yet in the visit, at most 16, and put the vaults in place of those it had; in one statement. */
      addWallets: (parameters: {
        id: string
        wallets: readonly ProvenWallet[]
        vaults: readonly Vault[]
      }) => Promise<Visit>
      setSeen: (parameters: { id: string; seen: NonNullable<Visit['seen']> }) => Promise<void>
    }
    grants: {
      /**
       * Find or make the open grant of each scope, in one statement; answers in the order asked, each with the epoch of
       * the key that signs now, which is written down with it.
       */
      open: (parameters: {
        shopId: ShopId
        visitId: string
        grants: readonly GrantRequest[]
        at: number
      }) => Promise<OpenedGrant[]>
    }
    profiles: {
      /** The profile of a combination; a new one gets the lowest free number, null when all eight are taken. */
      choose: (parameters: { shopId: ShopId; combination: Combination }) => Promise<number | null>
      /** `discountId` is null before the discount was made. */
      find: (parameters: { shopId: ShopId; profile: number }) => Promise<Profile | null>
      list: (parameters: { shopId: ShopId }) => Promise<Profile[]>
      /**
       * Remember the discount of a profile in the place of `instead`, unless somebody was first; answers the one that
       * stands.
       */
      claim: (parameters: {
        shopId: ShopId
        profile: number
        discountId: string
        instead: string | null
      }) => Promise<{ discountId: string }>
      /** Those that no gate has had for longer than a proof that names them lives; `at` in unix seconds. */
      findUnused: (parameters: { shopId: ShopId; at: number }) => Promise<Profile[]>
      /** Unless a gate has chosen it since. */
      remove: (parameters: { shopId: ShopId; profile: number }) => Promise<void>
    }

    /** The EIP-55 spelling of an address. */
    toChecksumAddress: (address: EvmAddress) => string
    /** First 16 bytes of HMAC-SHA-256 in lower-case hex. */
    signProof: (parameters: { unsigned: string; key: Uint8Array }) => string

    /** Shopify's Admin API of the shop this context was made for. Every call throws ERR_SHOPIFY_USER or ERR_SHOPIFY_REQUEST. */
    shopify: ShopifyPort
  }

/** A combination profile of a shop and the discount that stands for it. */
export type Profile = {
  readonly profile: number
  readonly combination: Combination
  readonly discountId: string | null
}

/** The ports a flow touches, said in its first line. */
export type Needs<K extends keyof FlowContext> = Pick<FlowContext, K>
