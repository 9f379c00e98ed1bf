import { composeMemoTransaction, createVerifyMemoTransaction } from '../../../app/chains/solana/memo.ts'
import { parseAnyAddress } from '../../../app/core/chain/parseAnyAddress.ts'
import { recoverEvmAddress, toChecksumAddress } from '../../../app/crypto/evmSignature.ts'
import { listFlowSigners } from '../../../app/crypto/flowSignature.ts'
import { verifyEd25519, verifySolanaSignature } from '../../../app/crypto/solanaSignature.ts'
import { type IssueNonceParameters, issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { loginWithWallet } from '../../../app/flows/unlocks/loginWithWallet.ts'
import type { ChainPort } from '../../../app/ports/chain.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, shop } from '../../fakes/fakeContext.ts'

/** Issue and verify logins: everything but the cryptography is fake. */
export function openLogins(own = shop, flowKeys: ChainPort['readFlowKeys'] | null = null) {
  const { ctx, state } = fakeContext({ shops: [own] })
  const real = override(ctx, {
    toChecksumAddress,
    recoverEvmAddress,
    verifySolanaSignature,
    listFlowSigners,
    ...(flowKeys && { readFlowKeys: flowKeys }),
    composeMemoTransaction,
    verifyMemoTransaction: createVerifyMemoTransaction({ verifyEd25519 }),
  })
  const asked = { myshopifyDomain: shop.myshopifyDomain, requestedDomain: null, clientAddress: null }
  const issue = (over: Partial<IssueNonceParameters>) =>
    issueNonce(real, { ...asked, ...(over.walletAddress ? { chain: 'solana' } : {}), ...over })
  const login = async (over: {
    nonce: string
    walletAddress: string
    chain?: string
    signature: string
    signedMessage?: string
    keyThumbprint?: string
  }) =>
    loginWithWallet(real, {
      signedMessage: null,
      clientAddress: null,
      verifyKey: async () => over.keyThumbprint ?? null,
      ...over,
      shop: await real.shops.loadKnown(own.myshopifyDomain),
      loadGates: async () => [],
      planVisit: () => null,
      walletAddress: parseAnyAddress(over.walletAddress),
    }).then(({ wallet }) => wallet)
  return { state, issue, login }
}
