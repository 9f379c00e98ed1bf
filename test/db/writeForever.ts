// Run by openDatabase.test.ts as a separate process: it writes nonces until it is killed and prints the stored ones.
import { writeSync } from 'node:fs'
import { createNoncesPort } from '../../app/db/nonces.ts'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { sampleNonce } from './samples.ts'

const db = await openDatabase({ kind: 'pglite', dataDir: process.argv[2] ?? '', tell: console.error })
const nonces = createNoncesPort({ db })
for (;;) {
  const nonce = sampleNonce()
  await nonces.issue(nonce)
  writeSync(1, `${nonce.value}\n`)
}
