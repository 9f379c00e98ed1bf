/**
 * A description of each request field. A field with another meaning under a parent is listed under the parent's name.
 */
export const fieldWords: Readonly<Record<string, string>> = {
  chain: 'The chain’s slug. Default "ethereum".',
  walletAddress:
    'The wallet; it is answered and signed as you send it. On EVM chains any case will do, on Solana the case counts.',
  signature:
    'What the wallet made: 0x and 130 hexadecimal digits, or a contract wallet’s (ERC-1271, ERC-6492); on Solana 64 bytes in base58.',
  signedMessage:
    'Palisade’s own. Where the nonce was asked for with the method "memo": the signed transaction in base64. It alone is checked then, and signature is what the wallet put into it.',
  method:
    'Palisade’s own. "memo" for a Solana wallet that cannot sign texts, as many a Ledger: the answer holds a transaction to sign. Send the context of the text along.',
  locale: 'Accepted, and changes nothing.',
  context:
    'What the signed text says beside the nonce. Needed where the project signs "siwe", unless message is sent.',
  domain: 'location.host of the page, with its port. One of the project’s domains.',
  uri: 'location.origin of the page.',
  issuedAt: 'When it was signed, ISO 8601, letter by letter as in the text. Within ten minutes of now.',
  chainId: 'The chain’s number in the text; the chain’s own where it is left out.',
  chainType: 'Accepted, and changes nothing.',
  message: 'The signed SIWE text itself, for clients that keep it and send no context.',
  requirements:
    'What the wallet must hold: any one of these that is met is enough. An unknown field is refused.',
  'requirements.chain':
    'The chain the tokens are meant on; a token of a sign-in on another chain does not do.',
  contractAddress:
    'An ERC-20, ERC-721 or ERC-1155 contract, of which every id counts unless tokenIds names some; on Solana a mint, or the address of a collection.',
  minTokenBalance:
    'The least sum of all balances asked for, in whole tokens. Absent or 0: more than zero. An NFT that two of the fields speak of, as its collection and its creator, counts for each.',
  allowedWallets: 'Wallets that may come in whatever they hold. An empty list admits nobody.',
  tokenIds:
    'For an ERC-1155 contract: the ids that count, where not every id does. On Solana: mints, each held.',
  collection: 'Solana: collections. NFTs count whose membership the collection has verified.',
  creatorAddress: 'Solana: a creator. NFTs count that it has signed, of whichever collection.',
  accessToken: 'The token that a sign-in gave.',
  revalidate: 'Read every balance again, however young. Otherwise one younger than a minute is believed.',
  grant_type: 'The only grant there is.',
  code: 'What came back to the redirect URI. Good for sixty seconds, once.',
  redirect_uri: 'The one that was sent to the authorize page.',
  code_verifier: 'Of PKCE. Needed where a challenge was sent.',
  client_id: 'The publishable key, where it is not said in the header.',
  client_secret: 'The secret key, where it is not said in the header.',
  token: 'The access token to end.',
  token_type_hint: 'Accepted, and changes nothing.',
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
  return `Accepted for older clients; the same as ${other}.`
}
