import type { InsideDetail } from '../../lib/features/containers/inside'
import { containersPage as words } from '../../lib/text/en/pages-containers'

/** Kernel settings of the namespace as a matrix: one line per setting, one column per link. */
export function InsideSettings({ settings }: { settings: InsideDetail['settings'] }) {
  const { settings: title } = words.inside.detail
  if (settings.length === 0) return <p className="text-13"><span className="text-12 text-faint">{title}</span> <span className="text-soft">{words.inside.nothing}</span></p>
  const devs = [...new Set(settings.map((one) => one.dev))].sort(byWeight)
  const names = [...new Set(settings.map((one) => one.name))].sort()
  const value = new Map(settings.map((one) => [`${one.dev} ${one.name}`, one.value.trim()]))
  return (
    <div className="min-w-0 overflow-x-auto" tabIndex={0} role="region" aria-label={title}>
      <table className="w-full font-mono text-12 whitespace-nowrap">
        <caption className="pb-0.5 text-left font-sans text-12 text-faint">{title}</caption>
        <thead>
          <tr className="text-left text-soft">
            <th scope="col" className="pr-3 font-normal"><span className="sr-only">{words.inside.columns.setting}</span></th>
            {devs.map((dev) => <th key={dev} scope="col" className="pr-3 text-right font-normal">{dev}</th>)}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name} className="h-6 border-t border-line/60">
              <th scope="row" className="pr-3 text-left font-normal text-soft">{name}</th>
              {devs.map((dev) => <td key={dev} className="pr-3 text-right">{value.get(`${dev} ${name}`) ?? ''}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

// `all` and `default` stand before the links they decide over.
function byWeight(a: string, b: string): number {
  const weight = (dev: string) => ['all', 'default'].indexOf(dev)
  const [wa, wb] = [weight(a), weight(b)]
  if (wa >= 0 || wb >= 0) return (wa < 0 ? 9 : wa) - (wb < 0 ? 9 : wb)
  return a.localeCompare(b)
}
