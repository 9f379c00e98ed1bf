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
    name: 'Enter a name.',
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
    redirectUris: `Use at most ${MAX_REDIRECT_URIS} redirect URIs.`,
    allowedWallets: `List at most ${MAX_ALLOWED_WALLETS.toLocaleString('en')} wallets.`,
    rest: 'There are too many entries. Remove some.',
  },
  'unsafe-text': { rest: 'Use one line, without invisible characters.' },
  'format-unknown': { rest: 'Choose one of the two formats.' },
  'domain-invalid': {
    rest: 'This is not a domain. Enter it as your browser shows it, such as photos.example or photos.example:8443.',
  },
  'domain-path': { rest: 'Enter only the domain, without a path, such as photos.example.' },
  'domain-insecure': {
    rest: 'Your site must use https. Plain http works only on localhost.',
  },
  wildcard: { rest: 'Enter each one in full. Only localhost:* can allow every port.' },
  'redirect-invalid': {
    rest: 'This is not a full address. Enter it like https://photos.example/callback.',
  },
  'redirect-insecure': { rest: 'The address must begin with https. Plain http works only on localhost.' },
  'redirect-fragment': { rest: 'Remove the # and the part after it.' },
  'chain-unknown': { rest: 'Choose a chain.' },
  'address-invalid': {
    allowedWallets:
      'This is not a wallet address of this chain: 0x and 40 letters and digits, 32 to 44 on Solana, or 0x and 16 on Flow.',
    contractAddress:
      'This is not an address of this chain: 0x and 40 letters and digits, 32 to 44 on Solana, or A.account.Name on Flow.',
    rest: 'This is not an address of this chain: 0x and 40 letters and digits, or 32 to 44 on Solana.',
  },
  'not-an-amount': { rest: 'Enter a number in digits, with a point before the decimals.' },
  'token-ids-invalid': {
    rest: `Enter at most ${MAX_PROJECT_TOKEN_IDS} token IDs in digits, separated by commas.`,
  },
  'no-ids': {
    rest: 'Only a multi-token contract (ERC-1155) has items to choose, and this contract is not one. Leave the token IDs empty.',
  },
  'no-code': { rest: 'There is nothing at this address on this chain. Check the address and the chain.' },
  wallet: {
    rest: 'This is the address of a wallet, not of a token. Paste the address of the token’s contract.',
  },
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
  return entry === undefined ? sentence : `“${formatShortEntry(entry)}”: ${sentence}`
}

function formatShortEntry(entry: string): string {
  const characters = [...entry]
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : entry
}
