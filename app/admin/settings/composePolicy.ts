const TAGS =
  'If you are signed in to our store when you unlock an offer with your crypto wallet, we store your wallet’s address with your customer account, and tag your account as a holder. Once a day we check on the public blockchain whether the wallet still holds the tokens. When it does not, we remove the tag and delete the address. Ask us at any time to see or delete this data.'
const HOLDERS =
  'If you order an offer that your crypto wallet unlocked, we write the address of the wallet, or the token that was used, on the order. Our staff, and services that read orders for us, can see it there. When you ask us to delete your data, we remove it from the order.'
const RECEIPTS =
  'If you order an offer that your crypto wallet unlocked, we attach a signed receipt to the order. It says that the condition of the offer was met, and at which block of the public blockchain. It does not name you or your wallet. When you ask us to delete your data, we delete it too.'
const LOOK_UP =
  'For some offers, anyone can look up how often an NFT was used with us. The answer names nobody and no order. But the public blockchain shows which wallet held the NFT, so it can show that this wallet ordered from us.'

/** Compose the paragraphs for the shop's privacy policy that these settings ask for. */
export function composePolicy({
  tagsCustomers,
  showsWallet,
  writesReceipts,
  showsUses,
}: {
  readonly tagsCustomers: boolean
  readonly showsWallet: boolean
  readonly writesReceipts: boolean
  /** Whether anybody may look up the uses of a gate. */
  readonly showsUses: boolean
}): readonly string[] {
  return [
    ...(tagsCustomers ? [TAGS] : []),
    ...(showsWallet ? [HOLDERS] : []),
    ...(writesReceipts ? [RECEIPTS] : []),
    ...(showsUses ? [LOOK_UP] : []),
  ]
}
