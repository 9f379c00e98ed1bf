'use client'

import { Picket } from '@palisade/client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'

export default function Page() {
  const [said, setSaid] = useState('Log in to read what is for members.')
  const router = useRouter()
  const login = async () => {
    try {
      const picket = new Picket(process.env.NEXT_PUBLIC_PALISADE_KEY, {
        baseURL: process.env.NEXT_PUBLIC_PALISADE_API,
      })
      const { accessToken } = await picket.login({
        contractAddress: process.env.NEXT_PUBLIC_CONTRACT,
        minTokenBalance: 1,
      })
      const response = await fetch('/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ accessToken }),
      })
      if (!response.ok) throw new Error((await response.json()).msg)
      router.push('/members')
    } catch (error) {
      setSaid(error.message)
    }
  }
  return (
    <main>
      <h1>Members</h1>
      <p role="status">{said}</p>
      <button type="button" onClick={login}>
        Log in with your wallet
      </button>
    </main>
  )
}
