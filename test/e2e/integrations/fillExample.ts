import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { DemoFacts } from '../../standin/demo/composeFacts.ts'
import { EXAMPLES } from './runExample.ts'

/** An example's text with its reader's values: server, key and contract. */
export function fillExample({ file, facts }: { file: string; facts: DemoFacts }): string {
  return fillText({ text: readFileSync(path.join(EXAMPLES, file), 'utf8'), facts })
}

export function fillText({ text, facts }: { text: string; facts: DemoFacts }): string {
  return text
    .replaceAll('https://palisade.example.com/api/v1', facts.api)
    .replaceAll('https://palisade.example.com', new URL(facts.api).origin)
    .replaceAll('pk_your_publishable_key', facts.keys.publishable)
    .replaceAll('0xYourContract', facts.chains.ethereum.contracts.erc721)
}
