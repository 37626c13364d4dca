/** What a browser prefers. Kept in cookies, because the server has to know before the first paint. */
export type Theme = 'system' | 'light' | 'dark'
export type Rail = 'auto' | 'open' | 'folded'

const THEMES: readonly string[] = ['system', 'light', 'dark']
const RAILS: readonly string[] = ['auto', 'open', 'folded']
const YEAR_S = 31_536_000

/** Reads the preferences from cookies; anything else than a known word counts as not said. */
export function readPrefs(cookies: { get(name: string): { value: string } | undefined }): { theme: Theme; rail: Rail } {
  const theme = cookies.get('dock6-theme')?.value ?? ''
  const rail = cookies.get('dock6-rail')?.value ?? ''
  return { theme: THEMES.includes(theme) ? (theme as Theme) : 'system', rail: RAILS.includes(rail) ? (rail as Rail) : 'auto' }
}

/** Chooses the theme: at once, and for the next visits. */
export function saveTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  save('dock6-theme', theme)
}

/** Remembers whether the rail is folded. */
export function saveRail(rail: Rail): void {
  save('dock6-rail', rail)
}

function save(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_S}; samesite=lax${window.location.protocol === 'https:' ? '; secure' : ''}`
}
