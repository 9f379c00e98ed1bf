/** The form of a project, as its owner fills it in. All fields are unparsed text. */
export type ProjectForm = {
  readonly name: string
  readonly allowedDomains: readonly string[]
  readonly redirectUris: readonly string[]
  readonly format: string
  readonly statement: string
  /** Null if every wallet may sign in. */
  readonly requirement: ProjectRequirementForm | null
  /** Whether its sites are a storefront of the shop. */
  readonly isStorefront: boolean
}
export type ProjectRequirementForm = {
  readonly chain: string
  readonly contractAddress: string
  /** Decimal, in whole tokens. */
  readonly minTokenBalance: string
  /** For ERC-1155 decimal ids, on Solana mints. */
  readonly tokenIds: readonly string[]
  readonly allowedWallets: readonly string[]
}

/** An issue of a form field. The admin pages have the sentence for it. */
export type ProjectIssue =
  | 'required'
  | 'too-long'
  | 'too-many'
  | 'unsafe-text'
  | 'format-unknown'
  | 'domain-invalid'
  | 'domain-path'
  | 'domain-insecure'
  | 'wildcard'
  | 'redirect-invalid'
  | 'redirect-insecure'
  | 'redirect-fragment'
  | 'chain-unknown'
  | 'address-invalid'
  | 'not-an-amount'
  | 'token-ids-invalid'
  | 'no-ids'
  | 'no-code'
  | 'wallet'
  | 'not-a-token'

/** An issue, and the entry of the list it is about. */
export type ProjectFieldIssue = { readonly issue: ProjectIssue; readonly entry?: string }
/** Keyed by the field's path, e.g. `requirement.contractAddress`. */
export type ProjectFieldIssues = Readonly<Record<string, ProjectFieldIssue>>
