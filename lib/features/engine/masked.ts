/** Text without the credentials in its URLs: daemon.json and the command line hold proxies as `http://user:password@proxy`. */
export function masked(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/"'@]+@/gi, '$1xxxxx:xxxxx@')
}
