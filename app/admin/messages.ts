import type { FieldIssue } from '../core/gate/issues.ts'
import { MAX_HELD_BLOCKS, MAX_HELD_HOURS } from '../core/requirement/holdingTime.ts'
import { MAX_MULTI_TOKEN_IDS } from '../core/requirement/kinds/erc1155.ts'
import { MAX_TOKEN_IDS } from '../core/requirement/kinds/fields.ts'
import { MAX_CONDITIONS, MAX_LEVELS } from '../core/requirement/parseRequirement.ts'

const formatNumber = (value: number) => value.toLocaleString('en')

/** Sentences for each issue: one per field where they differ, and `rest` for all other fields. */
const SENTENCES = {
  required: {
    name: 'Enter a name for this gate.',
    products: 'Select at least one.',
    group: 'Add at least one condition, or remove this group.',
    traits: 'Choose at least one value of a trait.',
    label: 'Enter what shoppers read, such as “Night Club membership”.',
    method: 'Enter a function of the contract.',
    contract: 'Paste the address of the token’s contract, or a link that contains it.',
    listId: 'Choose a list.',
    heldFor: 'Enter how long ago, or choose “Now”.',
    moment: 'Enter a block of at least one chain like Ethereum, or choose “Now”.',
    wallets: 'Enter at least one test wallet, or choose another status.',
    snapshot: 'Enter a block number. Enter “latest” for what the wallet holds today on this chain.',
    rest: 'Fill in this field.',
  },
  'too-long': { rest: 'Use at most 80 characters.' },
  'unsafe-text': { rest: 'Remove line breaks and invisible characters.' },
  'too-many': {
    products: 'You chose too many, or one of them already has too many gates. Remove some.',
    group: `This is too much for one gate. Use at most ${MAX_CONDITIONS} conditions and fewer token IDs.`,
    wallets: 'A gate can have at most 20 test wallets.',
    rest: 'There are too many entries. Remove some.',
  },
  'not-a-percentage': { rest: 'Enter a percentage between 0.01 and 100.' },
  'not-an-amount': {
    reaction: 'Enter an amount above 0 and below 1,000,000,000, in digits.',
    rest: 'Enter a number in digits, such as 2 or 1.5. For NFTs and items, enter a whole number.',
  },
  'share-decimals': { rest: 'Enter at most two decimals, such as 12.34.' },
  'money-decimals': { rest: 'Your shop’s currency does not have that many decimals. Enter fewer.' },
  'comma-unclear': {
    rest: 'Enter thousands without a comma, such as 1000, and decimals with a point, such as 1.5.',
  },
  'at-least-zero': {
    rest: 'Every wallet holds at least 0. Enter how many it must hold, 1 or more.',
  },
  'chain-unknown': { rest: 'Choose a chain.' },
  'chain-not-configured': { rest: 'This chain is not set up on this server. Choose another one.' },
  'chain-other-family': {
    snapshot: 'This chain cannot be read at an earlier block. Leave the field empty.',
    rest: 'This kind of token does not exist on this chain. Choose another chain.',
  },
  'address-invalid': {
    contract:
      'This text contains no address of this chain. Paste the full address (0x and 40 letters and digits, 32 to 44 on Solana, or A.account.Name on Flow) or a link that contains it.',
    wallets:
      'One of these is not a wallet address. Paste full addresses: 0x and 40 letters and digits, or 32 to 44 on Solana.',
    rest: 'This is not an address of this chain. Paste the full address: 0x and 40 letters and digits, or 32 to 44 on Solana.',
  },
  'address-checksum': {
    rest: 'This address has a typing mistake: one of its letters is wrong. Copy it again.',
  },
  'link-of-collection': {
    rest: 'This link names the collection, not its contract. Open any item of it and paste that link.',
  },
  'no-code': {
    rest: 'There is no contract at this address on this chain. It may be the address of a wallet, or of a token on another chain.',
  },
  wallet: {
    rest: 'This is the address of a wallet, not of a token. Paste the address of the token’s contract.',
  },
  'not-a-token': { rest: 'This is not a token that can be checked. Paste the token’s own address.' },
  'other-kind': {
    rest: 'The contract at this address is of another kind than the gate assumed. The kind is correct now. Save again.',
  },
  'token-ids-invalid': {
    rest: `Enter IDs in digits, separated by commas, or ranges such as 100-199: at most ${formatNumber(MAX_TOKEN_IDS)} in all, or ${MAX_MULTI_TOKEN_IDS} for a multi-token contract.`,
  },
  'maximum-below-minimum': { rest: 'The maximum must not be less than the minimum.' },
  'count-invalid': { rest: 'Enter a number from 1 to the number of conditions in this group.' },
  'too-deep': {
    rest: `Groups can be ${MAX_LEVELS} levels deep, and “none of” several conditions takes two. Move this group out one level.`,
  },
  'method-invalid': {
    rest: 'Enter the whole function with its types and its answer, such as “stakeOf(address user) view returns (uint256)”. It must only read.',
  },
  'method-type': {
    rest: 'This function has texts, lists or structs. Palisade can ask functions with numbers, addresses, true or false, and bytes32.',
  },
  'args-invalid': {
    rest: 'Enter one entry for each argument, in order. One of them must be wallet or id, and each value must fit its type.',
  },
  'word-invalid': { rest: 'Enter the number of an answer that the function has, from 1.' },
  'answer-unfit': { rest: 'The function does not answer that. Choose what fits the type of its answer.' },
  'value-invalid': { rest: 'This is no value of the type that the contract expects.' },
  'ens-name-invalid': { rest: 'Enter a full name, such as harbor.eth.' },
  'decimals-invalid': { rest: 'Enter a number from 0 to 36.' },
  'call-ids': {
    rest: 'Enter the IDs that count, at most 50 in all. For a rented NFT, enter at least one.',
  },
  'call-unanswered': {
    rest: 'The contract does not answer this question. Check the address, the chain and the function. If it refuses wallets that it does not know, let a refusal mean no.',
  },
  'call-past': {
    rest: 'Which tokens a contract lists, and whether a time has passed, is known only for today. Choose “Now”, or enter token IDs if the contract lists them.',
  },
  'name-wrapped': { rest: 'This name is wrapped. Choose the question “ENS name, wrapped”.' },
  'traits-of-others': { rest: 'Only NFTs of an ERC-721 collection can be chosen by traits.' },
  'traits-not-imported': { rest: 'Import the collection’s metadata first.' },
  'traits-unknown': { rest: 'The imported metadata does not have all of these values. Choose them again.' },
  'traits-none': { rest: 'No token has all of these traits. Remove one.' },
  'traits-not-listed': {
    rest: 'This collection cannot list the NFTs of a wallet, so at most 2,000 of its tokens can be checked. Choose rarer values.',
  },
  'list-unknown': { rest: 'This list no longer exists. Choose another one.' },
  'held-invalid': {
    rest: `Enter a whole number: up to ${formatNumber(MAX_HELD_HOURS / 24)} days, ${formatNumber(MAX_HELD_HOURS)} hours or ${formatNumber(MAX_HELD_BLOCKS)} blocks.`,
  },
  'held-on-solana': {
    rest: 'On Solana, Palisade cannot check how long a wallet has held a token. Remove the conditions on Solana, or choose “Now”.',
  },
  'held-on-flow': {
    rest: 'On Flow, Palisade cannot check how long a wallet has held a token. Remove the conditions on Flow, or choose “Now”.',
  },
  'block-invalid': { rest: 'Enter the block number in digits.' },
  'block-unreadable': {
    heldFor:
      'One of the chains cannot be read that far back from this server, so no wallet could be checked. Enter less.',
    rest: 'This block cannot be read. It does not exist yet, or this server cannot read the chain that far back. Try another block.',
  },
  'block-before-token': {
    rest: 'One of the tokens on this chain did not exist at this block, so nobody could hold it. Try a later block.',
  },
  'chain-unreachable': {
    rest: 'This chain did not answer. Nothing is lost. Save again in a moment.',
  },
  'gives-nothing': { rest: 'Choose at least one thing that holders get.' },
  'cap-invalid': { rest: 'Enter a whole number from 1 to 9,999, or leave the field empty.' },
  'limit-invalid': {
    total: 'Enter a whole number from 1 to 100,000, or leave the field empty.',
    rest: 'Enter a whole number from 1 to 1,000, or leave the field empty.',
  },
  'no-single-tokens': {
    rest: 'None of the conditions above is about single NFTs. Leave this empty and set a limit per wallet instead.',
  },
  'tokens-not-needed': {
    rest: 'A wallet can meet the conditions above without an NFT, and then there is no NFT to count. Require an NFT in every case, or set a limit per wallet instead.',
  },
  'tokens-not-listed': {
    perToken:
      'This collection cannot list the tokens of a wallet. Enter token IDs in its condition, or set a limit per wallet instead.',
    rest: 'This collection cannot list the tokens of a wallet. Enter the token IDs that count.',
  },
  'time-invalid': { rest: 'Choose a day and a time.' },
  'end-before-start': { rest: 'The end must come after the start.' },
  'subject-missing': {
    products: 'Your shop does not have all of these. Remove the ones that are marked.',
    rest: 'Your shop does not have this. Remove it.',
  },
  'too-many-profiles': {
    rest: 'Your gates already use 8 different combinations, which is the maximum. Choose a combination that another gate uses. An unused one becomes free after a day and a half.',
  },
  'cart-metafield-off': {
    rest: 'Turn on “Bind unlocks to the cart” under Settings first, or choose another option.',
  },
  'no-cart-binding': {
    rest: 'A cart of BigCommerce cannot keep an unlock. Choose who else can use it.',
  },
  'no-subscriptions': {
    rest: 'BigCommerce has no subscriptions of its own. Choose one-time purchases.',
  },
} as const satisfies Record<FieldIssue, { readonly rest: string } & Readonly<Record<string, string>>>

/** Format an issue of a field as a sentence. `path` ends in the field's name, such as `root.of.0.contract`. */
export function formatFieldIssue({ path, issue }: { path: string; issue: FieldIssue }): string {
  const sentences: Readonly<Record<string, string>> & { readonly rest: string } = SENTENCES[issue]
  return sentences[path.split('.').at(-1) ?? ''] ?? sentences.rest
}
