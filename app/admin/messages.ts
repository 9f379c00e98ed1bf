import type { FieldIssue } from '../core/gate/issues.ts'
import { MAX_MULTI_TOKEN_IDS } from '../core/requirement/kinds/erc1155.ts'
import { MAX_TOKEN_IDS } from '../core/requirement/kinds/fields.ts'
import { MAX_CONDITIONS, MAX_HELD_BLOCKS, MAX_LEVELS } from '../core/requirement/parseRequirement.ts'

const number = (value: number) => value.toLocaleString('en')

/** Sentences for each issue: one per field where they differ, and `rest` for all other fields. */
const SENTENCES = {
  required: {
    name: 'Give this gate a name.',
    products: 'Select at least one.',
    group: 'Add at least one condition, or remove this group.',
    contract: 'Paste the address of the token’s contract, or a link that has it.',
    listId: 'Choose a list.',
    rest: 'Fill in this field.',
  },
  'too-long': { rest: 'Use at most 80 characters.' },
  'unsafe-text': { rest: 'Remove line breaks and invisible characters.' },
  'too-many': {
    products: 'There are too many here, or one of them already has too many gates. Take some off.',
    group: `This is too much for one gate: use at most ${MAX_CONDITIONS} conditions, and name fewer token ids.`,
    rest: 'There are too many of these.',
  },
  'not-a-percentage': { rest: 'Enter a percentage between 0.01 and 100.' },
  'not-an-amount': {
    reaction: 'Enter an amount above 0, in digits, with a point before the decimals.',
    rest: 'Enter a number in digits, with a point before the decimals. NFTs and items come in whole numbers.',
  },
  'chain-unknown': { rest: 'Choose a chain.' },
  'chain-not-configured': { rest: 'This chain is not set up on this server. Choose another one.' },
  'chain-other-family': {
    snapshot: 'This chain cannot be read at a block of the past. Leave the field empty.',
    rest: 'This chain has nothing of this kind. Choose another one.',
  },
  'address-invalid': {
    contract:
      'There is no address of this chain in this. Paste it whole, or a link that has it: 0x and 40 letters and digits, or 32 to 44 on Solana.',
    rest: 'This is not an address of this chain. Paste it again, whole: 0x and 40 letters and digits, or 32 to 44 on Solana.',
  },
  'address-checksum': {
    rest: 'One of the letters or digits of this address is mistyped. Copy it again from where you found it.',
  },
  'no-code': { rest: 'There is nothing at this address on this chain. Check the address and the chain.' },
  'not-a-token': { rest: 'This is not a token that can be checked. Paste the token’s own address.' },
  'other-kind': {
    rest: 'This address was not read before it was saved, and is of another kind. It has been read now: save again.',
  },
  'token-ids-invalid': {
    rest: `Enter ids in digits, separated by commas, or ranges such as 100-199: at most ${number(MAX_TOKEN_IDS)} in all, ${MAX_MULTI_TOKEN_IDS} of a multi-token contract.`,
  },
  'maximum-below-minimum': { rest: 'The most must not be less than the least.' },
  'count-invalid': { rest: 'Enter a number from 1 to as many as there are in this group.' },
  'too-deep': {
    rest: `Groups can lie ${MAX_LEVELS} levels deep; “none of” several takes two. Move this one further out.`,
  },
  'list-unknown': { rest: 'This list is gone. Choose another one.' },
  'held-invalid': { rest: `Enter a number of blocks up to ${number(MAX_HELD_BLOCKS)}.` },
  'held-on-solana': {
    rest: 'Solana cannot say how long a token was held. Take its conditions off, or check only now.',
  },
  'held-and-snapshot': { rest: 'Choose one: held for a while, or at a block of the past.' },
  'block-invalid': { rest: 'Enter the number of a block, in digits.' },
  'block-unreadable': {
    heldForBlocks:
      'This server’s access to one of the chains does not reach back so far, so nobody could be checked. Enter fewer blocks.',
    rest: 'This block cannot be read: it is not there yet, or this server’s access to the chain does not reach back so far. Try another block.',
  },
  'block-before-token': {
    rest: 'One of the tokens on this chain was not there yet at this block, so nobody could have held it. Try a later block.',
  },
  'chain-unreachable': {
    rest: 'This chain did not answer just now. Nothing is lost. Save again in a moment.',
  },
  'gives-nothing': { rest: 'Choose at least one thing that holders get.' },
  'cap-invalid': { rest: 'Enter a whole number from 1 to 9,999, or leave the field empty.' },
  'limit-invalid': {
    total: 'Enter a whole number from 1 to 100,000, or leave the field empty.',
    rest: 'Enter a whole number from 1 to 1,000, or leave the field empty.',
  },
  'no-single-tokens': {
    rest: 'None of the conditions above is about single NFTs. Leave this empty and limit each wallet instead.',
  },
  'tokens-not-needed': {
    rest: 'The conditions above can be met without an NFT, and then there is none to count. Ask everybody for one, or limit each wallet instead.',
  },
  'tokens-not-listed': {
    perToken:
      'This collection cannot list whose token is whose. Name token ids in its condition, or limit each wallet instead.',
    rest: 'This collection cannot list whose token is whose. Name the token ids that count here.',
  },
  'time-invalid': { rest: 'Choose a day and a time.' },
  'end-before-start': { rest: 'The end must come after the start.' },
  'too-many-profiles': {
    rest: 'Your gates use 8 different combinations, as many as fit; one that no gate uses any more is free after a day and a half. Choose one that another gate has.',
  },
  'cart-metafield-off': {
    rest: 'Switch on “Bind unlocks to the cart” under Settings first, or choose another of these.',
  },
} as const satisfies Record<FieldIssue, { readonly rest: string } & Readonly<Record<string, string>>>

/** Format an issue of a field as a sentence. `path` ends in the field's name, such as `root.of.0.contract`. */
export function formatFieldIssue({ path, issue }: { path: string; issue: FieldIssue }): string {
  const sentences: Readonly<Record<string, string>> & { readonly rest: string } = SENTENCES[issue]
  return sentences[path.split('.').at(-1) ?? ''] ?? sentences.rest
}
