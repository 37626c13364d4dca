/** Text without the credentials in its URLs: daemon.json and the command line hold proxies as `http://user:password@proxy`. The words of a sealer (`lib/core/sealed.ts`) stay. */
export function masked(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)(?!sealed-[0-9a-f]{16}@)[^\s/"'@]+@/gi, '$1xxxxx:xxxxx@')
}
