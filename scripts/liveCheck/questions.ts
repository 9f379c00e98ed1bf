/** A question about Shopify that only a live shop can settle. */
export type Question = {
  readonly asks: string
  /** What Shopify may do, and how the app behaves then. The stand-in does the first unless told otherwise. */
  readonly answers: Readonly<Record<string, string>>
  /** Who finds out: a script alone, or with a person's clicks; `none`: only a Function sees it, and tells nobody. */
  readonly probe: 'script' | 'person' | 'none'
  /** Whose behaviour the stand-in can change: one shop's, the deploy's, or a chain node's. */
  readonly knob: 'shop' | 'deploy' | 'chain'
  /** Files of tests that run the app under every answer. */
  readonly tests: readonly string[]
}

const KNOBS_TEST = 'test/e2e/knobs.test.ts'
const CARTS_TEST = 'test/e2e/knobCarts.test.ts'
const DEPLOY_TEST = 'test/standin-tests/checkDeploy.test.ts'

/** Every open question: the list that the live check, the stand-in's knobs and docs/open-questions.md share. */
export const QUESTIONS = {
  functionQueryCost: {
    asks: 'Does Shopify accept an input query that costs 30 points by our count?',
    answers: {
      accepted: 'Nothing changes.',
      refused:
        'Shopify has no discount Function. Saving a gate with a price fails, and the page shows Shopify’s error. Exclusive products stay closed to everybody else.',
    },
    probe: 'script',
    knob: 'shop',
    tests: [KNOBS_TEST],
  },
  metaobjectsInBlocks: {
    asks: 'Does `metaobjects["$app:gate"]` find a card inside a snippet of the theme block?',
    answers: {
      found: 'Nothing changes.',
      empty:
        'Product pages show the gates of their own product. Gates for all products and the cart’s block show nothing, and the app tells the merchant. The checkout decides as before.',
    },
    probe: 'script',
    knob: 'shop',
    tests: [KNOBS_TEST],
  },
  appMetafieldsInBlocks: {
    asks: 'Does `app.metafields["$app"]` hold the app’s values inside the theme block?',
    answers: {
      found: 'Nothing changes.',
      empty: 'Gates for all products show nothing on product pages. The checkout decides as before.',
    },
    probe: 'script',
    knob: 'shop',
    tests: [KNOBS_TEST],
  },
  cartToken: {
    asks: 'Does an order name the cart by the token of `/cart.js`, without the part after `?`?',
    answers: {
      same: 'Nothing changes.',
      other:
        'The order is `suspect` first: its proof was made for another cart. It counts as paid once that grant has ended. Nothing is refused.',
    },
    probe: 'person',
    knob: 'shop',
    tests: [KNOBS_TEST],
  },
  absentVariables: {
    asks: 'What does a validation without our metafields get for the variables of its input query?',
    answers: {
      null: 'Its runs fail. If it blocks on failure, it refuses every cart until the app deletes it, within the hour.',
      omitted: 'It refuses products with an exclusive mark and accepts all others, until the app deletes it.',
    },
    probe: 'person',
    knob: 'shop',
    tests: [KNOBS_TEST, 'test/standin-tests/storefront/checkout/exclusiveCheckout.test.ts'],
  },
  draftOrders: {
    asks: 'Do validations run for a draft order that staff complete, and with which step?',
    answers: {
      unchecked: 'Staff sell every product.',
      'no-step': 'Staff cannot sell an exclusive product by a draft order: the rule names the missing token.',
      'completion-step': 'The same as without a step.',
    },
    probe: 'person',
    knob: 'shop',
    tests: [KNOBS_TEST],
  },
  openCheckout: {
    asks: 'Does a changed cart attribute reach a checkout that is already open?',
    answers: {
      'at-once': 'Nothing changes.',
      'with-line':
        'The attribute waits. The block also writes each line’s property, and that change brings both. If the shop refuses properties, the open checkout stays as it was until a line changes.',
    },
    probe: 'person',
    knob: 'shop',
    tests: [KNOBS_TEST],
  },
  cartAttributes: {
    asks: 'Does `cartAttributesUpdate` of the Storefront API replace all attributes of a cart?',
    answers: {
      replaced: 'Nothing changes.',
      merged: 'A headless shop writes the same set. A removed proof is overwritten with an empty text.',
    },
    probe: 'script',
    knob: 'shop',
    tests: ['test/standin-tests/storefront/api/carts.test.ts'],
  },
  attributeLength: {
    asks: 'Does a cart attribute keep 1,000 bytes?',
    answers: {
      whole: 'Nothing changes.',
      cut: 'A longer proof is unreadable and opens nothing. Each line’s own proof, of at most 160 bytes, opens its line.',
      refused: 'The cart request fails. The block still writes each line’s own proof, which opens its line.',
    },
    probe: 'script',
    knob: 'shop',
    tests: [KNOBS_TEST, 'test/extensions/gate-block/src/cart/writeCartProofs.test.ts'],
  },
  propertyLength: {
    asks: 'Does a line property keep 160 bytes?',
    answers: {
      whole: 'Nothing changes.',
      cut: 'A line’s proof is unreadable and opens nothing. The cart’s attribute opens the line; “Buy it now” stays closed. If the attribute is cut too, nothing opens, and the card says that the offer could not be put into the cart.',
      refused: 'The same as when it is cut.',
    },
    probe: 'script',
    knob: 'shop',
    tests: [KNOBS_TEST, 'test/extensions/gate-block/src/cart/writeCartProofs.test.ts'],
  },
  cartMetafieldToken: {
    asks: 'May the app’s private Storefront token write a metafield of a theme’s cart?',
    answers: {
      accepted: 'Nothing changes.',
      refused:
        'No proof is in the cart’s metafield. Attribute and line properties carry it as before. A gate that only its cart may open could not be checked, and gives nothing.',
    },
    probe: 'script',
    knob: 'shop',
    tests: [CARTS_TEST],
  },
  cartMetafieldCopy: {
    asks: 'Does Shopify copy the cart’s metafield to the order?',
    answers: {
      copied: 'Nothing changes.',
      lost: 'The order is settled by its attribute and line properties. With the metafield alone it is `unproved`.',
    },
    probe: 'person',
    knob: 'shop',
    tests: [CARTS_TEST],
  },
  jsonMetafields: {
    asks: 'Does Shopify return a JSON metafield byte for byte?',
    answers: {
      'as-written': 'Nothing changes.',
      reformatted: 'The app compares values, not bytes. The Functions read the same configuration.',
    },
    probe: 'script',
    knob: 'shop',
    tests: [KNOBS_TEST, 'test/core/publication/isSameJson.test.ts'],
  },
  nodesCost: {
    asks: 'Does a query for `nodes(ids:)` cost points for each id?',
    answers: {
      each: 'Large reads are split below 1,000 points and wait for points when the shop has too few.',
      once: 'The same requests cost less.',
    },
    probe: 'script',
    knob: 'shop',
    tests: [KNOBS_TEST],
  },
  partsInCollection: {
    asks: 'Is `inCollection` true for a product of which a collection holds single variants?',
    answers: {
      yes: 'The app asks `variantsInCollection` and marks those variants.',
      no: 'The app does the same; the validation’s own net does not catch a variant that has no mark yet.',
    },
    probe: 'none',
    knob: 'shop',
    tests: [KNOBS_TEST, 'test/shopify/catalog.test.ts'],
  },
  timeBetweenEnd: {
    asks: 'Does `timeBetween` count its end time?',
    answers: {
      excluded: 'Nothing changes.',
      included: 'For one second at each even hour a Function reads the period before. Proofs cover it.',
    },
    probe: 'none',
    knob: 'shop',
    tests: [KNOBS_TEST],
  },
  optionalScopes: {
    asks: 'Does an optional scope satisfy a topic of the toml at deploy?',
    answers: {
      enough: 'Nothing changes.',
      'not-enough':
        'Nothing changes: no topic of the toml needs an optional scope. The app subscribes shop by shop.',
    },
    probe: 'person',
    knob: 'deploy',
    tests: [DEPLOY_TEST],
  },
  discountScopes: {
    asks: 'Does `write_discounts` satisfy the topics `discounts/*`, which name `read_discounts`?',
    answers: {
      enough: 'Nothing changes.',
      'not-enough': 'Shopify refuses the deploy until `read_discounts` is in the toml.',
    },
    probe: 'person',
    knob: 'deploy',
    tests: [DEPLOY_TEST],
  },
  blockNames: {
    asks: 'Does Shopify accept a theme block’s name of more than 25 characters, in any language?',
    answers: {
      accepted: 'Nothing changes.',
      refused: 'Nothing changes: every name is shorter.',
    },
    probe: 'person',
    knob: 'deploy',
    tests: [DEPLOY_TEST],
  },
  callWithoutTo: {
    asks: 'Does the RPC provider of each chain answer an `eth_call` without `to`?',
    answers: {
      answered: 'One request reads all tokens of a chain.',
      refused: 'The server finds this out and reads through Multicall3 instead.',
    },
    probe: 'script',
    knob: 'chain',
    tests: ['test/chains/checkEndpoints.slow.test.ts'],
  },
} as const satisfies Record<string, Question>

export type QuestionId = keyof typeof QUESTIONS
/** What Shopify may answer to a question. */
export type AnswerTo<Id extends QuestionId> = keyof (typeof QUESTIONS)[Id]['answers'] & string

/** The questions that the live check asks, and those that the stand-in can answer in several ways for one shop. */
export const QUESTION_IDS = Object.keys(QUESTIONS) as QuestionId[]

/** List the possible answers to a question, the expected one first. */
export function listAnswers(id: QuestionId): string[] {
  return Object.keys(QUESTIONS[id].answers)
}
