import { createRoot } from 'react-dom/client'
import { PalisadeProvider, usePalisade } from './PalisadeProvider.jsx'

const requirement = { chain: 'ethereum', contractAddress: '0xYourContract', minTokenBalance: 1 }

function Account() {
  const { auth, status, error, login, logout } = usePalisade()
  if (auth) {
    return (
      <p>
        Hello {auth.user.displayAddress}.{' '}
        <button type="button" onClick={logout}>
          Log out
        </button>
      </p>
    )
  }
  return (
    <p>
      <button type="button" disabled={status !== 'idle'} onClick={() => login(requirement)}>
        Log in with your wallet
      </button>
      {error && <span role="alert">{error.message}</span>}
    </p>
  )
}

createRoot(document.getElementById('root')).render(
  <PalisadeProvider apiKey="pk_your_publishable_key" baseURL="https://palisade.example.com/api/v1">
    <Account />
  </PalisadeProvider>,
)
