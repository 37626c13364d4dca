import type { Method } from './understand'

/** What keeps a rule of ndppd from answering. `not_loaded`: the file was written after ndppd started. `inner_missing`: ndppd logs it and keeps running, answering nothing for the rule. */
export type NdppdFault = 'not_installed' | 'stopped' | 'failed' | 'not_loaded' | 'no_method' | 'link_missing' | 'inner_missing' | 'forwarding_off'

/** One rule in ndppd.conf: solicitations for `prefix` on `dev` are answered by ndppd. */
export type NdppdRule = {
  key: string
  dev: string
  prefix: string
  method: Method | null
  /** Where ndppd asks first, for the method `iface`. */
  iface: string | null
  line: number
  faults: NdppdFault[]
  /** Kernel proxy entries of the same link inside the prefix: both mechanisms answer for them. */
  entries: string[]
  /** Networks of the engine inside the prefix or around it. */
  networks: string[]
}

/** The service itself and its file; one row. `unit` is null where ndppd is not installed; `state` is systemd's word for it (running, exited, dead, failed). */
export type Ndppd = {
  key: 'ndppd'
  unit: { running: boolean; state: string; boot: boolean } | null
  text: string | null
  /** Why the file cannot be read at all. */
  error: string | null
  remarks: { line: number; message: string }[]
  /** The file was written after the service started. */
  restartNeeded: boolean
  rules: number
}
