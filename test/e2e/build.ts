import { buildAll } from '../../scripts/buildAll.ts'

/** Build before the tests start: their two processes would build the same files at once. */
export default async function build(): Promise<void> {
  await buildAll()
}
