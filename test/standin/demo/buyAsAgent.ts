import { checkOut, createClaimedCart, fillAgentCart, readCartProof } from './agent.ts'
import type { DemoFacts } from './composeFacts.ts'
import type { SeededGate } from './seedGates.ts'
import type { Login } from './signLogin.ts'

type Step = (name: string, isRight: boolean, what: string) => void

/** Let an assistant buy what only holders can buy, over MCP; then let it claim what its wallet does not hold. */
export async function buyAsAgent({
  facts,
  gate,
  holder,
  outsider,
  step,
}: {
  readonly facts: DemoFacts
  readonly gate: SeededGate
  readonly holder: Login
  readonly outsider: Login
  readonly step: Step
}): Promise<void> {
  console.log(`\nAn assistant buys "${gate.handle}" over MCP`)
  const { gates, cart } = await fillAgentCart(facts, gate, holder)
  const [opened] = gates
  step(
    'find, sign',
    opened?.kind === 'open',
    `gate ${opened?.number} is ${opened?.kind}: ${opened?.words[0]}`,
  )
  if (!cart) throw new Error('The assistant has no cart.')
  const proof = await readCartProof(facts, cart)
  step('cart', proof !== '', `its cart of the Storefront API carries the proof: ${proof.slice(0, 24)}…`)
  const { order } = await checkOut(cart)
  const isRight = Number(order?.total) === Number(order?.subtotal) - 5.5
  step('order', isRight, `${order?.subtotal} → ${order?.total}`)

  console.log('\nAn assistant claims what its wallet does not hold')
  const refused = await fillAgentCart(facts, gate, outsider)
  const [closed] = refused.gates
  step('why', closed?.kind === 'closed' && refused.cart === null, `${closed?.words.join(' ')}`)
  const forger = { ...outsider, walletAddress: holder.walletAddress }
  const code = await fillAgentCart(facts, gate, forger).then(
    () => 'no refusal',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )
  step('signature', code === 'ERR_SIGNATURE_INVALID', `another wallet's signature: ${code}`)
  const last = proof.at(-1) === '0' ? '1' : '0'
  const claims = { 'forged proof': proof.slice(0, -1) + last, 'mere claim': 'com.myshopify.holders.gate_2' }
  for (const [name, claimed] of Object.entries(claims)) {
    const bought = await checkOut(await createClaimedCart(facts, gate, claimed))
    const [error] = bought.checkout.errors
    step(name, error !== undefined && !bought.order, `no order; the checkout says: ${error?.message}`)
  }
}
