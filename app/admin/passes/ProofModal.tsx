import { useFetcher } from '@remix-run/react'
import { BlockStack, InlineError, InlineStack, Modal, Text, TextField } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { CopyButton } from '../developers/CopyButton.tsx'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'
import type { PassProofView, PassView } from './views.ts'

/** Dialog with the attribute that a draft order needs, to use a pass. */
export function ProofModal({
  gate,
  pass,
  onClose,
}: {
  readonly gate: number
  readonly pass: PassView
  readonly onClose: () => void
}) {
  useFocusBack()
  const action = `/app/gates/${gate}/passes/${pass.id}/proof`
  const fetcher = useFetcher<ChangeAnswer<PassProofView>>({ key: action })
  const [answer, setAnswer] = useState<ChangeAnswer<PassProofView> | null>(null)
  useAnswer(fetcher, setAnswer)
  const { submit } = fetcher
  useEffect(() => {
    submit({}, { method: 'post', encType: 'application/json', action })
  }, [submit, action])
  const issued = answer?.kind === 'done' ? answer.result : null
  return (
    <Modal
      open
      onClose={onClose}
      title="Use this pass for a draft order"
      secondaryActions={[{ content: 'Close', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">
            Set this attribute on the draft order, by the app or program that creates your draft orders. The
            order then gets the gate’s price, and shows your pass.
          </Text>
          <TextField label="Attribute" value="_palisade" readOnly autoComplete="off" monospaced />
          <TextField
            label="Value"
            value={issued?.proof ?? ''}
            placeholder={answer === null ? 'Making the value…' : ''}
            readOnly
            multiline={4}
            autoComplete="off"
            monospaced
            {...(issued && {
              helpText: `Valid until ${issued.until}. Open this dialog again for a newer value.`,
            })}
          />
          {issued && (
            <InlineStack>
              <CopyButton isAlone text={issued.proof} name="value of the attribute" />
            </InlineStack>
          )}
          {answer?.kind === 'failed' && <InlineError message={answer.message} fieldID="pass-proof" />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
