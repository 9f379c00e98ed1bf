import type { FieldIssue } from '../core/gate/form.ts'
import { MAX_CONDITIONS, MAX_TOKEN_IDS } from '../core/requirement/parseRequirement.ts'

/** A sentence for every issue; where fields differ, one for each, and one for the rest. */
const SENTENCES = {
  required: {
    name: 'Give this gate a name.',
    products: 'Select at least one product.',
    conditions: 'Add at least one condition.',
    contract: 'Paste the address of the token’s contract.',
    rest: 'Fill in this field.',
  },
  'too-long': { rest: 'Use at most 80 characters.' },
  'unsafe-text': { rest: 'Remove line breaks and invisible characters.' },
  'too-many': {
    products:
      'There are too many products here, or one of them already has too many gates. Take some products off.',
    conditions: `Use at most ${MAX_CONDITIONS} conditions.`,
    rest: 'There are too many of these.',
  },
  'not-a-percentage': { rest: 'Enter a percentage between 0.01 and 100.' },
  'not-an-amount': {
    reaction: 'Enter an amount above 0, in digits, with a point before the decimals.',
    rest: 'Enter a number in digits, with a point before the decimals. NFTs and items come in whole numbers.',
  },
  'chain-unknown': { rest: 'Choose a chain.' },
  'chain-not-configured': { rest: 'This chain is not set up on this server. Choose another one.' },
  'address-invalid': {
    rest: 'This is not a contract address. It starts with 0x, then 40 letters and digits.',
  },
  'no-code': { rest: 'There is no contract at this address on this chain. Check the address and the chain.' },
  'not-a-token': { rest: 'This contract is not a token that can be checked. Paste the token’s own address.' },
  'other-kind': { rest: 'The contract is of another kind. Choose the kind shown below the address.' },
  'token-ids-invalid': {
    rest: `Enter 1 to ${MAX_TOKEN_IDS} token ids in digits, separated by commas.`,
  },
  'chain-unreachable': {
    rest: 'This chain did not answer just now. Nothing is lost. Save again in a moment.',
  },
} as const satisfies Record<FieldIssue, { readonly rest: string } & Readonly<Record<string, string>>>

/** The sentence for an issue at a field's path, such as `conditions.0.contract`. */
export function formatFieldIssue({ path, issue }: { path: string; issue: FieldIssue }): string {
  const sentences: Readonly<Record<string, string>> & { readonly rest: string } = SENTENCES[issue]
  return sentences[path.split('.').at(-1) ?? ''] ?? sentences.rest
}
