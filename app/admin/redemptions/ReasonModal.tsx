import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineError, Modal, TextField } from '@shopify/polaris'
import { type ReactNode, useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChangeAnswer } from '../views.ts'

export type ReasonModalProps = {
  readonly title: string
  readonly button: string
  /** Text of the toast after success. */
  readonly done: string
  readonly action: string
  /** Fields that are sent with the reason. */
  readonly body?: Readonly<Record<string, string | number>>
  readonly isReady?: boolean
  /** Validate the fields of `children` before the request; false cancels it. */
  readonly check?: () => boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Dialog that asks for a reason before a manual change. The reason goes into the audit log. */
export function ReasonModal(props: ReasonModalProps) {
  const { title, button, done, action, body = {}, isReady = true, check, onClose, children } = props
  useFocusBack()
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: action })
  const [reason, setReason] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(answer.kind === 'failed' ? answer.message : null)
    if (answer.kind !== 'done') return
    shopify.toast.show(done)
    onClose()
  })
  const isBusy = fetcher.state !== 'idle'
  const submit = () => {
    setFailure(null)
    if (check && !check()) return
    fetcher.submit({ ...body, reason }, { method: 'post', encType: 'application/json', action })
  }
  return (
    <Modal
      open
      onClose={onClose}
      title={title}
      primaryAction={{
        content: button,
        disabled: reason.trim() === '' || !isReady,
        loading: isBusy,
        onAction: submit,
      }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {children}
          <TextField
            id="change-reason"
            label="Reason"
            value={reason}
            multiline={2}
            maxLength={500}
            autoComplete="off"
            helpText="Shown in the change log."
            onChange={setReason}
          />
          {failure && <InlineError message={failure} fieldID="change-reason" />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
