'use client'
import { useParams } from 'next/navigation'

/** The host whose page this is, for parts of drawers that read for themselves. */
export function useHost(): string {
  return useParams<{ host?: string }>().host ?? 'local'
}
