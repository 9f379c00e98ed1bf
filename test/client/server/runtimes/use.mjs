import { createPalisade, PalisadeError, verifyReceipt, verifyWebhook } from '@palisade/server'
import given from './given.json' with { type: 'json' }

/* What a site does with the package, on whatever runtime this file is run. It answers what came of it, as JSON. */
const { url, issuer, projectId, apiKey, accessToken, walletAddress, webhook, receipt, elsewhere } = given
const nameOf = async (called) => {
  try {
    return await called
  } catch (error) {
    return error instanceof PalisadeError ? error.code : String(error)
  }
}

export async function use() {
  const palisade = createPalisade({ url, issuer, projectId, apiKey, timeoutMs: 20_000 })
  const requirements = { allowedWallets: [walletAddress] }
  const signed = await palisade.authorize({ accessToken, requirements })
  return {
    validated: (await palisade.validate({ accessToken: signed.accessToken, requirements })).sub,
    unmet: await nameOf(palisade.validate({ accessToken, requirements: { allowedWallets: [] } })),
    verified: (await palisade.verifyToken(accessToken)).sub,
    altered: await nameOf(palisade.verifyToken(`${accessToken.slice(0, -4)}AAAA`)),
    owned: (await palisade.checkTokenOwnership({ chain: 'ethereum', walletAddress, requirements })).allowed,
    chains: (await palisade.listChains()).length,
    redirected: await nameOf(createPalisade({ url: elsewhere.redirect, apiKey }).listChains()),
    silent: await nameOf(createPalisade({ url: elsewhere.silent, apiKey, timeoutMs: 200 }).listChains()),
    away: await nameOf(createPalisade({ url: elsewhere.closed, apiKey }).listChains()),
    repeated: (await createPalisade({ url: elsewhere.busy, apiKey }).listChains()).length,
    webhook: (await verifyWebhook(webhook)).event.type,
    forged: await nameOf(verifyWebhook({ ...webhook, body: `${webhook.body} ` })),
    receipt: (await verifyReceipt(receipt)).gate,
    otherShop: await nameOf(verifyReceipt({ ...receipt, shop: 'other.myshopify.com' })),
  }
}
