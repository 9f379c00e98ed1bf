import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { isShopDomain } from '../app/core/gate/isShopDomain.ts'
import { loadShop } from '../app/flows/shops/loadShop.ts'
import { checkDatabase } from './checkDatabase.ts'
import { describeFailure } from './describeFailure.ts'
import { API_VERSION, formatAnswers, mergeAnswers, writeAnswers } from './liveCheck/answersFile.ts'
import { parseReplies } from './liveCheck/parseReplies.ts'
import { requestReply } from './liveCheck/requestReply.ts'
import { runLiveCheck } from './liveCheck/runLiveCheck.ts'

/*
 * npm run live-check -- <shop>.myshopify.com [--answers replies.json] [--password text] [--storefront address]
 * It asks a live shop the questions of docs/open-questions.md. It reads the server's environment and database (an
 * embedded one only while the server is stopped).
 * Exit code 0: the check ran. 1: it could not. 2: bad arguments. 130: ended with Ctrl-C; what it made is removed.
 */
const USAGE =
  'npm run live-check -- your-shop.myshopify.com [--answers replies.json] [--password text] [--storefront address]'

function endWith(sentence: string): never {
  console.error(`${sentence}\n${USAGE}`)
  process.exit(2)
}

function readArguments() {
  try {
    const options = {
      answers: { type: 'string' },
      password: { type: 'string' },
      storefront: { type: 'string' },
    } as const
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [shop = '', ...more] = positionals
    if (!isShopDomain(shop) || more.length > 0) endWith('Name one shop, such as your-shop.myshopify.com.')
    return { shop, ...values }
  } catch (error) {
    return endWith(error instanceof Error ? error.message : String(error))
  }
}

const { shop, answers, password, storefront } = readArguments()
if (storefront !== undefined && !URL.canParse(storefront))
  endWith(`${storefront} is not an address. Write one such as https://example.com.`)
const replies = answers === undefined ? null : await readReplies(answers)

async function readReplies(file: string) {
  try {
    return parseReplies(await readFile(file, 'utf8'))
  } catch (error) {
    return endWith(`Cannot use ${file}: ${error instanceof Error ? error.message : error}`)
  }
}

const controller = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (controller.signal.aborted) return
    console.error('\nEnding. What the check has made is removed first.')
    process.exitCode = 130
    controller.abort()
  })
}

try {
  await checkDatabase()
  const { openShopApis } = await import('../app/shopify.server.ts')
  const { adminContext, closeContext, listEndpoints, publicContext } = await import(
    '../app/context.server.ts'
  )
  const { env } = await import('../app/env.server.ts')
  try {
    // Otherwise Shopify's library says that a request failed.
    await loadShop(publicContext, { myshopifyDomain: shop })
    const apis = openShopApis({ myshopifyDomain: shop })
    const { shopify: port } = adminContext(apis)
    const { primaryDomain } = await port.readShop()
    const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
    const mark = `lc-${randomBytes(5).toString('hex')}`
    const storefrontOrigin = new URL(storefront ?? `https://${primaryDomain}`).origin
    console.log(
      `Checking ${shop} at ${storefrontOrigin}. Everything that the check creates is marked ${mark}.`,
    )
    const findings = await runLiveCheck({
      myshopifyDomain: shop,
      storefrontOrigin,
      storefrontPassword: password ?? null,
      graphql: apis.admin.graphql,
      port,
      readQueries: () => publicContext.functions.readQueries(),
      readEndpoints: async () => {
        for (let tries = 0; tries < 20 && listEndpoints().every((one) => one.ability === null); tries += 1) {
          await wait(1_000)
        }
        return listEndpoints()
      },
      mark,
      wait,
      say: (sentence) => console.log(sentence),
      ask: (question) => requestReply({ question, replies, signal: controller.signal }),
      signal: controller.signal,
    })
    const file = path.join(env.DATA_DIR, 'live-answers', `${shop}.json`)
    const answers = await mergeAnswers({ file, shop, findings, at: new Date() })
    // Before the file, which may fail: a person has worked for them.
    console.log(`\n${formatAnswers(answers)}\n`)
    await writeAnswers(file, answers)
    console.log(`Written to ${file}, for API version ${API_VERSION}.`)
  } finally {
    await closeContext()
  }
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode ||= 1
}
process.exit()
