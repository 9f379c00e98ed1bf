import { createPalisade } from '@palisade/server'

/** What a member must hold. The server says it, whatever the page says. */
export const requirements = {
  chain: 'ethereum',
  contractAddress: process.env.NEXT_PUBLIC_CONTRACT,
  minTokenBalance: 1,
}

/** Made when it is first needed: a build has no secrets. */
export function openPalisade() {
  return createPalisade({
    url: process.env.NEXT_PUBLIC_PALISADE_API,
    apiKey: process.env.PALISADE_SECRET_KEY, // sk_…; without NEXT_PUBLIC_, so that no page gets it
  })
}
