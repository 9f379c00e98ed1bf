import { buildApp } from './buildApp.ts'
import { buildBlock } from './buildBlock.ts'
import { buildClient } from './buildClient.ts'
import { buildFunctions } from './buildFunctions.ts'
import { buildPackage } from './buildPackage.ts'

/** Build everything that is older than its sources. */
export async function buildAll(): Promise<void> {
  // The app's build includes public/, where the client is.
  await buildParts()
  await buildApp()
}

/** Build everything but the app. */
export async function buildParts(): Promise<void> {
  await buildBlock()
  await buildFunctions()
  await buildClient()
  await buildPackage()
}
