import { keccak256 } from '../../../app/crypto/evmSignature.ts'
import { isHolder, makeShopper } from './makeShopper.ts'

/** The mapping `_balances` of OpenZeppelin's ERC20 is its first slot. */
const BALANCES_SLOT = 0
const COIN = 10n ** 18n
const PER_REQUEST = 1_000

/**
 * Give a coin to each holder among the shoppers, on a node that lets its storage be set. As many transfers would take
 * the node minutes.
 */
export async function giveCoins({
  rpcUrl,
  contract,
  count,
}: {
  rpcUrl: string
  contract: string
  count: number
}): Promise<void> {
  for (let from = 0; from < count; from += PER_REQUEST) {
    const numbers = Array.from({ length: Math.min(PER_REQUEST, count - from) }, (_, i) => from + i)
    const holders = numbers.filter(isHolder).map(makeShopper)
    const calls = holders.map(({ wallet }, id) => ({
      ...{ jsonrpc: '2.0', id, method: 'anvil_setStorageAt' },
      params: [contract, findSlot(wallet.address), `0x${COIN.toString(16).padStart(64, '0')}`],
    }))
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(calls),
    })
    const answers = (await response.json()) as { error?: unknown }[]
    const wrong = answers.find(({ error }) => error !== undefined)
    if (wrong) throw new Error(`The node gave no coin: ${JSON.stringify(wrong)}`)
  }
}

function findSlot(address: string): string {
  const words = [address.slice(2).toLowerCase(), BALANCES_SLOT.toString(16)]
  const bytes = Buffer.from(words.map((word) => word.padStart(64, '0')).join(''), 'hex')
  return `0x${Buffer.from(keccak256(bytes)).toString('hex')}`
}
