import { BlockStack, Button, InlineStack, Modal, Spinner, Text, TextField } from '@shopify/polaris'
import { useFocusBack } from '../useFocusBack.ts'
import { requestWallet } from './requestWallet.ts'
import { TokenPicture } from './TokenPicture.tsx'
import { type TokenSearch, useTokenSearch } from './useTokenSearch.ts'
import type { FoundTokenView } from './views.ts'

/** Dialog that finds a token without its address: by its name, or in a wallet. */
export function FindTokenModal({
  onChoose,
  onClose,
}: {
  onChoose: (token: Pick<FoundTokenView, 'chain' | 'contract'>) => void
  onClose: () => void
}) {
  useFocusBack()
  const search = useTokenSearch()
  return (
    <Modal
      open
      onClose={onClose}
      title="Find a token"
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <TextField
            label="Name, symbol or your wallet"
            value={search.text}
            placeholder="Bored Ape, USDC, 0x… or anna.eth"
            helpText="Looks among well-known tokens and those that your gates use. For any other, paste its address in the gate."
            maxLength={255}
            spellCheck={false}
            autoComplete="off"
            error={search.walletError ?? undefined}
            connectedRight={<ConnectButton search={search} />}
            onChange={search.setText}
          />
          <div role="status">
            <Answer search={search} />
          </div>
          {search.state.kind === 'found' && search.state.found.tokens.length > 0 && (
            <ul className="palisade-plain-list palisade-found">
              {search.state.found.tokens.map((token) => (
                <FoundToken
                  key={`${token.chain} ${token.contract}`}
                  token={token}
                  onChoose={() => onChoose(token)}
                />
              ))}
            </ul>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}

/** Button that reads the address of the merchant's own wallet. It asks for no signature. */
function ConnectButton({ search }: { search: TokenSearch }) {
  const connect = async () => {
    const found = await requestWallet()
    if (found.kind === 'address') search.setText(found.address)
    else search.setWalletError(WALLET_TEXTS[found.kind])
  }
  return <Button onClick={() => void connect()}>My wallet</Button>
}

const WALLET_TEXTS = {
  missing: 'This browser has no wallet that Palisade can ask here. Paste the address of your wallet instead.',
  refused: 'Your wallet did not share its address. Paste the address instead.',
} as const

/** What came of the search, in words. */
function Answer({ search: { state, text } }: { search: TokenSearch }) {
  if (state.kind === 'asking') {
    return (
      <InlineStack gap="200" blockAlign="center">
        <Spinner size="small" accessibilityLabel="Searching" />
        <Text as="span">Searching…</Text>
      </InlineStack>
    )
  }
  if (state.kind === 'unreachable') {
    return (
      <InlineStack gap="200">
        <Text as="span">The server could not be reached.</Text>
        <Button variant="plain" onClick={state.retry}>
          Try again
        </Button>
      </InlineStack>
    )
  }
  const { tokens, wallet, unread } = state.found
  const sentence = describeAnswer({ text, count: tokens.length, wallet })
  return (
    <BlockStack gap="300">
      {sentence !== '' && (
        <Text as="p" tone="subdued">
          {sentence}
        </Text>
      )}
      {unread.length > 0 && (
        <Text as="p" tone="caution">{`${unread.join(', ')} did not answer just now.`}</Text>
      )}
    </BlockStack>
  )
}

function describeAnswer({
  text,
  count,
  wallet,
}: {
  text: string
  count: number
  wallet: string | null
}): string {
  if (wallet !== null) {
    return count > 0
      ? `${wallet} holds these.`
      : `${wallet} holds none of the tokens that Palisade knows. Paste the address of the token in the gate.`
  }
  if (text.trim() === '') return count > 0 ? 'Your gates use these.' : 'Type a name, or choose “My wallet”.'
  return count > 0 ? '' : 'No token of this name is known. Paste its address in the gate.'
}

function FoundToken({ token, onChoose }: { token: FoundTokenView; onChoose: () => void }) {
  const { title, facts, held, isUsed } = token
  return (
    <li>
      <button type="button" className="palisade-found-token" onClick={onChoose}>
        <TokenPicture token={token} />
        <span className="palisade-found-words">
          <Text as="span" fontWeight="semibold" breakWord>
            {title}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm" breakWord>
            {[
              ...facts,
              ...(held === null ? [] : [`holds ${held}`]),
              ...(isUsed ? ['used in a gate'] : []),
            ].join(' · ')}
          </Text>
        </span>
      </button>
    </li>
  )
}
