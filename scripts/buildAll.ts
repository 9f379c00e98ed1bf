import { buildApp } from './buildApp.ts'
import { buildBlock } from './buildBlock.ts'
import { buildClient } from './buildClient.ts'
import { buildFunctions } from './buildFunctions.ts'
import { buildPackages } from './buildPackages.ts'
import { buildStore } from './buildStore.ts'

/** Build everything that is older than its sources. */
export async function buildAll(): Promise<void> {
  await buildPublic()
  // The app is bundled by processes of its own, so the compiler of the Functions has the other core meanwhile.
  await Promise.all([buildApp(), buildRest()])
}

/** Build everything but the app. */
export async function buildParts(): Promise<void> {
  await buildPublic()
  await buildRest()
}

/** What the app's build includes: public/, where the client is, and the block's wallets. */
async function buildPublic(): Promise<void> {
  await buildBlock()
  await buildClient()
  await buildStore()
}

async function buildRest(): Promise<void> {
  await buildFunctions()
  await buildPackages()
}
