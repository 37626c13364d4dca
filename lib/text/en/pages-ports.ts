/** The Ports page. */
export const portsPage = {
  label: 'Ports',
} as const
