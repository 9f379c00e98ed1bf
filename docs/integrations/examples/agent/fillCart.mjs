import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'

/**
 * Make a cart with what a shopper's wallet opens. `mcp` is the project's MCP endpoint, `storefront` sends a query and its
 * variables to the shop's Storefront API, and `wallet` is { chain, address, sign }. Answers the cart and the gates.
 */
export async function fillCart({ mcp, storefront, wallet, line }) {
  const client = new Client({ name: 'shopping-assistant', version: '1.0.0' })
  await client.connect(new StreamableHTTPClientTransport(new URL(mcp)))
  try {
    const { gates } = await callTool(client, 'find_gates', { products: [line.productId] })
    if (gates.length === 0) return { gates: [], cart: null }
    // The wallet shows this text to the shopper, who may say no.
    const asked = { chain: wallet.chain, walletAddress: wallet.address }
    const { nonce, message } = await callTool(client, 'challenge', asked)
    const signature = await wallet.sign(message)
    const unlocked = await callTool(client, 'unlock', {
      ...{ nonce, walletAddress: wallet.address, signature, lines: [line] },
      gates: gates.map(({ number }) => number).slice(0, 16),
    })
    let cart = null
    for (const { mutation, query, variables } of unlocked.cartWrites) {
      const { [mutation]: written } = await storefront(query, variables)
      if (written.userErrors.length > 0) throw new Error(written.userErrors[0].message)
      cart = written.cart
    }
    return { gates: unlocked.gates, cart }
  } finally {
    await client.close()
  }
}

/** A refusal is an answer too: its text has a stable code in `error`, and says in `msg` what to do next. */
async function callTool(client, name, args) {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: args })
  if (!isError) return structuredContent
  const { error, msg } = JSON.parse(content[0].text)
  throw Object.assign(new Error(msg), { code: error })
}
