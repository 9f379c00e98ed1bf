import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'

const PalisadeContext = createContext(null)

/**
 * Provide the login to all components inside. Load palisade.js before your bundle:
 * <script src="https://palisade.example.com/palisade.js"></script>
 */
export function PalisadeProvider({ apiKey, baseURL, children }) {
  const picket = useMemo(() => new window.Picket(apiKey, { baseURL }), [apiKey, baseURL])
  const [auth, setAuth] = useState(null)
  const [status, setStatus] = useState('loading')
  const [error, setError] = useState(null)

  useEffect(() => {
    picket
      .authState()
      .catch(() => null)
      .then((known) => {
        setAuth(known)
        setStatus('idle')
      })
    // Listen for logins and logouts, in other tabs too.
    return picket.onChange(setAuth)
  }, [picket])

  const login = useCallback(
    async (request) => {
      setStatus('connecting')
      setError(null)
      try {
        await picket.login(request)
      } catch (reason) {
        setError(reason)
      } finally {
        setStatus('idle')
      }
    },
    [picket],
  )

  const logout = useCallback(() => picket.logout(), [picket])

  const value = useMemo(
    () => ({ picket, auth, status, error, login, logout }),
    [picket, auth, status, error, login, logout],
  )
  return <PalisadeContext.Provider value={value}>{children}</PalisadeContext.Provider>
}

export function usePalisade() {
  const value = useContext(PalisadeContext)
  if (!value) throw new Error('usePalisade needs a PalisadeProvider around it.')
  return value
}
