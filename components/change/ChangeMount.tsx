'use client'
import dynamic from 'next/dynamic'
import { useChange } from '../../lib/client/stores/change'

const ChangeDialog = dynamic(() => import('./ChangeDialog').then((module) => module.ChangeDialog), { ssr: false })

/** Where the change dialog appears. Its code is fetched with the first wish. */
export function ChangeMount() {
  const wanted = useChange(({ wish }) => wish !== null && !wish.inline)
  return wanted ? <ChangeDialog /> : null
}
