import { useAppBridge } from '@shopify/app-bridge-react'
import {
  BlockStack,
  Box,
  Button,
  Card,
  InlineError,
  InlineStack,
  Scrollable,
  Select,
  Text,
} from '@shopify/polaris'
import { XIcon } from '@shopify/polaris-icons'
import type { SubjectForm } from '../../core/gate/form.ts'
import { formatSubjectCount } from '../formatSubject.ts'
import { ProductThumbnail } from '../ProductThumbnail.tsx'
import { describeCategories } from '../page/describePlatform.ts'
import { useIsStore } from '../page/PlatformProvider.ts'
import { composeFieldId, type DraftSubject } from './draft.ts'
import { findError } from './findError.ts'
import { chooseCollections, chooseProducts, chooseVariants } from './pickSubject.ts'
import { listSubjectLines, removeSubject, type SubjectLineView } from './subjectLines.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const KINDS = [
  { value: 'products', label: 'Products' },
  { value: 'variants', label: 'Variants' },
  { value: 'collections', label: 'Collections' },
  { value: 'all', label: 'All products' },
] as const satisfies readonly { value: SubjectForm['kind']; label: string }[]
const HELP = {
  products: 'Only these products.',
  variants: 'Only these variants, such as a size, a color or an edition.',
  collections: 'All products in these collections, including those you add later.',
  all: 'Everything your shop sells, including what you add later.',
} as const satisfies Record<SubjectForm['kind'], string>

/** Card for the subject of the gate. */
export function SubjectCard({ editor }: { editor: GateEditorModel }) {
  const shopify = useAppBridge()
  const isStore = useIsStore()
  const words = (text: string) => describeCategories(text, { isStore })
  const { subject } = editor.draft
  const { kind } = subject
  const lines = listSubjectLines(subject)
  const error = findError(editor.issues, 'products')
  const id = composeFieldId('products')
  const edit = (change: Partial<DraftSubject>) =>
    editor.dispatch({ kind: 'edit', change: { subject: { ...subject, ...change } } })
  const pick = async () => {
    const picked = await chooseInto({ shopify, subject })
    if (picked) edit(picked)
    // Shopify's picker had the focus, and is gone.
    document.getElementById(id)?.focus()
  }
  const remove = (lineId: number) => {
    edit(removeSubject(subject, lineId))
    // The focused button is gone, so move the focus.
    document.getElementById(id)?.focus()
  }
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            Products
          </Text>
          <Text as="p" tone="subdued">
            {words(HELP[kind])}
          </Text>
        </BlockStack>
        <InlineStack gap="200" blockAlign="center">
          <Select
            label="What the gate applies to"
            labelHidden
            options={KINDS.map(({ value, label }) => ({ value, label: words(label) }))}
            value={kind}
            onChange={(value) =>
              edit({ kind: KINDS.find((each) => each.value === value)?.value ?? 'products' })
            }
          />
          {kind !== 'all' && (
            <Button id={id} onClick={() => void pick()} {...(error && { ariaDescribedBy: `${id}-error` })}>
              {lines.length === 0 ? words(`Select ${kind}`) : 'Change selection'}
            </Button>
          )}
          {lines.length > 0 && (
            <Text as="span" tone="subdued">
              {words(`${formatSubjectCount({ kind, count: lines.length })} selected`)}
            </Text>
          )}
        </InlineStack>
        {error && <InlineError message={error} fieldID={id} />}
        {lines.length > 0 && (
          <Box
            borderColor="border"
            borderWidth="025"
            borderRadius="200"
            overflowX="hidden"
            overflowY="hidden"
          >
            <Scrollable style={{ maxHeight: '19rem' }} focusable={lines.length > 5}>
              <ul className="palisade-products">
                {lines.map((line) => (
                  <SubjectLine
                    key={line.id}
                    line={line}
                    error={findError(editor.issues, `products.${line.id}`)}
                    onRemove={() => remove(line.id)}
                  />
                ))}
              </ul>
            </Scrollable>
          </Box>
        )}
      </BlockStack>
    </Card>
  )
}

async function chooseInto({
  shopify,
  subject,
}: {
  shopify: ReturnType<typeof useAppBridge>
  subject: DraftSubject
}): Promise<Partial<DraftSubject> | null> {
  if (subject.kind === 'variants') {
    const variants = await chooseVariants({ shopify, selected: subject.variants })
    return variants && { variants }
  }
  if (subject.kind === 'collections') {
    const collections = await chooseCollections({ shopify, selected: subject.collections })
    return collections && { collections }
  }
  const products = await chooseProducts({ shopify, selected: subject.products })
  return products && { products }
}

/** One selected product, variant or collection, with a button to remove it. */
function SubjectLine({
  line,
  error,
  onRemove,
}: {
  line: SubjectLineView
  error: string | undefined
  onRemove: () => void
}) {
  return (
    <li className="palisade-product">
      <ProductThumbnail imageUrl={line.imageUrl} />
      <BlockStack>
        <Text as="span" breakWord>
          {line.title}
        </Text>
        {line.note && (
          <Text as="span" tone="subdued" variant="bodySm">
            {line.note}
          </Text>
        )}
        {error && <InlineError message={error} fieldID={`subject-${line.id}`} />}
      </BlockStack>
      <Button
        icon={XIcon}
        variant="tertiary"
        accessibilityLabel={`Remove ${line.title}`}
        onClick={onRemove}
      />
    </li>
  )
}
