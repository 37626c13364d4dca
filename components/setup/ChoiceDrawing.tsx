import type { Choice } from '../../lib/features/setup/schema'

/** A small drawing of a way: left the router, in the middle this host, right its containers. What matters for the way has the accent color. */
export function ChoiceDrawing({ choice }: { choice: Choice }) {
  return (
    <svg aria-hidden viewBox="0 0 168 64" className="h-16 w-[168px] shrink-0 text-field" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
      <Router />
      {choice === 'lan' ? <OnTheLink /> : <Host />}
      {choice === 'routed' ? <Way d="M26 32h38m0 0h26m0 0 26-16m-26 16 26 16" arrows={['M58 28l5 4-5 4', 'M112 14l5 1-2 4', 'M112 50l5-1-2-4']} /> : null}
      {choice === 'ndp-proxy' ? <Asking /> : null}
      {choice === 'private' ? <Translating /> : null}
      {choice === 'own-addresses' ? <Publishing /> : null}
    </svg>
  )
}

const ACCENT = 'text-accent'

function Router() {
  return <><circle cx="15" cy="32" r="11" /><path d="M9 30h9m-3-3 3 3-3 3M21 35h-9m3-3-3 3" strokeWidth="1.2" /></>
}

function Host() {
  return <><rect x="64" y="16" width="32" height="32" rx="4" /><path d="M70 24h10M70 30h6" /><Containers /></>
}

function Containers({ x = 118 }: { x?: number }) {
  return <><rect x={x} y="8" width="24" height="16" rx="3" /><rect x={x} y="40" width="24" height="16" rx="3" /></>
}

function Way({ d, arrows }: { d: string; arrows: readonly string[] }) {
  return <g className={ACCENT} stroke="currentColor"><path d={d} />{arrows.map((arrow) => <path key={arrow} d={arrow} />)}</g>
}

/** The router asks on the link, the host answers in the containers' place. */
function Asking() {
  return (
    <>
      <path d="M96 32l20-14M96 32l20 14" />
      <g className={ACCENT} stroke="currentColor"><path d="M28 26h34m-4-4 4 4-4 4" strokeDasharray="3 3" /><path d="M62 39H29m4-4-4 4 4 4" /></g>
      <circle cx="89" cy="41" r="2" className="fill-current text-accent" stroke="none" />
    </>
  )
}

/** What leaves has the host's address. */
function Translating() {
  return (
    <>
      <path d="M117 18 97 30M117 46 97 34" />
      <g className={ACCENT} stroke="currentColor"><path d="M62 32H29m4-4-4 4 4 4" /><path d="M76 38a6 6 0 0 1 10-4m1-4v4h-4M88 40a6 6 0 0 1-10 4m-1 3v-4h4" strokeWidth="1.3" /></g>
    </>
  )
}

/** Several addresses of the host, one for each service. */
function Publishing() {
  return (
    <>
      <path d="M26 32h30" />
      <g className={ACCENT} stroke="currentColor"><circle cx="60" cy="22" r="3.2" /><circle cx="60" cy="42" r="3.2" /><path d="M64 22h32l20-6M64 42h32l20 6" /></g>
    </>
  )
}

/** Containers on the link itself, beside the host. */
function OnTheLink() {
  return (
    <>
      <path d="M26 32h128" />
      <rect x="52" y="8" width="24" height="16" rx="3" /><path d="M64 24v8" />
      <g className={ACCENT} stroke="currentColor"><rect x="92" y="40" width="22" height="15" rx="3" /><rect x="126" y="40" width="22" height="15" rx="3" /><path d="M103 40v-8M137 40v-8" /></g>
    </>
  )
}
