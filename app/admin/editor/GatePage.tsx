import { BlockStack, Layout, Page } from '@shopify/polaris'
import { type GroupForm, listConditionForms } from '../../core/gate/form.ts'
import { CheckCard } from '../check/CheckCard.tsx'
import { StatusBadge } from '../StatusBadge.tsx'
import type { ChainView, GateView, ListView, ProductView } from '../views.ts'
import { ConditionsCard } from './ConditionsCard.tsx'
import { EditorBanner } from './EditorBanner.tsx'
import { EditorSaveBar } from './EditorSaveBar.tsx'
import { NameCard } from './NameCard.tsx'
import { PreviewCard } from './PreviewCard.tsx'
import { ProductsCard } from './ProductsCard.tsx'
import { ReactionCard } from './ReactionCard.tsx'
import { StateCard } from './StateCard.tsx'
import { useGateEditor } from './useGateEditor.ts'

export type GatePageProps = {
  /** Null for a gate that is not there yet. */
  readonly gate: GateView | null
  readonly products: readonly ProductView[]
  readonly chains: readonly ChainView[]
  readonly lists: readonly ListView[]
  readonly currencyCode: string
  /** Open the gate again as it stands. */
  readonly onReload?: () => void
}

/** Create or edit a gate, with what shoppers will read beside it. */
export function GatePage({ gate, products, chains, lists, currencyCode, onReload }: GatePageProps) {
  const editor = useGateEditor({ gate, products, chains })
  return (
    <Page
      title={gate ? gate.form.name : 'Create gate'}
      {...(gate && {
        titleMetadata: <StatusBadge status={gate.status} />,
        subtitle: `Last changed ${gate.changedAt}`,
      })}
      backAction={{ content: 'Gates', url: '/app' }}
    >
      <EditorSaveBar id="gate-save-bar" editor={editor} />
      <Layout>
        <EditorBanner gate={gate} answer={editor.answer} isDirty={editor.isDirty} onReload={onReload} />
        <Layout.Section>
          <BlockStack gap="400">
            <NameCard editor={editor} />
            <ProductsCard editor={editor} />
            <ConditionsCard editor={editor} chains={chains} lists={lists} />
            <ReactionCard editor={editor} currencyCode={currencyCode} />
            {gate && (
              <CheckCard
                number={gate.number}
                chains={chains.filter(
                  ({ slug, family }) => family === 'evm' && namesChain(gate.form.root, slug),
                )}
                isDirty={editor.isDirty}
              />
            )}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="palisade-beside">
            <BlockStack gap="400">
              <StateCard editor={editor} />
              <PreviewCard editor={editor} chains={chains} lists={lists} currencyCode={currencyCode} />
            </BlockStack>
          </div>
        </Layout.Section>
      </Layout>
    </Page>
  )
}

function namesChain(root: GroupForm, slug: string): boolean {
  return listConditionForms(root).some(({ condition }) => condition.chain === slug)
}
