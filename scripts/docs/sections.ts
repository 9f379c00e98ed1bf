/** A part of the documentation site: for whom it is, and its pages in the order of the menu. */
export type Section = {
  readonly title: string
  /** For the card on the first page. */
  readonly about: string
  /** Files of the repository. The menu shows each by its heading. */
  readonly pages: readonly string[]
}

/** Every page of the site but the decisions, which have a menu of their own. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Merchants',
    about: 'Make gates, sell to holders, and see what became of it. One page a task, with pictures.',
    pages: [
      'docs/questions.md',
      'docs/merchants/set-up.md',
      'docs/merchants/first-gate.md',
      'docs/merchants/sell-only-to-holders.md',
      'docs/merchants/limit-uses.md',
      'docs/merchants/schedule-and-pause.md',
      'docs/merchants/try-before-shoppers.md',
      'docs/merchants/lists.md',
      'docs/merchants/passes.md',
      'docs/merchants/orders.md',
      'docs/customers.md',
      'docs/buyers.md',
      'docs/counter.md',
      'docs/bigcommerce.md',
      'docs/traits.md',
      'docs/contract-calls.md',
      'docs/features.md',
      'docs/limits.md',
    ],
  },
  {
    title: 'Theme developers',
    about: 'The six blocks, their settings, and how to give them your theme’s looks.',
    pages: ['docs/themes/blocks.md', 'docs/themes/looks.md', 'docs/themes/gated-content.md'],
  },
  {
    title: 'Developers',
    about:
      'Sign-in, gated pages, headless storefronts, receipts and webhooks: each example is a file that tests run.',
    pages: [
      'docs/integrations/README.md',
      'docs/integrations/sign-in-with-a-wallet.md',
      'docs/integrations/token-gated-photo-board.md',
      'docs/integrations/link-a-wallet.md',
      'docs/integrations/incremental-authorization.md',
      'docs/integrations/restrict-to-wallets.md',
      'docs/integrations/script-tag.md',
      'docs/integrations/react.md',
      'docs/integrations/express.md',
      'docs/integrations/nextjs.md',
      'docs/integrations/rainbowkit.md',
      'docs/integrations/supabase.md',
      'docs/integrations/openid-connect.md',
      'docs/integrations/headless.md',
      'docs/integrations/testing.md',
      'docs/integrations/agents.md',
      'docs/integrations/webhooks.md',
      'docs/integrations/receipts.md',
      'docs/integrations/manage-gates.md',
      'client/README.md',
      'client/server/README.md',
      'docs/moving-from-picket.md',
      'docs/spec/picket.md',
    ],
  },
  {
    title: 'Operators',
    about: 'Install the app, run its server, watch it, and bring it back after a bad night.',
    pages: [
      'docs/install.md',
      'docs/hosting.md',
      'docs/configuration.md',
      'docs/operations.md',
      'docs/backup.md',
      'docs/capacity.md',
      'docs/storage.md',
      'docs/nights.md',
      'docs/costs.md',
      'SECURITY.md',
      'CHANGELOG.md',
    ],
  },
  {
    title: 'Inside',
    about: 'How it is built, what each byte means, and why it is so.',
    pages: [
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'docs/spec/proof.md',
      'docs/spec/checkout.md',
      'docs/built-for-shopify.md',
      'docs/open-questions.md',
      'BENCHMARKS.md',
      'test/standin/shopify/README.md',
      'docs/decisions/README.md',
    ],
  },
]

/** Documents that are no page: the site's first page and its menu say what they say. */
export const NO_PAGES = ['README.md', 'docs/README.md'] as const
