/**
 * Lets a test end the process at a named point: `DOCK6_FAILPOINT=name:n` kills it with SIGKILL at the n-th passing (from 1).
 * Nothing can clean up after SIGKILL, which is what a crash and a power cut are like. Unset, passing is an empty function.
 */
export function failpoints(setting: string | undefined, kill: () => void = () => process.kill(process.pid, 'SIGKILL')): (point: string) => void {
  const [, name, count] = /^([\w-]+):(\d+)$/.exec(setting ?? '') ?? []
  if (name === undefined) return () => undefined
  let left = Number(count)
  return (point) => {
    if (point === name && --left === 0) kill()
  }
}
