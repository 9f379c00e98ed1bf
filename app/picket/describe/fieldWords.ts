/** What the fields mean in requests of a headless storefront. */
const storefrontWords = {
  products: 'The ids of 1 to 50 products, as numbers.',
  chain: 'The slug of the chain that the text names. A nonce takes it with the wallet, or neither.',
  walletAddress: 'The wallet that signs.',
  method:
    '"memo" for a Solana wallet that cannot sign texts. The answer then contains a transaction to sign.',
  nonce: 'The nonce of the text.',
  signature: 'The signature of the text. On Solana in base58 or base64.',
  signedMessage: 'On Solana: the bytes that the wallet signed, in base64.',
  vaults: 'Vaults whose tokens count if they have delegated to the wallet.',
  gates: 'The numbers of the gates of the page and of the cart, at most 16.',
  lines: 'The product of the page, and those in the cart.',
  productId: 'The product’s id, as a number.',
  variantId: 'The variant’s id, as a number.',
  cart: 'The token of the cart: the id of the Storefront API without "gid://shopify/Cart/".',
  session: 'The session of an earlier answer.',
  content: 'The handle of an entry of gated content, to be answered if its gate is among gates and open.',
  request:
    'The request as JSON text, for a renewal: `session`, `gates`, `lines`, `cart`, `vaults`, `content`.',
  at: 'When it was signed, in unix seconds. At most a minute off.',
  key: 'The public half of the key that signs the session’s requests: `x` and `y` of its JWK. The login’s text names it. Without one the session cannot be renewed.',
}
/** What the fields mean in requests of agents. */
const agentWords = {
  products:
    'The ids of 1 to 50 products, as numbers or as the Storefront API has them. Absent: the whole shop.',
  after: 'The `next` of the answer before.',
  chain: 'The slug of the chain that the text names, e.g. "ethereum" or "solana".',
  walletAddress: 'The wallet that signs.',
  nonce: 'The nonce of the challenge.',
  signature: 'The wallet’s signature over the text: hexadecimal digits, or on Solana base58 or base64.',
  signedMessage: 'On Solana, if the wallet composed the text itself: the bytes that it signed, in base64.',
  vaults: 'Vaults whose tokens count if they have delegated to the wallet.',
  gates: 'The numbers of 1 to 16 gates.',
  lines: 'What is bought. Lines that are in the cart already have their id and their attributes.',
  cart: 'The cart as the Storefront API told it. Absent: a cart is created.',
}
const AGENT_REQUESTS = ['FoundGates', 'Challenge', 'Why', 'Unlocked']
const cartWords = {
  'cart.id': 'The id of the cart in the Storefront API, with its key.',
  'cart.attributes': 'The attributes that the cart has, so that they stay.',
  'cart.discountCodes': 'The codes that the cart has, so that they stay.',
  'lines.id': 'The id of the line, if it is in the cart already.',
  'lines.quantity': 'How many, for a new cart. Default 1.',
  'lines.attributes': 'The attributes that the line has, so that they stay.',
  'attributes.key': 'The name of the attribute.',
  'attributes.value': 'Its value.',
}

const STOREFRONT_REQUESTS = ['Gates', 'Nonce', 'Unlock', 'Renew']

/**
 * A description of each request field. A field with another meaning under a parent, or in a request, is listed under its name.
 */
export const fieldWords: Readonly<Record<string, string>> = {
  'key.x': 'The coordinate x of its point on P-256, in base64url.',
  'key.y': 'The coordinate y, in base64url.',
  chain: 'The chain’s slug. Default "ethereum".',
  walletAddress:
    'The wallet address. The answer and the signed text contain it as you send it. Upper and lower case differ on Solana, but not on EVM chains.',
  signature:
    'The wallet’s signature: 0x and 130 hexadecimal digits, or the signature of a contract wallet (ERC-1271, ERC-6492). On Solana 64 bytes in base58. On Flow 128 hexadecimal digits, or the JSON of all composite signatures.',
  signedMessage:
    'An extension of Palisade, for a nonce with the method "memo": the signed transaction in base64. Only this transaction is verified, and signature is the wallet’s signature in it.',
  method:
    'An extension of Palisade: "memo" for a Solana wallet that cannot sign texts, like many Ledger devices. The answer then contains a transaction to sign. Also send context.',
  locale:
    'The reader’s language tag. A project without a sentence of its own then has one in that language. On "siwe" only in languages that ASCII can spell.',
  context:
    'The other fields of the signed text. Required if the project’s format is "siwe", unless you send message.',
  'context.locale': 'Accepted but has no effect.',
  domain: 'location.host of the page, with its port. One of the project’s domains.',
  uri: 'location.origin of the page.',
  issuedAt: 'When the text was signed: ISO 8601, exactly as in the text, within ten minutes of now.',
  chainId: 'The chain id in the text. Defaults to the id of chain.',
  chainType: 'Accepted but has no effect.',
  message: 'The signed SIWE text, for clients that send it instead of context.',
  requirements: 'What the wallet must hold. One met requirement is enough. Unknown fields are refused.',
  'requirements.chain': 'The chain of the tokens. The access token of a sign-in on another chain is refused.',
  contractAddress:
    'An ERC-20, ERC-721 or ERC-1155 contract. Every id counts, unless tokenIds names some. On Solana a mint, or the address of a collection. On Flow a contract, as A.0b2a3299cc857e29.TopShot.',
  minTokenBalance:
    'The minimum sum of all requested balances, in whole tokens. If absent or 0, the sum must be more than zero. An NFT that two fields match, such as its collection and its creator, counts twice.',
  allowedWallets: 'Wallets that are let in, whatever they hold. An empty list lets nobody in.',
  tokenIds: 'For an ERC-1155 contract: the ids that count, if not all do. On Solana: mints.',
  collection: 'Only on Solana: collections. NFTs count if the collection has verified their membership.',
  creatorAddress: 'Only on Solana: a creator. NFTs of any collection count if this creator has signed them.',
  page: 'The URL that the code leads to: a page on one of the project’s domains, at most 1,500 characters.',
  accessToken: 'The access token of a sign-in.',
  revalidate: 'Read every balance again. Otherwise a balance younger than a minute is reused.',
  grant_type: 'The only supported grant type.',
  code: 'The code from the redirect URI. Valid for sixty seconds and one use.',
  redirect_uri: 'The same redirect URI as in the authorize request.',
  code_verifier: 'The PKCE verifier. Required if the authorize request had a challenge.',
  client_id: 'The publishable key, if the Authorization header does not contain it.',
  client_secret: 'The secret key, if the Authorization header does not contain it.',
  token: 'The access token to revoke.',
  token_type_hint: 'Accepted but has no effect.',
  ...Object.fromEntries(
    Object.entries(storefrontWords).flatMap(([name, words]) => [
      ...STOREFRONT_REQUESTS.map((request) => [`Storefront${request}Request.${name}`, words]),
      [`lines.${name}`, words],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(agentWords).flatMap(([name, words]) =>
      AGENT_REQUESTS.map((request) => [`${request}Request.${name}`, words]),
    ),
  ),
  ...cartWords,
}

/** A client's spelling → the usual one. */
export const spellings: Readonly<Record<string, string>> = {
  wallet_address: 'walletAddress',
  contract_address: 'contractAddress',
  min_token_balance: 'minTokenBalance',
  allowed_wallets: 'allowedWallets',
  token_ids: 'tokenIds',
  creator_address: 'creatorAddress',
}

/** The description of a field of an older client. */
export function describeAlias(other: string): string {
  return `The same as ${other}, for older clients.`
}
