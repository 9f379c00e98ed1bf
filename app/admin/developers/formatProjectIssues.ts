import type { ProjectFieldIssue, ProjectFieldIssues, ProjectIssue } from '../../core/project/form.ts'
import {
  MAX_DOMAINS,
  MAX_REDIRECT_URIS,
  PROJECT_NAME_MAX,
  STATEMENT_MAX,
} from '../../core/project/parseProjectDraft.ts'
import { MAX_ALLOWED_WALLETS, MAX_PROJECT_TOKEN_IDS } from '../../core/project/parseProjectRequirement.ts'

/** Sentences for each issue: one per field where they differ, and `rest` for all other fields. */
const SENTENCES = {
  required: {
    name: 'Give it a name.',
    contractAddress: 'Paste the address of the token’s contract, or list wallets below.',
    rest: 'Fill in this field.',
  },
  'too-long': {
    name: `Use at most ${PROJECT_NAME_MAX} characters.`,
    statement: `Use at most ${STATEMENT_MAX} characters.`,
    rest: 'This is too long.',
  },
  'too-many': {
    allowedDomains: `Use at most ${MAX_DOMAINS} domains.`,
    redirectUris: `Use at most ${MAX_REDIRECT_URIS} redirect addresses.`,
    allowedWallets: `List at most ${MAX_ALLOWED_WALLETS.toLocaleString('en')} wallets.`,
    rest: 'There are too many of these.',
  },
  'unsafe-text': { rest: 'Use one line, without invisible characters.' },
  'format-unknown': { rest: 'Choose one of the two messages.' },
  'domain-invalid': {
    rest: 'This is not a domain. Write it as your browser does, such as photos.example or photos.example:8443.',
  },
  'domain-path': { rest: 'Enter the domain alone, without a path, such as photos.example.' },
  'domain-insecure': {
    rest: 'Your site has to be served over https. Plain http works only on localhost.',
  },
  wildcard: { rest: 'Write out each one. Only localhost:* may stand for every port.' },
  'redirect-invalid': {
    rest: 'This is not a whole address. Write it as https://photos.example/callback.',
  },
  'redirect-insecure': { rest: 'The address has to begin with https. Plain http works only on localhost.' },
  'redirect-fragment': { rest: 'The address may not have a part after #.' },
  'chain-unknown': { rest: 'Choose a chain.' },
  'address-invalid': {
    allowedWallets:
      'This is not a wallet address of this chain: 0x and 40 letters and digits, or 32 to 44 on Solana.',
    rest: 'This is not an address of this chain: 0x and 40 letters and digits, or 32 to 44 on Solana.',
  },
  'not-an-amount': { rest: 'Enter a number in digits, with a point before the decimals.' },
  'token-ids-invalid': {
    rest: `Enter at most ${MAX_PROJECT_TOKEN_IDS} token ids in digits, separated by commas.`,
  },
  'no-ids': {
    rest: 'Items can be named of a collection of many kinds (ERC-1155) only, and this contract is none. Leave them out.',
  },
  'no-code': { rest: 'There is nothing at this address on this chain. Check the address and the chain.' },
  'not-a-token': { rest: 'This contract is not a token that can be checked. Paste the token’s own address.' },
} as const satisfies Record<ProjectIssue, { readonly rest: string } & Readonly<Record<string, string>>>

/** Format a sentence for each wrong field of a project, by the field's path. For a list it quotes the wrong entry. */
export function formatProjectIssues(fields: ProjectFieldIssues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, issue]) => [path, formatProjectIssue({ path, ...issue })]),
  )
}

function formatProjectIssue({ path, issue, entry }: ProjectFieldIssue & { path: string }): string {
  const sentences: Readonly<Record<string, string>> & { readonly rest: string } = SENTENCES[issue]
  const sentence = sentences[path.split('.').at(-1) ?? ''] ?? sentences.rest
  return entry === undefined ? sentence : `“${shorten(entry)}”: ${sentence}`
}

function shorten(entry: string): string {
  const characters = [...entry]
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : entry
}
