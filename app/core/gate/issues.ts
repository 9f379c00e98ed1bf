/** An issue of a field of a gate's form. The admin has the sentence for it. */
export type FieldIssue =
  | 'required'
  | 'too-long'
  | 'unsafe-text'
  | 'too-many'
  | 'not-a-percentage'
  | 'not-an-amount'
  /** More decimals than two of a percentage. */
  | 'share-decimals'
  /** More decimals than the shop's currency has. */
  | 'money-decimals'
  /** A comma before three digits: a thousand, or a fraction. */
  | 'comma-unclear'
  /** "At least 0", which every wallet has. */
  | 'at-least-zero'
  | 'chain-unknown'
  | 'chain-not-configured'
  | 'address-invalid'
  /** A link to a collection's page, which has no address. */
  | 'link-of-collection'
  | 'no-code'
  /** A wallet is at the address, not a contract. */
  | 'wallet'
  | 'not-a-token'
  | 'other-kind'
  | 'token-ids-invalid'
  | 'address-checksum'
  | 'chain-other-family'
  | 'maximum-below-minimum'
  /** A text that is no function with its answer. */
  | 'method-invalid'
  /** A function with texts, lists or other types of more than one word. */
  | 'method-type'
  /** Arguments that do not fit the function, or none that is the wallet or a token. */
  | 'args-invalid'
  | 'word-invalid'
  /** A function that does not answer what is compared. */
  | 'answer-unfit'
  | 'value-invalid'
  | 'ens-name-invalid'
  | 'decimals-invalid'
  /** Too many ids to ask about, or none where some must be named. */
  | 'call-ids'
  /** The contract does not answer as the function says. */
  | 'call-unanswered'
  /** Tokens that a contract lists, and times that have not passed, are known as of now alone. */
  | 'call-past'
  /** An ENS name that the Name Wrapper owns, for somebody. */
  | 'name-wrapped'
  /** A contract whose tokens have no traits of their own. */
  | 'traits-of-others'
  /** Nobody has imported the collection's metadata. */
  | 'traits-not-imported'
  /** A trait or a value that the imported metadata does not have. */
  | 'traits-unknown'
  /** No token has all of the chosen traits. */
  | 'traits-none'
  /** The contract does not list a wallet's tokens, and too many have these traits. */
  | 'traits-not-listed'
  | 'count-invalid'
  | 'too-deep'
  | 'list-unknown'
  | 'held-invalid'
  | 'held-on-solana'
  | 'held-on-flow'
  | 'block-invalid'
  /** The block does not exist yet, or this server's endpoints no longer have it. */
  | 'block-unreadable'
  /** A token of the chain did not exist yet. */
  | 'block-before-token'
  | 'chain-unreachable'
  | 'gives-nothing'
  | 'cap-invalid'
  | 'limit-invalid'
  /** No condition names single tokens that could be counted. */
  | 'no-single-tokens'
  /** The requirement can be met without a single token. */
  | 'tokens-not-needed'
  /** The contract does not list its tokens: ids must be named. */
  | 'tokens-not-listed'
  | 'time-invalid'
  | 'end-before-start'
  /** A product, variant or collection that this shop does not have. `products.<id>` names each. */
  | 'subject-missing'
  | 'too-many-profiles'
  | 'cart-metafield-off'
  /** A cart of BigCommerce keeps nothing of an app. */
  | 'no-cart-binding'
  /** BigCommerce sells no subscriptions of its own. */
  | 'no-subscriptions'
/** Keyed by the field's path, e.g. `root.of.0.contract`. */
export type FieldIssues = Readonly<Record<string, FieldIssue>>
